"""What time does to wins: what people wrote in them is not kept for ever."""

from datetime import datetime

from sqlmodel import Session, col

from bot.domain.keeping import erase_words, old_since, said_in_time, some_of
from bot.domain.wins.records import NOUN, State, Win
from bot.domain.wins.telling import show_change

BATCH = 20  # Each is a card to draw anew.
_OVER = (State.TOLD, State.DECLINED, State.WITHDRAWN)
_TEXTS = ("story", "customer", "public_text")


def erase_win_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of wins that are over for so many months; returns how many records.

    What happened stays in the history, which holds no words, and so does who made it happen.
    """
    is_over = col(Win.erased_at).is_(None) & col(Win.state).in_(_OVER)
    is_old = old_since(Win.changed_at, now, months)
    wins = some_of(session, Win, is_over, is_old, batch=BATCH)
    for win in wins:
        in_time = said_in_time(session, win.team_id, NOUN, win.number, _TEXTS)
        erase_words(session, [*(getattr(win, name) for name in _TEXTS), *in_time])
        win.erased_at = now
        session.add(win)
        show_change(session, win)
    return len(wins)
