"""Promises without movement for three weeks: the owner hears first, the CCO a day later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_
from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.reminded import can_be_written_to, fates_of
from bot.domain.commitments.rungs import Fate
from bot.domain.lines import BRIEF, Line, add_line, digest_of
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of
from bot.domain.roles import cco_of

STILL = "still"
AFTER = timedelta(weeks=3)
SOON, LATE = timedelta(weeks=1), timedelta(weeks=2)
BATCH = 50


def notice_still(session: Session, team_id: str, now: datetime) -> None:
    """Have owners hear of what stands still, and the CCO of what they heard of in time."""
    for commitment in _still(session, team_id, now, _not_told(team_id, now)):
        _tell_owner(session, commitment, now)
    for line, commitment in _heard_of(session, team_id):
        _tell_cco(session, line, commitment, now)


def next_still(session: Session, team_id: str, now: datetime) -> datetime | None:
    """Return from when on something will be said about a promise, if nothing happens to it."""
    if _heard_of(session, team_id):
        return now
    earliest = select(func.min(Commitment.changed_at)).where(
        Commitment.team_id == team_id,
        Commitment.state == State.OPEN,
        col(Commitment.is_private).is_(False),
        _is_not_near(now),
        _owner_is_here(),
        _not_told(team_id, now),
    )
    since = session.exec(earliest).one()
    return since + AFTER if since else None


def stands_still(commitment: Commitment, told: Mapping[str, Any]) -> bool:
    """Tell whether nothing has happened to a promise since this was told about it."""
    return commitment.state is State.OPEN and commitment.revision == told["revision"]


def _still(
    session: Session, team_id: str, now: datetime, not_told: ColumnElement[bool]
) -> list[Commitment]:
    still = select(Commitment).where(
        Commitment.team_id == team_id,
        Commitment.state == State.OPEN,
        col(Commitment.changed_at) <= now - AFTER,
        col(Commitment.is_private).is_(False),
        _is_not_near(now),
        _owner_is_here(),
        not_told,
    )
    return list(session.exec(still.order_by(col(Commitment.changed_at)).limit(BATCH)))


def _is_not_near(now: datetime) -> ColumnElement[bool]:
    """Leave out what falls due about now: its own reminders are on their way."""
    ends = col(Commitment.overdue_from)
    return or_(ends > now + SOON, ends <= now - LATE)


def _owner_is_here() -> ColumnElement[bool]:
    """Leave out what has no owner: nobody is told of it, so it would be found for ever."""
    here = select(Person.number).where(
        Person.team_id == Commitment.team_id,
        Person.number == Commitment.owner,
        col(Person.is_deactivated).is_(False),
    )
    return here.exists()


def _not_told(team_id: str, now: datetime) -> ColumnElement[bool]:
    told = (
        col(Line.team_id) == team_id,
        col(Line.noun) == NOUN,
        col(Line.number) == col(Commitment.number),
        col(Line.kind) == STILL,
        col(Line.since) > now - AFTER,
    )
    return ~exists().where(*told)


def _tell_owner(session: Session, commitment: Commitment, now: datetime) -> None:
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    if not can_be_written_to(owner):
        return
    facts = {
        "due_on": commitment.due_on.isoformat(),
        "revision": commitment.revision,
    }
    key = f"{STILL}:{commitment.name}:{today_in(owner.zoneinfo, now).isoformat()}"
    listing, about = digest_of(owner.number), (NOUN, commitment.number)
    if add_line(session, owner.team_id, listing, key, STILL, now, about=about, facts=facts):
        plan_digest(session, owner, now)


def _heard_of(session: Session, team_id: str) -> list[tuple[Line, Commitment]]:
    """Return what owners were told that stands still, does so yet, and the CCO was not told."""
    known = select(Line.key).where(
        Line.team_id == team_id, Line.listing == BRIEF, Line.kind == STILL
    )
    same = (col(Commitment.team_id) == col(Line.team_id)) & (
        col(Commitment.number) == col(Line.number)
    )
    said = (
        select(Line, Commitment)
        .join(Commitment, same)
        .where(
            Line.team_id == team_id,
            Line.kind == STILL,
            Line.listing != BRIEF,
            Line.said_in != "",
            col(Line.since) >= col(Commitment.changed_at),
            Commitment.state == State.OPEN,
            col(Line.key).not_in(known),
        )
    )
    return list(session.exec(said.order_by(col(Line.since).desc()).limit(BATCH)))


def _tell_cco(session: Session, line: Line, commitment: Commitment, now: datetime) -> None:
    cco = cco_of(session, line.team_id)
    is_theirs = cco is not None and cco.number == commitment.owner
    is_so = stands_still(commitment, line.facts) and not is_theirs
    if is_so and _had_a_working_day(session, commitment, line, now):
        about = (NOUN, commitment.number)
        add_line(session, line.team_id, BRIEF, line.key, STILL, now, about=about, facts=line.facts)


def _had_a_working_day(session: Session, commitment: Commitment, line: Line, now: datetime) -> bool:
    """Tell whether the owner read of it in the morning of an earlier working day of theirs."""
    fate = fates_of(session, line.team_id, [line.said_in]).get(line.said_in)
    if fate not in {Fate.ARRIVED, Fate.ARRIVED_LATE}:
        return False
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    days = 1 if fate is Fate.ARRIVED else 2  # What came late left less than a day.
    latest = hours_of(session, owner).day_before(today_in(owner.zoneinfo, now), days)
    return line.said_in.rpartition(":")[2] <= latest.isoformat()
