"""What became of the reminders of a commitment, and who else would be told of it in the end."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.areas import area_of
from bot.domain.commitments.records import Commitment, Rung, State
from bot.domain.commitments.rungs import TO_OTHERS, Around, Fate
from bot.domain.commitments.tabling import forum_of
from bot.domain.notices import Notice
from bot.domain.notices.rows import FINAL, REVIVABLE
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.roles import cco_of

_ESCALATING = {Rung.LATE_STILL, Rung.WARNED, *TO_OTHERS}


def can_be_written_to(person: Person) -> bool:
    return person.slack_id is not None and person.can_promise


def digest_key(person: Person, day: date) -> str:
    """Return the key of a person's one digest of a day."""
    return f"digest:{person.slack_id}:{day.isoformat()}"


def is_out(session: Session, person: Person, day: date) -> bool:
    """Tell whether a person's digest of that day was promised, whatever became of it."""
    found = select(Notice.id).where(
        Notice.team_id == person.team_id, Notice.key == digest_key(person, day)
    )
    return session.exec(found).first() is not None


def fates_of(session: Session, team_id: str, keys: Collection[str]) -> dict[str, Fate]:
    """Return what became of messages; one that nobody knows any more has long arrived."""
    wanted = sorted({*keys} - {""})
    if not wanted:
        return {}
    found = select(Notice).where(Notice.team_id == team_id, col(Notice.key).in_(wanted))
    return {notice.key: _fate(notice) for notice in session.exec(found)}


def open_ones(session: Session, owner: Person) -> Sequence[Commitment]:
    """Return all that somebody has promised and not settled, the nearest date first."""
    mine = select(Commitment).where(
        Commitment.team_id == owner.team_id,
        Commitment.owner == owner.number,
        Commitment.state == State.OPEN,
    )
    return session.exec(mine.order_by(col(Commitment.due_on), col(Commitment.number))).all()


def around_all(
    session: Session, owner: Person, commitments: Sequence[Commitment], **same: Any
) -> dict[int, Around]:
    """Return what the ladder of each commitment of one owner needs to know besides its row."""
    keys = {each.rung_said_in for each in commitments if each.rung is not Rung.NONE}
    fates = fates_of(session, owner.team_id, keys)
    return {
        each.number: Around(
            fate=fates.get(each.rung_said_in, Fate.ARRIVED),
            **_escalation(session, each),
            **same,
        )
        for each in commitments
    }


def told_in_the_end(session: Session, commitment: Commitment) -> list[Person]:
    """Return who is told of a date that passed: whom it was promised to, and the sponsor."""
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    sponsor = sponsor_of(session, owner)
    numbers = [commitment.promised_to, sponsor.number if sponsor else None]
    people = people_numbered(session, commitment.team_id, set(numbers))
    named = [people[number] for number in dict.fromkeys(numbers) if number is not None]
    return [
        person for person in named if person.number != owner.number and can_be_written_to(person)
    ]


def sponsor_of(session: Session, person: Person) -> Person | None:
    """Return the sponsor of somebody's area; a leader's is the CCO."""
    area = area_of(session, person)
    if area is None:
        return None
    number = area.sponsor or area.leader
    if person.number in {area.leader, number}:
        return cco_of(session, person.team_id)
    return person_numbered(session, person.team_id, number) if number else None


def _escalation(session: Session, commitment: Commitment) -> dict[str, bool]:
    if commitment.rung not in _ESCALATING:
        return {}
    return {
        "tells": bool(told_in_the_end(session, commitment)),
        "tables": forum_of(session, commitment) is not None,
    }


def _fate(notice: Notice) -> Fate:
    if notice.was_said or notice.state in FINAL:
        return Fate.ARRIVED_LATE if notice.is_late else Fate.ARRIVED
    return Fate.LOST if notice.state in REVIVABLE else Fate.WAITS
