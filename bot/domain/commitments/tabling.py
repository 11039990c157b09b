"""Putting a commitment on the next agenda of the forum it comes from, by its id."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.commitments.records import NOUN, Commitment
from bot.domain.forums.finding import forum_in
from bot.domain.forums.records import Forum
from bot.domain.lines import add_line, agenda_of

OVERDUE = "overdue"  # Its date passed, and its owner, whom it was promised to and the sponsor know.
MOVED = "moved"  # For the third time.


def forum_of(session: Session, commitment: Commitment) -> Forum | None:
    """Return the forum in whose channel a commitment was made, while it lives."""
    if not commitment.channel_id:
        return None
    return forum_in(session, commitment.team_id, commitment.channel_id)


def table(session: Session, commitment: Commitment, why: str, now: datetime) -> bool:
    """Have a commitment talked about at the next session, once for its date; tell if it is new."""
    forum = forum_of(session, commitment)
    return forum is not None and add_line(
        session,
        commitment.team_id,
        agenda_of(forum.number),
        f"{why}:{commitment.name}:{commitment.due_on.isoformat()}",
        why,
        now,
        about=(NOUN, commitment.number),
        facts={"due_on": commitment.due_on.isoformat()},
    )
