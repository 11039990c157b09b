"""What Slack is asked about those who are thanked: who is in a group, and where guests are."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from bot.domain.people import person_known
from bot.domain.typed_text import leading_mentions
from bot.routes import Tools, Typed
from handlers.desk import Desk

MOST_THERE = 900  # What one page of Slack's answer holds, for guests to be looked for in it.
MOST_GROUPS = 5


async def known_of_thanked(desk: Desk, typed: Typed, tools: Tools) -> dict[str, Any]:
    """Return who is in the groups that a line names and, for guests, who is in the channel."""
    _, _, rest = typed.line.partition(" ")
    named = leading_mentions(rest)
    groups = await desk.groups(named.groups[:MOST_GROUPS])
    people = [*named.ids, *(each for _, members in groups for each in members)]
    has_guests = bool(people) and await tools.reading(any_guest, typed.team_id, people)
    there = await members_for_guests(desk, typed.channel_id if has_guests else "")
    return {"groups": groups, "there": there}


def any_guest(session: Session, team_id: str, people: Sequence[str]) -> bool:
    """Tell whether one of these people is known as a guest."""
    found = (person_known(session, team_id, each) for each in people)
    return any(person is not None and person.is_guest for person in found)


async def members_for_guests(desk: Desk, channel_id: str) -> tuple[str, ...]:
    """Return who is in the channel where guests are thanked, if they can be thanked there."""
    return tuple(await desk.members(channel_id, MOST_THERE)) if channel_id else ()
