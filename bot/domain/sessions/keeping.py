"""What time does to sessions: what people wrote for them is not kept for ever."""

from datetime import datetime

from sqlmodel import Session, col

from bot.domain.keeping import erase_words, old_since, some_of
from bot.domain.sessions.records import AgendaItem, ForumSession, ItemState


def erase_session_words(session: Session, now: datetime, months: int) -> int:
    """Erase notes and settled items so many months old; returns how many texts.

    What happened stays in the history, which holds no words.
    """
    ones = some_of(
        session,
        ForumSession,
        col(ForumSession.notes).is_not(None),
        old_since(ForumSession.recorded_at, now, months),
    )
    items = some_of(
        session,
        AgendaItem,
        col(AgendaItem.words).is_not(None) & (col(AgendaItem.state) != ItemState.OPEN),
        old_since(AgendaItem.added_at, now, months),
    )
    ids = {one.notes for one in ones} | {item.words for item in items}
    erase_words(session, ids)
    for one in ones:
        one.notes = None
    for item in items:
        item.words = None
    session.add_all([*ones, *items])
    return len(ids)
