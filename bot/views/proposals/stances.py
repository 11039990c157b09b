"""What one leader sees: the question where they stand, the answer to what they said, the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.people import Person
from bot.domain.proposals.records import ENDED
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.standing import UNSETTLED
from bot.domain.proposals.table import Row
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.lines import (
    Shown,
    actions,
    body,
    concern_button,
    counted,
    diff,
    heading,
    heard_lines,
    quoted,
    row_lines,
    section,
    see_button,
    short,
    small,
    stance_buttons,
    state_of,
    which,
)
from bot.views.proposals.posts import came_of, concerns, surroundings
from bot.views.surface import Message
from bot.views.text import dotted, escape, moment, unmarked, words

BLOCKS_MOST = 22  # Of the thirty that an answer takes.
TEXT_MOST = 4000  # Characters, of the eight thousand.
SAID_MOST = 300
LABEL_MOST = 24
HAS_REASON = (StanceKind.CONDITION, StanceKind.DISSENT)
_SAYS = {
    StanceKind.COMMIT: "you commit",
    StanceKind.CONDITION: "you commit, on a condition",
    StanceKind.DISSENT: "you dissent",
    StanceKind.ASIDE: "you stand aside",
}
_SAYS_FOR = {
    StanceKind.COMMIT: "{who} commits",
    StanceKind.CONDITION: "{who} commits, on a condition",
    StanceKind.DISSENT: "{who} dissents",
    StanceKind.ASIDE: "{who} stands aside",
}
_AGAIN = "What you made your commitment depend on did not come about. Where do you stand now?"


@dataclass(frozen=True)
class Asking:
    """The question to one person: what they have said so far, and what they said before that."""

    shown: Shown
    asked: Person
    reader: Person
    mine: Row | None = None
    before: Row | None = None  # What they said to the version before.
    what: str = ""
    waits: bool = True  # Their answer is still taken.
    speaker: Person | None = None  # Who speaks for them while they are away.
    can_name: bool = False  # They are, or will be, away.
    cover: Person | None = None

    @property
    def is_for_another(self) -> bool:
        return self.asked.number != self.reader.number


@dataclass(frozen=True)
class Stood:
    """The answer to whoever said where they stand; `condition` is the promise it became."""

    shown: Shown
    asked: Person
    reader: Person
    mine: Row | None
    what: str = ""
    can_undo: bool = False
    is_guessed: bool = False  # The round was not named, so it is echoed with a way out.
    unfinished: int = 0  # The same words, for another round.
    condition: str = ""
    who_reads: str = ""
    told: tuple[str, ...] = field(default=())

    @property
    def is_for_another(self) -> bool:
        return self.asked.number != self.reader.number


def ask(asking: Asking) -> Message:
    """Draw the question in somebody's DM; once answered, it shows the answer."""
    shown = asking.shown
    if asking.mine is not None:
        return _answered(asking)
    by = short(shown.proposer.called)
    question = f"{by} asks where {_who(asking, 'you stand', 'stands')}"
    if not asking.waits:
        return _over(shown)
    until = f"until {moment(shown.round.closes_at)}" if shown.round and not asking.what else ""
    text = f"{dotted([f'{question}: {shown.name}', until])}: {words(shown.title, 200)}"
    blocks: list[Block] = [section(f"*{question}*\n{which(shown)}"), heading(shown), *body(shown)]
    blocks += small(surroundings(shown), _why(asking))
    blocks += [*diff(shown), *concerns(shown), *_before(asking)]
    still = _is_still(asking)
    first = button("Still committed", Action.STAND_STILL, _key(asking)) if still else None
    box = None if asking.is_for_another else concern_button(shown)
    buttons = [*actions(first), *stance_buttons(_key(asking)), *actions(box, _naming(asking))]
    return Message(text, [*blocks, *buttons])


def stood(answer: Stood) -> Message:
    """Draw what was understood, first words first, and what can still be said or changed."""
    shown, mine = answer.shown, answer.mine
    if answer.what == "late":
        return _late(answer)
    if mine is None:
        said = f"{shown.name}: taken back, you are not yet heard."
        return Message(said, [section(f"*{said}*"), *stance_buttons(_key(answer))])
    said = _said(answer)
    text = f"{said}. {words(shown.title, 200)}"
    blocks: list[Block] = [section(f"*{said}.*\n{words(shown.title, 200)}")]
    blocks += [section(quoted(mine.reason))] if mine.reason else []
    blocks += small(*_remarks(answer))
    return Message(text, [*blocks, *_next(answer)])


def table(shown: Shown) -> Message:
    """Draw where everybody stands, as a list of lines; what is hidden is not in it."""
    seen = shown.table
    if seen is None:
        return Message(f"{shown.name} is a draft: nobody was asked yet.", [])
    counts = counted(seen.counts) if seen.counts else ""
    text = f"{shown.name}: {counts or f'{len(seen.heard)} heard'}"
    blocks: list[Block] = [section(f"{which(shown)}\n*{words(unmarked(shown.title), 200)}*")]
    blocks += [section(counts)] if counts else []
    rows, rest = _rows(seen.rows)
    more = small(f"… and {rest} more" if rest > 0 else "")
    folded = not seen.rows and shown.is_running
    hint = "What others said is shown once you have said where you stand." if folded else ""
    return Message(text, [*blocks, *rows, *more, *heard_lines(seen), *small(hint)])


def _rows(rows: Sequence[Row]) -> tuple[list[Block], int]:
    """Draw as many voices as one answer has room for, and tell how many more there are."""
    texts: list[str] = []
    for place, row in enumerate(rows):
        lines = row_lines(row, SAID_MOST)
        taken = sum(map(len, [*texts, *lines]))
        if len(texts) + len(lines) > BLOCKS_MOST or taken > TEXT_MOST:
            return list(map(section, texts)), len(rows) - place
        texts += lines
    return list(map(section, texts)), 0


def also(shown: Shown) -> Message:
    """Draw the question below a promise that was made where a round waits."""
    text = f"{shown.name} waits for your answer here: {words(shown.title, 200)}"
    commit = button(f"Also commit to {shown.name}", Action.STAND_COMMIT, f"{shown.key}:0")
    return Message(text, [section(text), *actions(commit)])


def _answered(asking: Asking) -> Message:
    """Draw the question as it was answered."""
    shown, mine = asking.shown, asking.mine
    said = _said(asking)
    blocks: list[Block] = [section(f"*{said}.*\n{words(shown.title, 200)}")]
    blocks += [section(quoted(mine.reason))] if mine and mine.reason else []
    if not asking.waits:
        ended = [*came_of(shown), *_own_dissent(asking)]
        return Message(f"{said}. {words(shown.title, 200)}", [*blocks, *ended])
    key = _key(asking)
    change = button("Change it", Action.STAND_CHANGE, key)
    until = shown.round.closes_at if shown.round else None
    hint = f"You can change it until {moment(until)}." if until else ""
    return Message(
        f"{said}. {words(shown.title, 200)}",
        [*blocks, *small(hint), *actions(change, see_button(key))],
    )


def _own_dissent(asking: Asking) -> list[Block]:
    """Draw what only who dissents can say of it, once the round is closed."""
    state = asking.mine.dissent if asking.mine else None
    if state not in UNSETTLED or asking.is_for_another or asking.shown.proposal.state in ENDED:
        return []
    key = _key(asking)
    return actions(
        button("It is resolved", Action.DISSENT_RESOLVE, key),
        button("I maintain it", Action.DISSENT_MAINTAIN, key),
    )


def _over(shown: Shown) -> Message:
    text = f"{shown.name}: this round is closed, {state_of(shown)}."
    return Message(text, [section(f"*{which(shown)}*".replace("**", "*")), *came_of(shown)])


def _late(answer: Stood) -> Message:
    said = f"{answer.shown.name}: added to its record, marked as late"
    return Message(f"{said}.", [section(f"*{said}.* Thank you for saying it.")])


def _said(about: Asking | Stood) -> str:
    mine = about.mine
    if mine is None:
        return about.shown.name
    if about.is_for_another:
        said = _SAYS_FOR[mine.kind].format(who=short(about.asked.called))
        return f"{about.shown.name}: {said}, as you say for them"
    still = "still " if mine.is_carried and mine.kind is StanceKind.COMMIT else ""
    return f"{about.shown.name}: {_SAYS[mine.kind].replace('you ', f'you {still}')}"


def _remarks(answer: Stood) -> list[str]:
    mine = answer.mine
    kind = mine.kind if mine else None
    until = answer.shown.round.closes_at if answer.shown.round else None
    thanks = "Thank you for saying it. I will not ask you to change it."
    by = short(answer.shown.proposer.called)
    heard = f"Heard, and not yet a yes: {answer.condition or 'it'} is offered to {by} as a promise."
    changes = answer.shown.is_running and until is not None
    return [
        thanks if kind is StanceKind.DISSENT else "",
        heard if kind is StanceKind.CONDITION else "",
        f"Who reads your reason: {escape(answer.who_reads)}" if mine and mine.reason else "",
        *answer.told,
        f"You can change it until {moment(until)}." if changes and until else "",
    ]


def _next(answer: Stood) -> list[Block]:
    key, mine = _key(answer), answer.mine
    kind = mine.kind if mine else None
    mind, unseen = kind is StanceKind.DISSENT, kind is StanceKind.COMMIT
    running = answer.shown.is_running
    not_this = f"{key}:U-{answer.unfinished}"
    elements: list[ButtonElement | None] = [
        button("What would change it", Action.MIND, key) if mind else None,
        button("What are we not seeing?", Action.UNSEEN, key) if unseen and running else None,
        button("Change it", Action.STAND_CHANGE, key) if running else None,
        button("Undo", Action.STAND_UNDO, key) if answer.can_undo else None,
        button("Not this one", Action.NOT_THIS, not_this) if answer.is_guessed else None,
        see_button(key),
    ]
    return actions(*elements)


def _who(asking: Asking, you: str, they: str) -> str:
    return f"{short(asking.asked.called)} {they}" if asking.is_for_another else you


def _why(asking: Asking) -> str:
    if asking.what == "again":
        return _AGAIN
    who = short(asking.asked.called)
    if asking.is_for_another:
        return f"{who} is away; you are named to speak for them in this round."
    if asking.speaker is not None:
        speaker = short(asking.speaker.called)
        return f"{speaker} speaks for you here while you are away. Your own word comes first."
    return ""


def _naming(asking: Asking) -> ButtonElement | None:
    """Draw how to have another speak, for who is or will be away and has named nobody."""
    if not asking.can_name or asking.speaker is not None:
        return None
    if asking.cover is None:
        return button("Name who speaks for me", Action.STAND_DELEGATE, _key(asking))
    first = asking.cover.called.split(" ")[0]
    label = f"Let {first} speak for me"
    fits = len(label) <= LABEL_MOST
    return button(label if fits else "Let my cover speak", Action.STAND_COVER, _key(asking))


def _before(asking: Asking) -> list[Block]:
    before = asking.before
    if before is None:
        return []
    said = _SAYS[before.kind]
    top = f"To the version before, {said.replace('you ', 'you said: ')}."
    return [section(top), *([section(quoted(before.reason))] if before.reason else [])]


def _is_still(asking: Asking) -> bool:
    """Tell whether one click may carry a yes to the amended version."""
    before = asking.before
    return before is not None and before.kind is StanceKind.COMMIT and not asking.is_for_another


def _key(about: Asking | Stood) -> str:
    """Return what the buttons carry: the round, and for whom, when it is not for oneself."""
    person = about.asked.number if about.is_for_another else 0
    return f"{about.shown.key}:{person}"
