"""The CCO's brief: at most twelve lines, each with the way to what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    InteractiveElement,
    SectionBlock,
    UserSelectElement,
)

from bot.domain.answers import Kind
from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown
from bot.domain.people import Person
from bot.views.briefs.of_channels import Closed, channel_line
from bot.views.briefs.of_issues import OfIssues, issues_button, issues_line
from bot.views.briefs.of_thanks import OfThanks, thanks_button, thanks_line
from bot.views.briefs.of_wins import OfWins, wins_button, wins_line
from bot.views.commitments.controls import button
from bot.views.commitments.lines import due_of, name_of
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named, plain, whole, words

MOST = 12
_WORDS = 160
_ALL_AT_ONCE = 8  # Lines a section, where they are shown without buttons.
_UNSAID: Mapping[str, tuple[str, str]] = {
    Kind.DIGEST: ("reminder", "reminders"),
    Kind.SESSION_POST: ("post about a forum", "posts about forums"),
    Kind.SESSION_AGENDA: ("agenda", "agendas"),
    Kind.SESSION_START: ("start of a forum", "starts of forums"),
    Kind.SESSION_ASKED: ("question to a facilitator", "questions to facilitators"),
    Kind.WEEK: ("post about a week", "posts about a week"),
}


@dataclass(frozen=True)
class Still:
    """A promise that has not moved for three weeks."""

    shown: Shown
    since: date


@dataclass(frozen=True)
class Left:
    """Somebody left, and so much has no owner now."""

    person: Person
    count: int


@dataclass(frozen=True)
class OfForum:
    """Sessions of a forum that nobody recorded, or that passed while the bot could not speak."""

    forum: str
    first: date
    last: date
    count: int
    recorded: bool  # They were not recorded; else they were passed over.


@dataclass(frozen=True)
class Unsaid:
    """What was too late to be said on a day."""

    kind: str
    on: date
    count: int


@dataclass(frozen=True)
class Safe:
    """Nobody has dissented in so many decisions of a forum."""

    forum: str
    decisions: int


@dataclass(frozen=True)
class Uncovered:
    """Somebody is away, and who covered for them does so no more."""

    person: Person
    cover: Person
    last: date | None
    has_left: bool


OfPeople = Still | Left | OfForum | Unsaid | Safe | Uncovered
Item = OfPeople | Closed | OfIssues | OfWins | OfThanks


@dataclass(frozen=True)
class Brief:
    """One brief, with everything in it as it stands now."""

    key: str
    on: date
    items: Sequence[Item]
    is_late: bool = False


def brief(shown: Brief) -> Message:
    """Draw a brief; what finds no room in it is behind *See all*."""
    title = _title(shown)
    some = shown.items[:MOST]
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{title}*"))]
    if shown.is_late:
        blocks.append(ContextBlock(elements=[mrkdwn("This comes late: I was down at 08:30.")]))
    blocks += [
        SectionBlock(text=mrkdwn(_line(item, shown.on)), accessory=_button(item)) for item in some
    ]
    if len(shown.items) > MOST:
        more = f"… and {count(len(shown.items) - MOST, 'more line')}"
        see = ActionsBlock(elements=[button("See all", Action.BRIEF_ALL, shown.key)])
        blocks += [ContextBlock(elements=[mrkdwn(more)]), see]
    return Message(f"{title}: {'; '.join(_spoken(item, shown.on) for item in some)}", blocks)


def whole_brief(shown: Brief) -> Message:
    """Draw all lines of a brief, one below the other, without the words of people."""
    lines = [_line(item, shown.on, most=0) for item in shown.items]
    parts = [lines[at : at + _ALL_AT_ONCE] for at in range(0, len(lines), _ALL_AT_ONCE)]
    blocks = [SectionBlock(text=mrkdwn("\n".join(f"• {line}" for line in part))) for part in parts]
    title = _title(shown)
    return Message(f"{title}, all of it", [SectionBlock(text=mrkdwn(f"*{title}*")), *blocks])


def brief_waits(cco: str = "") -> Message:
    """Draw what administrators hear, once, while nobody is CCO."""
    if cco:
        text = f"{named(cco)} is your Chief Customer Officer, and hears of what waited."
        return Message(text, [SectionBlock(text=mrkdwn(text))])
    text = (
        "Something waits for your Chief Customer Officer, and I do not know who that is. "
        "Please name them; once they accept, they hear of it."
    )
    picker = UserSelectElement(action_id=Action.NAME_CCO, placeholder=plain("Your CCO"))
    me = button("It's me", Action.I_AM_CCO, "cco")
    return Message(text, [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=[picker, me])])


def _title(shown: Brief) -> str:
    return f"Your brief · {day_in_words(shown.on, shown.on)}"


def _line(item: Item, today: date, most: int = _WORDS) -> str:
    if isinstance(item, OfWins):
        return wins_line(item)
    if isinstance(item, OfThanks):
        return thanks_line(item, most)
    if isinstance(item, Closed):
        return channel_line(item)
    return issues_line(item, most) if isinstance(item, OfIssues) else _said(item, today, most)


def _said(item: OfPeople, today: date, most: int) -> str:
    if isinstance(item, Still):
        commitment = item.shown.commitment
        top = dotted(
            [f"*{commitment.name}*", name_of(item.shown.owner), f"by {due_of(item.shown)}"]
        )
        since = f"No movement since {day_in_words(item.since, today)}; its owner knows"
        return f"{top}\n{since}: {words(item.shown.what, most)}" if most else f"{top} · {since}"
    if isinstance(item, Left):
        promises = count(item.count, "commitment is", "commitments are")
        return f"*{named(item.person.called)}* has left: {promises} without an owner."
    if isinstance(item, OfForum):
        return _of_forum(item, today)
    if isinstance(item, Uncovered):
        return _uncovered(item, today)
    if isinstance(item, Safe):
        decided = f"*{named(item.forum)}*: {item.decisions} decisions in a row and no dissent."
        return f"{decided} Is it safe to disagree there?"
    one, many = _UNSAID.get(item.kind, ("message", "messages"))
    day = day_in_words(item.on, today)
    return f"{count(item.count, one, many)} could not be said on {day}: I was down."


def _uncovered(item: Uncovered, today: date) -> str:
    until = f" through {day_in_words(item.last, today)}" if item.last else ""
    why = "has left" if item.has_left else "is away, too"
    who = f"*{named(item.person.called)}* is away{until}, and nobody covers"
    return f"{who}: {named(item.cover.called)} {why}."


def _of_forum(item: OfForum, today: date) -> str:
    days = day_in_words(item.last, today)
    if item.count > 1:
        days = f"{day_in_words(item.first, today)} to {days}"
    sessions = "The session" if item.count == 1 else f"{item.count} sessions"
    name = f"*{named(item.forum)}*"
    if item.recorded:
        return f"{name}: nobody has recorded {sessions.lower()} of {days} yet."
    return f"{name}: {sessions} of {days} passed without me: I was down, or the forum was on hold."


def _spoken(item: Item, today: date) -> str:
    return whole(_line(item, today).replace("*", "").replace("\n", ". "), _WORDS)


def _button(item: Item) -> InteractiveElement | None:
    if isinstance(item, OfIssues):
        return issues_button(item)
    if isinstance(item, OfWins):
        return wins_button(item)
    if isinstance(item, OfThanks):
        return thanks_button(item)
    if isinstance(item, Still):
        return button("Show", Action.STORY, item.shown.commitment.number)
    if isinstance(item, Left):
        return button("See the list", Action.WITHOUT_OWNER, item.person.number)
    return None
