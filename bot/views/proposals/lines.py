"""The words that drawings of a proposal are made of: which one, how it stands, who was heard."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.calendar import day_in_words
from bot.domain.people import Person
from bot.domain.proposals.in_answer import InAnswer
from bot.domain.proposals.records import Judgement, Proposal, State
from bot.domain.proposals.rounds import DissentState, Round, StanceKind
from bot.domain.proposals.table import Row, Table
from bot.domain.proposals.typed import rest_of, title_of
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import (
    count,
    dotted,
    moment,
    mrkdwn,
    named,
    plain,
    whole,
    words,
)

NAMES_MOST = 20
NAME_MOST = 40
FIRST_MOST = 24
TITLE_MOST = 120
REASON_MOST = 1200
BODY_MOST = 1600
OUTCOME_MOST = 1200
HEADING_MOST = 150  # Characters (Slack docs, "Block Kit: header").
STATES = {
    State.DRAFT: "a draft",
    State.ASKING: "asking",
    State.HEARD: "everybody needed was heard",
    State.WORKING_DISSENT: "a dissent is being worked on",
    State.NOT_HEARD: "not heard enough",
    State.ALIGNED: "aligned",
    State.ALIGNED_WITH_CONDITIONS: "aligned with conditions",
    State.ALIGNED_WITH_DISSENT: "aligned with recorded dissent",
    State.NOT_ALIGNED: "not aligned",
    State.WITHDRAWN: "withdrawn",
}
STANCES = {
    StanceKind.COMMIT: "Commit",
    StanceKind.CONDITION: "Commit on a condition",
    StanceKind.DISSENT: "Dissent",
    StanceKind.ASIDE: "Stand aside",
}
DISSENTS = {
    DissentState.OPEN: "open",
    DissentState.OFFERED: "an alternative was offered",
    DissentState.RESOLVED: "resolved",
    DissentState.ACCEPTED_AS_RISK: "accepted as a risk",
    DissentState.MAINTAINED: "maintained",
}
JUDGED = {
    Judgement.RIGHT: "it was right",
    Judgement.PARTLY: "it was right in part",
    Judgement.NOT_RIGHT: "it was not borne out",
    Judgement.AGAIN: "all would decide the same again",
    Judgement.OTHERWISE: "it would be decided again, but otherwise",
    Judgement.NOT_AGAIN: "it would not be decided again",
}


@dataclass(frozen=True)
class Shown:
    """A proposal as one reader may see it; `table` is None before its first round."""

    proposal: Proposal
    text: str
    proposer: Person
    facilitator: Person
    table: Table | None
    today: date
    is_running: bool = False  # Its latest round is drawn, and still takes answers.
    areas: Sequence[str] = ()
    unheard_areas: Sequence[tuple[str, bool]] = ()  # And whether anybody asked speaks for it.
    changes: Sequence[tuple[str, str]] = field(default=())  # (how, text) against the last version.
    concerns: Sequence[str] = field(default=())
    conditions: Sequence[str] = field(default=())  # Promises still open, as "C-7 · Lena".
    outcome: str = ""
    outcome_by: Person | None = None
    closed_why: str = ""  # The reason of an early close, or of taking it back.
    closed_by: Person | None = None
    asked_why: str = ""  # Why it was changed who is asked.
    asked_by: Person | None = None
    takes_concerns: bool = False  # Its box is open, and hides who wrote what.
    is_edited: bool = False  # Its words were put right after it was put out.
    in_answer: InAnswer | None = None  # Whose dissent this version answers.

    @property
    def name(self) -> str:
        return self.proposal.label

    @property
    def title(self) -> str:
        return title_of(self.text, TITLE_MOST)

    @property
    def round(self) -> Round | None:
        return self.table.round if self.table else None

    @property
    def is_latest(self) -> bool:
        return self.round is None or self.round.round == self.proposal.round

    @property
    def key(self) -> str:
        """What buttons carry: the proposal, and the round that they were drawn for."""
        return f"{self.proposal.number}:{self.round.round if self.round else 0}"


def section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))


def small(*texts: str) -> list[Block]:
    """Draw small lines, each in a text of its own; none where there is nothing to say."""
    return [ContextBlock(elements=[mrkdwn(text)]) for text in texts if text]


def heading(shown: Shown) -> Block:
    """Draw the first sentence of a proposal; it is plain text, in which no mark means anything."""
    return HeaderBlock(text=plain(shown.title, HEADING_MOST))


def body(shown: Shown, most: int = BODY_MOST) -> list[Block]:
    """Draw what follows the first sentence."""
    rest = rest_of(shown.text, TITLE_MOST)
    return [section(words(rest, most))] if rest else []


def which(shown: Shown) -> str:
    """Return such as “Proposal P-4 · round 2, version 2”."""
    one = shown.round
    number = f"round {one.round}" if one else ""
    # Between rounds the next version may stand already; an earlier round keeps its own.
    latest = shown.proposal.version if shown.is_latest or one is None else one.version
    version = f"version {latest}" if latest > 1 else ""
    edited = "edited" if shown.is_edited else ""
    return dotted([f"*Proposal {shown.name}*", ", ".join(filter(None, [number, version])), edited])


def state_of(shown: Shown) -> str:
    """Return how a proposal stands; an earlier round of it is closed, whatever came of it."""
    return STATES[shown.proposal.state] if shown.is_latest else "closed"


def sentence(shown: Shown, most: int = 200) -> str:
    """Return who, what, until when and how it stands, in one sentence."""
    by = short(shown.proposer.called)
    until = f", until {moment(shown.round.closes_at)}" if shown.is_running and shown.round else ""
    stands = f"{state_of(shown)}{until}"
    return f"Proposal {shown.name} by {by}, {stands}: {words(shown.title, most)}"


def short(name: str) -> str:
    return whole(named(name), NAME_MOST)


def first_names(people: Sequence[Person], most: int = NAMES_MOST) -> str:
    """Return people by first name; two who share it by their whole names."""
    firsts = Counter(_first(person) for person in people)
    called = [_called(person, alone=firsts[_first(person)] == 1) for person in people[:most]]
    rest = len(people) - most
    return ", ".join(called) + (f" and {rest} more" if rest > 0 else "")


def _called(person: Person, *, alone: bool) -> str:
    return whole(named(_first(person) if alone else person.called), FIRST_MOST)


def _first(person: Person) -> str:
    return person.called.split(" ")[0] or person.called


def counted(counts: Mapping[StanceKind, int]) -> str:
    """Return such as “3 commit · 1 on a condition · 1 dissent”."""
    said = {
        StanceKind.COMMIT: "commit",
        StanceKind.CONDITION: "on a condition",
        StanceKind.DISSENT: "dissent",
        StanceKind.ASIDE: "stand aside",
    }
    return dotted([f"{counts[kind]} {said[kind]}" for kind in said if counts.get(kind)])


def heard_lines(table: Table) -> list[Block]:
    """Draw who was heard and who was not yet; nothing of what anybody said."""
    heard, waiting, away = table.heard, table.waiting, table.away
    lines = [
        f"*Heard ({len(heard)})*: {first_names(heard)}" if heard else "*Heard*: nobody yet",
        f"*Not yet heard ({len(waiting)})*: {first_names(waiting)}" if waiting else "",
        f"*Away ({len(away)})*: {first_names(away)}" if away else "",
    ]
    return [section("\n".join(filter(None, lines)))]


def row_line(row: Row, most: int = REASON_MOST) -> str:
    """Return where one person stands; their words are last."""
    who = short(row.person.called) if row.person else "Somebody"
    speaker = f"{short(row.speaker.called)} for {who}" if row.speaker else who
    state = DISSENTS[row.dissent] if row.dissent else ""
    late = "added late" if row.is_late else ""
    carried = "carried to this version" if row.is_carried else ""
    top = dotted([f"*{speaker}*", STANCES[row.kind].lower(), state, carried, late])
    return f"{top}\n{quoted(row.reason, most)}" if row.reason else top


def row_lines(row: Row, most: int = REASON_MOST) -> list[str]:
    """Return one voice, with what else was said to it, each a text of its own."""
    more = {
        "What would change it": row.mind,
        "What we are not seeing": row.unseen,
        "The alternative": row.alternative,
    }
    said = [f"_{top}_\n{quoted(text, most)}" for top, text in more.items() if text]
    return [row_line(row, most), *said]


def quoted(text: str, most: int = REASON_MOST) -> str:
    return f">{words(text, most)}".replace("\n", "\n>")


def days_until(shown: Shown, on: date) -> str:
    return day_in_words(on, shown.today)


def actions(*elements: ButtonElement | None) -> list[Block]:
    """Draw a row of buttons, without those that are not for this reader."""
    there = [element for element in elements if element is not None]
    return [ActionsBlock(elements=there)] if there else []


def stance_buttons(key: str) -> list[Block]:
    """Draw the four answers, all alike: none is the one that is expected."""
    return actions(
        button("Commit", Action.STAND_COMMIT, key),
        button("Commit if…", Action.STAND_IF, key),
        button("Dissent", Action.STAND_DISSENT, key),
        button("Stand aside", Action.STAND_ASIDE, key),
    )


def concern_button(shown: Shown) -> ButtonElement | None:
    """Draw the way to the box, while it is open."""
    if not shown.takes_concerns:
        return None
    return button("Leave a concern", Action.PROPOSAL_CONCERN, shown.key)


def see_button(key: str) -> ButtonElement:
    return button("See where we stand", Action.STAND_SEE, key)


def people_count(number: int) -> str:
    return count(number, "person", "people")
