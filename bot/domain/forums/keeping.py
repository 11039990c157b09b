"""What time does to forums that have ended: the names people gave them are not kept for ever."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.domain.forums.records import Forum
from bot.domain.words import Words

BATCH = 50
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.


def erase_forum_names(session: Session, now: datetime, months: int) -> int:
    """Erase the names of forums that ended so many months ago; returns how many."""
    ended = select(Forum).where(
        col(Forum.name).is_not(None), col(Forum.ended_at) <= now - months * MONTH
    )
    forums = session.exec(ended.limit(BATCH).with_for_update(skip_locked=True)).all()
    session.exec(delete(Words).where(col(Words.id).in_([forum.name for forum in forums])))
    for forum in forums:
        forum.name = None
    session.add_all(forums)
    return len(forums)
