"""How a session was: the question to its leader, the answer to them, the minutes for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.commitments.finding import Shown
from bot.domain.commitments.records import BETWEEN_TWO
from bot.domain.forums.records import State
from bot.domain.sessions.occasions import Minutes, Occasion
from bot.domain.unfinished import Started
from bot.views.commitments.controls import button
from bot.views.commitments.lines import due_of
from bot.views.ids import Action
from bot.views.sessions.lines import (
    LATE,
    MOST,
    more_line,
    next_line,
    section,
    sections,
    short,
    small,
    title,
    which,
    who,
)
from bot.views.sessions.posts import key_of
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named, parted, words

ITEM_MOST = 120
NAMES_MOST = 15
PART = 2900
WHOLE = 100_000


@dataclass(frozen=True)
class Held:
    """A session that was recorded: its minutes, and the promises made in it."""

    occasion: Occasion
    minutes: Minutes
    made: Sequence[Shown]


@dataclass(frozen=True)
class Recorded:
    """The answer to whoever recorded a session: what was made, and what could not be read."""

    occasion: Occasion
    made: Sequence[Shown]
    unread: Sequence[Started]
    is_again: bool = False
    can_change: bool = False


def asked(occasion: Occasion, *, again: bool, is_late: bool, can_change: bool = False) -> Message:
    """Draw the question to who leads; once it was answered, the answer."""
    one = occasion.one
    if one.recorded_at is not None:
        text = f"{which(one)} of {named(occasion.name)} is recorded. Thank you."
        return Message(text, [section(text), *(_change(occasion) if can_change else [])])
    once_more = "Once more: how" if again else "How"
    question = f"{once_more} was {which(one)} of {named(occasion.name)}?"
    text = f"{question} Who was there, and what was promised?"
    late = [small(LATE)] if is_late else []
    record = button("Record it", Action.RECORD, key_of(occasion))
    asks = section(f"*{question}*\nWho was there, and what was promised?")
    return Message(text, [asks, *late, ActionsBlock(elements=[record])])


def minutes(held: Held) -> Message:
    """Draw the minutes of a session, for everybody in its channel."""
    occasion, kept = held.occasion, held.minutes
    open_ones = [shown for shown in held.made if shown.commitment.state not in BETWEEN_TWO]
    offers = len(held.made) - len(open_ones)
    blocks = [
        section(f"*Minutes* of {title(occasion)}\n{_there(kept)}"),
        *_promised(open_ones, offers),
        *_items("Dealt with", kept.settled),
        *_items("Taken off the agenda", kept.dropped),
        *_notes(kept),
        *_last(occasion, kept),
    ]
    promised = count(len(open_ones), "promise")
    text = f"Minutes of {named(occasion.name)}, {which(occasion.one)}: {promised}"
    return Message(dotted([text, next_line(occasion)]), blocks)


def recorded(answer: Recorded) -> Message:
    """Draw what became of a form about a session; what could not be read comes back."""
    occasion = answer.occasion
    said = f"{which(occasion.one)} is recorded{_posted(occasion)}"
    if answer.is_again:
        said = f"The minutes of {which(occasion.one)} are changed."
    rows = [_made(shown) for shown in answer.made[:MOST]]
    more = more_line(len(answer.made) - MOST, "the minutes show them")
    change = _change(occasion) if answer.can_change else []
    top = section(f"*{said}*\n{next_line(occasion)}")
    blocks = [top, *rows, *more, *_unread(answer.unread), *change]
    numbers = [count(len(answer.made), "more promise" if answer.is_again else "promise")]
    if answer.unread:
        numbers.append(f"{count(len(answer.unread), 'line')} to look at again")
    return Message(f"{said} {', '.join(numbers)}.", blocks)


def _change(occasion: Occasion) -> list[Block]:
    """Draw the way back into the form, for whoever recorded it."""
    return [ActionsBlock(elements=[button("Change it", Action.RECORD, key_of(occasion))])]


def _posted(occasion: Occasion) -> str:
    if occasion.forum.state is State.HELD:
        return ". Its minutes wait until I can post in its channel again."
    return ", and its minutes are posted."


def _there(kept: Minutes) -> str:
    names = [short(person.called) for person in kept.there[:NAMES_MOST]]
    more = len(kept.there) - len(names)
    rest = [f"and {count(more, 'other')}"] if more > 0 else []
    return f"There: {', '.join([*names, *rest]) or 'nobody was named'}"


def _promised(made: Sequence[Shown], offers: int) -> list[Block]:
    if not made and not offers:
        return [section("Nothing was promised.")]
    lines = [_promise_line(shown) for shown in made[:MOST]]
    rest = len(made) - MOST
    more = f"… and {rest} more: their cards are in this channel" if rest > 0 else ""
    # What was offered is between two people until it is accepted.
    waiting = f"{count(offers, 'offer')} still to be answered." if offers else ""
    last = [small(more, waiting)] if more or waiting else []
    return [section("*Promised*"), *sections(lines), *last]


def _promise_line(shown: Shown) -> str:
    by = f"by {due_of(shown)}"
    top = dotted([f"*{shown.commitment.name}*", short(shown.owner.called), by])
    return f"{top}\n{words(shown.what, ITEM_MOST)}"


def _items(heading: str, texts: Sequence[str]) -> list[Block]:
    if not texts:
        return []
    more = more_line(len(texts) - MOST // 2, "all are kept with the forum")
    lines = [f"• {words(text, ITEM_MOST)}" for text in texts[: MOST // 2]]
    return [section(f"*{heading}*"), *sections(lines), *more]


def _notes(kept: Minutes) -> list[Block]:
    if not kept.notes:
        return []
    return [section("*Notes*"), *sections(parted(words(kept.notes, WHOLE), PART))]


def _last(occasion: Occasion, kept: Minutes) -> list[Block]:
    goes_on = f"{count(kept.carried, 'item')} carried over" if kept.carried else ""
    by = f"kept by {who(kept.by)}" if kept.by else ""
    said = dotted([goes_on, next_line(occasion), by])
    return [small(said)] if said else []


def _made(shown: Shown) -> Block:
    offered = shown.commitment.state in BETWEEN_TWO
    to = f"offered to {short(shown.owner.called)}" if offered else short(shown.owner.called)
    top = dotted([f"*{shown.commitment.name}*", to, f"by {due_of(shown)}"])
    return section(f"{top}\n{words(shown.what, ITEM_MOST)}")


def _unread(unread: Sequence[Started]) -> list[Block]:
    if not unread:
        return []
    top = section("*These lines need one more look*; they also wait on your Home.")
    rows = [_unread_line(started) for started in unread[:MOST]]
    return [top, *rows, *more_line(len(unread) - MOST, "on your Home")]


def _unread_line(started: Started) -> Block:
    go_on = button("Open the form", Action.OPEN_FORM, f"U-{started.number}")
    return SectionBlock(text=mrkdwn(words(started.words, ITEM_MOST)), accessory=go_on)
