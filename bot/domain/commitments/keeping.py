"""What time does to commitments: days end by zones, and words are not kept for ever."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.domain.channels import renumber_channel
from bot.domain.commitments.records import NOUN, Commitment, State, due_columns
from bot.domain.history import story_of
from bot.domain.notices import move_place
from bot.domain.people import Person, Profile, learn_people, person_known
from bot.domain.words import Words

BATCH = 50
WORDS = ("what", "customers", "proof")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.


def follow_people(session: Session, team_id: str, profiles: Iterable[Profile]) -> None:
    """Learn people, and end the days of what they owe by the zone they live in now.

    Who moved, or came back, is looked at at once: something may be due for them already.
    """
    told = list(profiles)
    known = [person_known(session, team_id, profile.slack_id) for profile in told]
    gone = {person.number for person in known if person and person.is_deactivated}
    # Their commitments first, then they themselves: as every verb does, so no two wait in a circle.
    owed = {
        person.number: _owed(session, person)
        for person, profile in zip(known, told, strict=True)
        if person and person.zone != profile.zone
    }
    for moved in learn_people(session, team_id, told):
        _follow_zone(session, moved, owed.get(moved.number, ()))
    for person in known:
        if person and person.number in gone and not person.is_deactivated:
            person.next_digest_at = LONG_AGO


def _owed(session: Session, person: Person) -> Sequence[Commitment]:
    owed = select(Commitment).where(
        Commitment.team_id == person.team_id,
        Commitment.owner == person.number,
        col(Commitment.state).in_([State.OPEN, State.OFFERED]),
    )
    return session.exec(owed.order_by(col(Commitment.number)).with_for_update()).all()


def _follow_zone(session: Session, person: Person, owed: Iterable[Commitment]) -> None:
    for commitment in owed:
        due = due_columns(commitment.due_on, commitment.due_at, person)
        commitment.overdue_from = due.overdue_from
        session.add(commitment)
        person.next_digest_at = LONG_AGO
    if person.next_digest_at is not None:
        person.next_digest_at = LONG_AGO


def follow_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel that Slack gave another id: what was said there is still said there."""
    renumber_channel(session, team_id, old, new)
    for column in (col(Commitment.channel_id), col(Commitment.message_channel)):
        there = update(Commitment).where(col(Commitment.team_id) == team_id, column == old)
        session.exec(there.values({column: new}))
    move_place(session, team_id, old, new)


def erase_old_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of commitments closed so many months ago; returns how many records.

    What happened stays in the history, which holds no words.
    """
    closed = (
        select(Commitment)
        .where(
            col(Commitment.erased_at).is_(None),
            col(Commitment.settled_at) <= now - months * MONTH,
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    commitments = session.exec(closed).all()
    for commitment in commitments:
        _erase(session, commitment, now)
    return len(commitments)


def _erase(session: Session, commitment: Commitment, now: datetime) -> None:
    ids = {getattr(commitment, column) for column in WORDS}
    for happening in story_of(session, commitment.team_id, NOUN, commitment.number):
        before = happening.facts.get("before", {})
        ids |= {happening.words, *(before.get(column) for column in WORDS)}
    session.exec(delete(Words).where(col(Words.id).in_(ids - {None})))
    commitment.erased_at = now
    session.add(commitment)
