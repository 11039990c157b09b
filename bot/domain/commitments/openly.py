"""Dates that passed and others may hear of: their owner knows, and had a day to settle them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from bot.domain.commitments.records import Commitment, Rung, State, last_whole_working_day
from bot.domain.notices import Notice
from bot.domain.people import Person

_AFTER_THE_FIRST = (
    Rung.LATE_AGAIN,
    Rung.LATE_STILL,
    Rung.WARNED,
    Rung.TOLD,
    Rung.TABLED,
)


def openly_overdue(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which a commitment is called past its date before others."""
    return (
        col(Commitment.state) == State.OPEN,
        col(Commitment.due_on) < last_whole_working_day(now),
        or_(_is_known(now), _owner_left()),
    )


def known_late(session: Session, commitments: Collection[Commitment], now: datetime) -> set[int]:
    """Return the numbers of those commitments of one workspace that others may call late."""
    late = [each for each in commitments if each.is_openly_overdue(now)]
    if not late:
        return set()
    found = select(Commitment.number).where(
        Commitment.team_id == late[0].team_id,
        col(Commitment.number).in_([each.number for each in late]),
        *openly_overdue(now),
    )
    return set(session.exec(found))


def _is_known(now: datetime) -> ColumnElement[bool]:
    """Tell whether its owner read that a date passed, and had a whole working day since."""
    day = last_whole_working_day(now)
    rung, said_on = col(Commitment.rung), col(Commitment.rung_on)
    # What came late left less than the day it came on; what never came left none.
    fell_short = select(Notice.id).where(
        Notice.team_id == Commitment.team_id,
        Notice.key == Commitment.rung_said_in,
        or_(col(Notice.ts).is_(None), and_(col(Notice.is_late), said_on >= day)),
    )
    first = and_(rung == Rung.LATE, said_on <= day, ~fell_short.exists())
    return or_(first, rung.in_(_AFTER_THE_FIRST))


def _owner_left() -> ColumnElement[bool]:
    left = select(Person.number).where(
        Person.team_id == Commitment.team_id,
        Person.number == Commitment.owner,
        col(Person.is_deactivated).is_(True),
    )
    return left.exists()
