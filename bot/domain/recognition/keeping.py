"""What time does to thanks: they follow their channel, and words are not kept for ever."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.domain.history import story_of
from bot.domain.recognition.records import (
    NOMINATION,
    NOUN,
    Nomination,
    NominationState,
    Recognition,
)
from bot.domain.recognition.telling import show_change
from bot.domain.words import Words

BATCH = 50
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.
_OVER = (NominationState.TOLD, NominationState.NOT_THIS_TIME)


def follow_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel that Slack gave another id."""
    for table in (Recognition, Nomination):
        there = update(table).where(col(table.team_id) == team_id, col(table.channel_id) == old)
        session.exec(there.values(channel_id=new))


def erase_thanks_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of thanks given so many months ago; returns how many."""
    old = (
        select(Recognition)
        .where(
            col(Recognition.erased_at).is_(None), col(Recognition.given_at) <= now - months * MONTH
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.exec(old).all()
    for each in found:
        said = _said_in_time(session, each.team_id, NOUN, each.number)
        _erase(session, {each.did, each.changed, *said})
        each.erased_at = now
        session.add(each)
        show_change(session, each)
    return len(found)


def erase_nomination_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of nominations decided so many months ago; returns how many."""
    old = (
        select(Nomination)
        .where(
            col(Nomination.erased_at).is_(None),
            col(Nomination.state).in_(_OVER),
            col(Nomination.changed_at) <= now - months * MONTH,
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = session.exec(old).all()
    for each in found:
        said = _said_in_time(session, each.team_id, NOMINATION, each.number)
        _erase(session, {each.why, each.changed, each.sentence, *said})
        each.erased_at = now
        session.add(each)
    return len(found)


def _said_in_time(session: Session, team_id: str, noun: str, number: int) -> set[int | None]:
    """Return the texts that the history points to: words that were changed since."""
    story = story_of(session, team_id, noun, number)
    before = [happening.facts.get("before", {}) for happening in story]
    replaced = {was.get(name) for was in before for name in ("did", "changed", "why", "sentence")}
    return {*(happening.words for happening in story), *replaced}


def _erase(session: Session, ids: set[int | None]) -> None:
    session.exec(delete(Words).where(col(Words.id).in_(ids - {None})))
