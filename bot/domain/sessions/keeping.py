"""What time does to sessions: what people wrote for them is not kept for ever."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.domain.sessions.records import AgendaItem, ForumSession, ItemState
from bot.domain.words import Words

BATCH = 50
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.


def erase_session_words(session: Session, now: datetime, months: int) -> int:
    """Erase notes and settled items so many months old; returns how many texts.

    What happened stays in the history, which holds no words.
    """
    until = now - months * MONTH
    old_notes = select(ForumSession).where(
        col(ForumSession.notes).is_not(None), col(ForumSession.recorded_at) <= until
    )
    old_items = select(AgendaItem).where(
        col(AgendaItem.words).is_not(None),
        AgendaItem.state != ItemState.OPEN,
        col(AgendaItem.added_at) <= until,
    )
    ones = session.exec(old_notes.limit(BATCH).with_for_update(skip_locked=True)).all()
    items = session.exec(old_items.limit(BATCH).with_for_update(skip_locked=True)).all()
    ids = {one.notes for one in ones} | {item.words for item in items}
    session.exec(delete(Words).where(col(Words.id).in_(ids)))
    for one in ones:
        one.notes = None
    for item in items:
        item.words = None
    session.add_all([*ones, *items])
    return len(ids)
