"""What time does to forums that have ended: the names people gave them are not kept for ever."""

from datetime import datetime

from sqlmodel import Session, col

from bot.domain.forums.records import Forum
from bot.domain.keeping import erase_words, old_since, some_of


def erase_forum_names(session: Session, now: datetime, months: int) -> int:
    """Erase the names of forums that ended so many months ago; returns how many."""
    is_old = old_since(Forum.ended_at, now, months)
    forums = some_of(session, Forum, col(Forum.name).is_not(None), is_old)
    erase_words(session, [forum.name for forum in forums])
    for forum in forums:
        forum.name = None
    session.add_all(forums)
    return len(forums)
