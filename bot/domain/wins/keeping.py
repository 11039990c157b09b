"""What time and Slack do to wins: words are not kept for ever, and channels get other ids."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.domain.history import story_of
from bot.domain.wins.records import NOUN, State, Win, WinsChannel
from bot.domain.wins.telling import show_change
from bot.domain.words import Words

BATCH = 20
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.
_OVER = (State.TOLD, State.DECLINED, State.WITHDRAWN)


def follow_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel that Slack gave another id: what was told there is still there."""
    for table in (Win, WinsChannel):
        there = update(table).where(col(table.team_id) == team_id, col(table.channel_id) == old)
        session.exec(there.values(channel_id=new))


def erase_win_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of wins that are over for so many months; returns how many records.

    What happened stays in the history, which holds no words, and so does who made it happen.
    """
    over = (
        select(Win)
        .where(
            col(Win.erased_at).is_(None),
            col(Win.state).in_(_OVER),
            col(Win.changed_at) <= now - months * MONTH,
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    wins = session.exec(over).all()
    for win in wins:
        ids = {win.story, win.customer, win.public_text, *_said_in_time(session, win)} - {None}
        session.exec(delete(Words).where(col(Words.id).in_(ids)))
        win.erased_at = now
        session.add(win)
        show_change(session, win)
    return len(wins)


def _said_in_time(session: Session, win: Win) -> Iterator[int | None]:
    """Yield the texts that the history points to: what was changed since."""
    for happening in story_of(session, win.team_id, NOUN, win.number):
        yield happening.words
        before = happening.facts.get("before") or {}
        yield from (before.get(name) for name in ("story", "customer", "public_text"))
