"""What follows a channel that Slack gives another id, as it does when some become private."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, SQLModel

from bot.database import announce
from bot.domain.channels import renumber_channel

# Whatever a table calls the place where it stands, or where it was said.
PLACES = frozenset({"channel_id", "message_channel", "posted_in", "lane"})
# These two are about the channel itself, and follow in their own way.
_APART = frozenset({"channels", "forums"})


def follow_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel to its new id: what stood there, or waits to be said there, still does."""
    renumber_channel(session, team_id, old, new)
    session.flush()
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in _APART:
            for place in sorted(PLACES & {*table.columns.keys()}):
                _follow(session, table, place, (team_id, old, new))
    session.expire_all()
    announce(session)


def _follow(session: Session, table: Any, place: str, moved: tuple[str, str, str]) -> None:
    team_id, old, new = moved
    there = update(table).where(table.c.team_id == team_id, table.c[place] == old)
    session.execute(there.values({place: new}))
