"""Recording what came of claims: each by itself, or several that went well in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from bot.domain.notices.endings import ENDINGS, Ending
from bot.domain.notices.machine import Pace, machine_time
from bot.domain.notices.outcomes import Outcome
from bot.domain.notices.rows import Lane, Notice, State

# Built once: to build a statement costs more than to run it.
_CLAIM = select(Notice).where(
    Notice.id == bindparam("claim"), Notice.attempts == bindparam("attempt")
)
_CLAIM = _CLAIM.with_for_update()
_CLAIMS = select(Notice).where(col(Notice.id).in_(bindparam("claims", expanding=True)))
_CLAIMS = _CLAIMS.with_for_update(skip_locked=True)
_FREE_LANE = (
    update(Lane)
    .where(col(Lane.team_id) == bindparam("team"), col(Lane.place) == bindparam("at_place"))
    .values(lease_until=0.0, next_at=bindparam("from_then"))
)
Claimed = tuple[Notice, Outcome]  # A notice as it was claimed, and what came of it.


def finish(
    session: Session, claimed: Notice, outcome: Outcome, now: datetime, *, pace: Pace
) -> float:
    """Record what came of a claim; return the seconds until its place or row may go on.

    A claim whose lease was taken over meanwhile has no say any more.
    """
    asked = {"claim": claimed.id, "attempt": claimed.attempts}
    notice = session.execute(_CLAIM, asked).scalar_one_or_none()
    if notice is None:
        return 0.0
    return _end(session, [(claimed, outcome)], {notice.id: notice}, now, pace)[0]


def finish_together(
    session: Session, ended: Sequence[Claimed], now: datetime, *, pace: Pace
) -> list[float | None]:
    """Record what came of several claims; None for a row that somebody else is at just now.

    Such a row is to be finished by itself: who waits for it while holding others may wait in a
    circle.
    """
    asked = {"claims": [claimed.id for claimed, _ in ended]}
    ours = {notice.id: notice for notice in session.execute(_CLAIMS, asked).scalars()}
    free = [each for each in ended if each[0].id in ours]
    waits = iter(_end(session, free, ours, now, pace))
    return [next(waits) if claimed.id in ours else None for claimed, _ in ended]


def _end(
    session: Session,
    ended: Sequence[Claimed],
    rows: dict[int, Notice],
    now: datetime,
    pace: Pace,
) -> list[float]:
    at, waits, lanes = machine_time(session), [], []
    for claimed, outcome in ended:
        notice, place, wait = rows[claimed.id], claimed.lane, 0.0
        if _is_ours(notice, claimed):
            ending = Ending(session, notice, claimed.step, now, at, pace)
            wait = ENDINGS[type(outcome)](ending, outcome)
            notice.lease_until = 0.0
            if place:
                lane = {"team": claimed.team_id, "at_place": place, "from_then": at + wait}
                lanes.append(lane)
            else:
                notice.try_at = at + wait
        waits.append(wait)
    if lanes:
        session.connection().execute(_FREE_LANE, lanes)
    return waits


def _is_ours(notice: Notice, claimed: Notice) -> bool:
    is_open = notice.state in {State.SENDING, State.UNKNOWN}
    return is_open and notice.attempts == claimed.attempts
