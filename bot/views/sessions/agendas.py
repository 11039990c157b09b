"""The agenda: what customers say, what was promised, what is past its date, what to talk about."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    Option,
    OverflowMenuElement,
    SectionBlock,
)

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown
from bot.domain.sessions.agendas import Agenda, Topic
from bot.domain.sessions.readback import Part, ReadBack
from bot.domain.sessions.records import ForumSession
from bot.views.commitments.controls import button
from bot.views.commitments.lines import due_of
from bot.views.ids import Action
from bot.views.recognition.commended import commended_blocks
from bot.views.sessions.lines import (
    LATE,
    MOST,
    more_line,
    section,
    sections,
    short,
    small,
    topic_line,
    which,
)
from bot.views.surface import Message
from bot.views.text import dotted, mrkdwn, named, plain, whole, words

READ_BACK_MOST = 5
CUSTOMER_MOST = 400
WITH_MENU_MOST = 20  # Slack shows fifty blocks of a message (Slack docs, "Block Kit").
IN_A_SECTION = 12
SHORT_MOST, SHORT_LINE_MOST = 80, 240
_NOTHING = "Nothing else is on it yet. What should be talked about?"
WHAT_MOST = 120


@dataclass(frozen=True)
class Asked:
    """A forum's agenda for one reader: what they just did, and what they may take off."""

    agenda: Agenda
    may_settle: frozenset[int]  # Numbers of items.
    said: str = ""
    command: str = "/cx"


def agenda(shown: Agenda, command: str, *, is_late: bool) -> Message:
    """Draw the agenda that a session begins with."""
    text = f"Agenda of {_whose(shown)}: {summary(shown)}"
    blocks: list[Block] = [section(f"*Agenda of {_whose(shown)}*")]
    if is_late:
        blocks.append(small(LATE))
    blocks += [*_opening(shown), *_read_back(shown.read_back, command)]
    blocks += _topics(shown, command, frozenset())
    return Message(text, [*blocks, _adding(shown)])


def answer(asked: Asked) -> Message:
    """Draw the agenda for whoever asked for it, or has just changed it."""
    shown = asked.agenda
    top = f"*Agenda of {_whose(shown)}*"
    said = f"{asked.said} {top}" if asked.said else top
    text = f"{asked.said} Agenda of {_whose(shown)}: {summary(shown)}".strip()
    read_back = [] if asked.said else _read_back(shown.read_back, asked.command)
    opening = [] if asked.said else _opening(shown)
    topics = _newest(asked) if asked.said else _all(asked)
    return Message(text, [section(said), *opening, *topics, *read_back, _adding(shown)])


def summary(shown: Agenda) -> str:
    """Return what is on an agenda in numbers."""
    past = shown.read_back.overdue.count if shown.read_back else 0
    parts = [f"{len(shown.topics)} to talk about", f"{past} past their date" if past else ""]
    return ", ".join(part for part in parts if part)


def _whose(shown: Agenda) -> str:
    name = named(shown.name)
    one: ForumSession | None = shown.one
    if one is None:
        return f"{name}, without a date yet"
    return f"{name}, {which(one)} on {day_in_words(one.held_on, shown.today)}"


def _topics(shown: Agenda, command: str, may_settle: frozenset[int]) -> list[Block]:
    if not shown.topics:
        return [section(_NOTHING)]
    rows = [_topic(topic, may_settle) for topic in shown.topics[:MOST]]
    more = more_line(len(shown.topics) - MOST, f"`{command} agenda`")
    return [section("*To talk about*"), *rows, *more]


def _newest(asked: Asked) -> list[Block]:
    """Draw the end of an agenda, where what was just added stands."""
    topics = asked.agenda.topics
    if not topics:
        return [section(_NOTHING)]
    rows = [_topic(topic, asked.may_settle) for topic in topics[-MOST:]]
    before = more_line(len(topics) - MOST, f"`{asked.command} agenda`")
    return [section("*To talk about*"), *before, *rows]


def _all(asked: Asked) -> list[Block]:
    """Draw everything on an agenda: what finds no room with its menu, in short."""
    topics = asked.agenda.topics
    if not topics:
        return [section(_NOTHING)]
    rows = [_topic(topic, asked.may_settle) for topic in topics[:WITH_MENU_MOST]]
    rest = [_in_short(topic) for topic in topics[WITH_MENU_MOST:]]
    parts = [rest[at : at + IN_A_SECTION] for at in range(0, len(rest), IN_A_SECTION)]
    return [section("*To talk about*"), *rows, *sections(["\n".join(part) for part in parts])]


def _in_short(topic: Topic) -> str:
    said = topic_line(topic, SHORT_MOST).replace("\n", ": ", 1).replace("\n", " ")
    return f"• {whole(said, SHORT_LINE_MOST)}"


def _topic(topic: Topic, may_settle: frozenset[int]) -> Block:
    menu = _menu(topic) if topic.number in may_settle else None
    return SectionBlock(text=mrkdwn(topic_line(topic)), accessory=menu)


def _menu(topic: Topic) -> OverflowMenuElement:
    options = [
        Option(text=plain("Dealt with"), value=f"done:{topic.number}"),
        Option(text=plain("Take it off"), value=f"dropped:{topic.number}"),
    ]
    return OverflowMenuElement(action_id=Action.ITEM_MENU, options=options)


def _read_back(read_back: ReadBack | None, command: str) -> list[Block]:
    if read_back is None:
        return []
    return [*_since(read_back), *_past(read_back, command), *_areas(read_back)]


def _opening(shown: Agenda) -> list[Block]:
    """Draw what comes first: a customer, in their own words if there are any, then thanks."""
    opening = shown.opening
    commended = commended_blocks(opening.commendations) if opening else []
    if opening and opening.words:
        said = words(opening.words, CUSTOMER_MOST).replace("\n", "\n>")
        return [section(f"*A customer's own words* · {opening.issue}\n>{said}"), *commended]
    read_back = shown.read_back
    customer = read_back.customer if read_back else None
    return [*([section(_customer(customer))] if customer else []), *commended]


def _customer(shown: Shown) -> str:
    said = words(shown.customers, CUSTOMER_MOST).replace("\n", "\n>")
    return f"*A customer first* · {shown.commitment.name}\n>{said}"


def _since(read_back: ReadBack) -> list[Block]:
    """Draw what became of the promises since last time: the numbers, then the promises."""
    parts = {
        "kept": read_back.kept,
        "moved": read_back.moved,
        "promised anew": read_back.anew,
        "done late": read_back.late,
    }
    numbers = [f"{part.count} {word}" for word, part in parts.items() if part.count]
    if not numbers:
        return []
    # Of each a few, so that what went well does not hide the rest.
    share = -(-READ_BACK_MOST // len(numbers))
    few = [line for word, part in parts.items() for line in _lines(part, _became(word))[:share]]
    lines = few[:READ_BACK_MOST]
    return [section(f"*Promised here, since last time*\n{dotted(numbers)}"), *sections(lines)]


def _past(read_back: ReadBack, command: str) -> list[Block]:
    part = read_back.overdue
    if not part.count:
        return []
    lines = _lines(part, "not done by {due}")[:READ_BACK_MOST]
    more = more_line(part.count - len(lines), f"`{command} list overdue`")
    return [section("*Past their date*"), *sections(lines), *more]


def _areas(read_back: ReadBack) -> list[Block]:
    if not read_back.areas:
        return []
    counts = ", ".join(f"{short(name)} {count}" for name, count in read_back.areas[:MOST])
    return [small(f"Open here, by area: {counts}")]


def _became(word: str) -> str:
    return {"moved": "moved to {due}", "promised anew": "promised anew by {due}"}.get(word, word)


def _lines(part: Part, state: str) -> Sequence[str]:
    return [_line(shown, state) for shown in part.shown]


def _line(shown: Shown, state: str) -> str:
    said = state.format(due=due_of(shown))
    top = dotted([f"*{shown.commitment.name}*", short(shown.owner.called), said])
    return f"{top}\n{words(shown.what, WHAT_MOST)}"


def _adding(shown: Agenda) -> Block:
    add = button("Add an item", Action.ITEM_ADD, f"F-{shown.forum.number}")
    return ActionsBlock(elements=[add])
