"""What time does to thanks: what people wrote in them is not kept for ever."""

from datetime import datetime

from sqlmodel import Session, col

from bot.domain.keeping import erase_words, old_since, said_in_time, some_of
from bot.domain.recognition.records import (
    NOMINATION,
    NOUN,
    Nomination,
    NominationState,
    Recognition,
)
from bot.domain.recognition.telling import show_change

_OVER = (NominationState.TOLD, NominationState.NOT_THIS_TIME)
_SAID = ("did", "changed", "why", "sentence")


def erase_thanks_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of thanks given so many months ago; returns how many."""
    is_old = old_since(Recognition.given_at, now, months)
    found = some_of(session, Recognition, col(Recognition.erased_at).is_(None), is_old)
    for each in found:
        in_time = said_in_time(session, each.team_id, NOUN, each.number, _SAID)
        erase_words(session, {each.did, each.changed, *in_time})
        each.erased_at = now
        session.add(each)
        show_change(session, each)
    return len(found)


def erase_nomination_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of nominations decided so many months ago; returns how many."""
    is_over = col(Nomination.erased_at).is_(None) & col(Nomination.state).in_(_OVER)
    is_old = old_since(Nomination.changed_at, now, months)
    found = some_of(session, Nomination, is_over, is_old)
    for each in found:
        in_time = said_in_time(session, each.team_id, NOMINATION, each.number, _SAID)
        erase_words(session, {each.why, each.changed, each.sentence, *in_time})
        each.erased_at = now
        session.add(each)
    return len(found)
