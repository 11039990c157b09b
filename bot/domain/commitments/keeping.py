"""What time does to commitments: days end by zones, and words are not kept for ever."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from bot.domain.commitments.records import NOUN, Commitment, State, due_columns
from bot.domain.keeping import erase_words, old_since, said_in_time, some_of
from bot.domain.people import Person, Profile, learn_people, person_known

WORDS = ("what", "customers", "proof")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


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


def erase_old_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of commitments closed so many months ago; returns how many records.

    What happened stays in the history, which holds no words.
    """
    is_old = old_since(Commitment.settled_at, now, months)
    closed = some_of(session, Commitment, col(Commitment.erased_at).is_(None), is_old)
    for each in closed:
        said = said_in_time(session, each.team_id, NOUN, each.number, WORDS)
        erase_words(session, [*(getattr(each, column) for column in WORDS), *said])
        each.erased_at = now
        session.add(each)
    return len(closed)
