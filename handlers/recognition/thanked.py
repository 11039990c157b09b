"""What Slack is asked about those who are thanked: who is in a group, and where guests are."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from bot.domain.people import person_known
from bot.domain.typed_text import leading_mentions
from bot.routes import Tools, Typed
from handlers.desk import Desk

MOST_GUESTS = 10  # Slack is asked once for each.
MOST_GROUPS = 5


async def known_of_thanked(desk: Desk, typed: Typed, tools: Tools) -> dict[str, Any]:
    """Return who is in the groups that a line names and, for guests, who is in the channel."""
    _, _, rest = typed.line.partition(" ")
    named = leading_mentions(rest)
    groups = await desk.groups(named.groups[:MOST_GROUPS])
    people = [*named.ids, *(each for _, members in groups for each in members)]
    guests = await tools.reading(guests_among, typed.team_id, people)
    return {"groups": groups, "there": await desk.those_in(typed.channel_id, guests)}


def guests_among(session: Session, team_id: str, people: Sequence[str]) -> list[str]:
    """Return those of these people who are known as guests."""
    found = (person_known(session, team_id, each) for each in dict.fromkeys(people))
    guests = [one.slack_id for one in found if one is not None and one.is_guest and one.slack_id]
    return guests[:MOST_GUESTS]
