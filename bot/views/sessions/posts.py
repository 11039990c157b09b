"""What a channel sees of a session: its one post, its start, and that it is moved or skipped."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.calendar import day_in_words
from bot.domain.forums.records import State
from bot.domain.sessions.agendas import Topic
from bot.domain.sessions.occasions import Occasion
from bot.domain.sessions.records import Outcome
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.sessions.lines import (
    LATE,
    MOST,
    at,
    more_line,
    next_line,
    section,
    sections,
    small,
    title,
    topic_line,
    when,
    which,
    who,
)
from bot.views.surface import Message
from bot.views.text import count, dotted, named

_OVER = {
    Outcome.RECORDED: "It took place; its minutes are in the thread.",
    Outcome.UNRECORDED: "It took place; no minutes were kept.",
    Outcome.PASSED: "It went by without me.",
}


@dataclass(frozen=True)
class Changed:
    """A session that was moved, skipped or brought back, and whether that can still be undone."""

    occasion: Occasion
    what: str
    can_undo: bool = False


def post(occasion: Occasion, topics: Sequence[Topic], command: str, *, is_late: bool) -> Message:
    """Draw the one post of a session, as the session stands now."""
    said = _state(occasion)
    lines = [title(occasion), when(occasion), said]
    blocks: list[Block] = [section("\n".join(line for line in lines if line))]
    if occasion.one.is_ahead:
        blocks += _agenda_so_far(occasion, topics, command)
        blocks += _vacancy(occasion)
    if is_late:
        blocks.append(small(LATE))
    text = f"{named(occasion.name)}, {at(occasion, occasion.one.starts_at)}"
    return Message(dotted([text, said]), blocks)


def start(occasion: Occasion, topics: Sequence[Topic], past_due: int, *, is_late: bool) -> Message:
    """Draw that a session begins."""
    has = [
        count(len(topics), "item") + " on the agenda" if topics else "",
        f"{count(past_due, 'promise')} past {'its' if past_due == 1 else 'their'} date"
        if past_due
        else "",
    ]
    leads = f"{who(occasion.leader)} leads it." if occasion.leader else ""
    begins = f"*{which(occasion.one)} begins.*"
    late = [small(LATE)] if is_late else []
    recording = button("Record it", Action.RECORD, key_of(occasion))
    said = " ".join(part for part in (begins, leads, f"{_listed(has)}") if part)
    return Message(
        f"{named(occasion.name)}: {said.replace('*', '')}",
        [section(said), *late, ActionsBlock(elements=[recording])],
    )


def changed(change: Changed) -> Message:
    """Draw that a session was moved, skipped, or takes place after all."""
    occasion = change.occasion
    one, by = occasion.one, who(occasion.by)
    said = {
        "moved": _moved(occasion),
        "skipped": f"does not take place{f', says {by}' if by else ''}",
        "moved_back": f"stays where it was: {at(occasion, one.starts_at)}",
        "restored": f"takes place after all: {at(occasion, one.starts_at)}",
    }[change.what]
    after = f" {next_line(occasion)}." if change.what == "skipped" and occasion.next_on else ""
    text = f"{which(one)} {said}.{after}"
    undo = button("Undo", Action.SESSION_UNDO, key_of(occasion))
    acts = [ActionsBlock(elements=[undo])] if change.can_undo else []
    return Message(
        f"{named(occasion.name)}: {text}", [section(f"*{named(occasion.name)}*\n{text}"), *acts]
    )


def key_of(occasion: Occasion) -> str:
    """Return what a button says about a session: its forum and its slot."""
    return f"F-{occasion.one.forum}:{occasion.one.slot_on}"


def _moved(occasion: Occasion) -> str:
    was = f" from {at(occasion, occasion.moved_from)}" if occasion.moved_from else ""
    return f"is moved{was} to {at(occasion, occasion.one.starts_at)}"


def _listed(parts: Sequence[str]) -> str:
    said = ", ".join(part for part in parts if part)
    return f"{said}." if said else ""


def _state(occasion: Occasion) -> str:
    """Return what became of a session, in a sentence; of one that lies ahead, what is special."""
    one = occasion.one
    if one.outcome is Outcome.AHEAD:
        return "It has begun." if one.has_begun else _ahead(occasion)
    after = next_line(occasion)
    said = _OVER.get(one.outcome) or _called_off(occasion)
    return f"{said} {after}".strip()


def _called_off(occasion: Occasion) -> str:
    if occasion.one.outcome is Outcome.SKIPPED:
        return f"It is skipped{f', says {who(occasion.by)}' if occasion.by else ''}."
    if occasion.forum.state is State.ENDED:
        return "It does not take place: the forum has ended."
    return "It does not take place: the forum meets on other days now."


def _ahead(occasion: Occasion) -> str:
    one = occasion.one
    was = day_in_words(one.slot_on, occasion.today)
    if one.is_moved:
        return f"Moved from {was}."
    return f"Not on {was}, which is {named(occasion.holiday)}." if occasion.holiday else ""


def _vacancy(occasion: Occasion) -> list[Block]:
    """Ask for somebody to lead a forum whose facilitator, deputy and CCO are gone."""
    if occasion.leader is not None:
        return []
    asks = section("*Nobody leads this forum.* Who is asked in it can take the lead.")
    lead = button("I'll lead it", Action.FORUM_LEAD, occasion.forum.number)
    return [asks, ActionsBlock(elements=[lead])]


def _agenda_so_far(occasion: Occasion, topics: Sequence[Topic], command: str) -> list[Block]:
    add = button("Add an item", Action.ITEM_ADD, f"F-{occasion.forum.number}")
    acts = ActionsBlock(elements=[add])
    if not topics:
        return [section("Nothing is on the agenda yet. What should be talked about?"), acts]
    lines = [topic_line(topic) for topic in topics[:MOST]]
    more = more_line(len(topics) - MOST, f"`{command} agenda`")
    return [section("*On the agenda so far*"), *sections(lines), *more, acts]
