"""Who may send what now: claims by conditional update, so that any number of replicas share."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, func, not_, or_, true, update
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.notices.machine import Allowance, Pace, machine_time
from bot.domain.notices.rows import EVERYTHING, OPEN, Lane, Notice, Pause, State, Step

# (team id, method): what must rest for the moment.
Rests = Collection[tuple[str, str]]
BATCH = 50


def claim_notices(
    session: Session, now: datetime, limit: int, *, pace: Pace, allowance: Allowance
) -> list[Notice]:
    """Take up to `limit` notices that are due, the most urgent first, for the time of a lease.

    What was already tried and never finished is claimed to be looked for, not to be sent again.
    """
    at = machine_time(session)
    rests = {*allowance.used_up(), *_pauses(session, at)}
    due = [
        *_heads(session, now, at, limit, rests),
        *_laneless(session, now, at, limit, rests),
    ]
    due.sort(key=lambda notice: (notice.urgency, notice.due_at, notice.id))
    claimed: list[Notice] = []
    for notice in due:
        if len(claimed) < limit and _is_wanted(notice, now):
            _claim(session, notice, now, at + pace.lease, allowance, claimed)
    return claimed


def is_anything_due(session: Session, now: datetime) -> bool:
    """Tell whether something remains to be said, even if it has to wait for its turn."""
    due = select(Notice.id).where(col(Notice.state).in_(OPEN), col(Notice.due_at) <= now).limit(1)
    return session.exec(due).first() is not None


def expire_notices(session: Session, now: datetime) -> None:
    """Close what was not said in time."""
    late = (
        select(Notice)
        .where(
            col(Notice.state).in_((State.READY, State.HELD)),
            col(Notice.expires_at) <= now,
            col(Notice.ts).is_(None),
            Notice.shown == 0,
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    for notice in session.exec(late):
        notice.state = State.EXPIRED


def release_leases(session: Session) -> None:
    """Forget, at the start of the one process on SQLite, what the last one was waiting for."""
    if session.get_bind().dialect.name != "sqlite":
        return
    notices = update(Notice).where(or_(col(Notice.lease_until) > 0, col(Notice.try_at) > 0))
    session.execute(notices.values(lease_until=0.0, try_at=0.0))
    session.execute(update(Lane).values(lease_until=0.0, next_at=0.0))
    session.execute(update(Pause).values(until=0.0))


def _pauses(session: Session, at: float) -> list[tuple[str, str]]:
    active = session.exec(select(Pause).where(Pause.until > at))
    return [(pause.team_id, pause.method) for pause in active]


def _heads(session: Session, now: datetime, at: float, limit: int, rests: Rests) -> list[Notice]:
    """Return the first notice of each free lane; its lane and itself are locked for us."""
    waiting: Any = _waiting(now, {team for team, word in rests if word in {EVERYTHING, Step.POST}})
    here = and_(col(Lane.team_id) == waiting.c.team_id, col(Lane.place) == waiting.c.lane)
    _open_lanes(session, waiting, here)
    free = session.execute(
        select(Lane, _first_in_lane(now))
        .join(waiting, here)
        .where(Lane.next_at <= at, Lane.lease_until <= at)
        .order_by(waiting.c.urgency, waiting.c.due_at)
        .limit(limit)
        .with_for_update(of=Lane, skip_locked=True)
    )
    return _locked(session, [notice_id for _, notice_id in free], now, at)


def _first_in_lane(now: datetime) -> Any:
    """Return the id of what is next in a lane."""
    return (
        select(Notice.id)
        .where(
            Notice.team_id == Lane.team_id,
            Notice.lane == Lane.place,
            col(Notice.state).in_(OPEN),
            col(Notice.due_at) <= now,
        )
        .order_by(
            # What is in doubt holds up its lane, whatever came after it.
            (col(Notice.state) == State.READY),
            col(Notice.urgency),
            col(Notice.due_at),
            col(Notice.id),
        )
        .limit(1)
        .correlate(Lane)
        .scalar_subquery()
    )


def _waiting(now: datetime, resting_teams: set[str]) -> Any:
    """Return the lanes in which something is due, with what is most urgent in each."""
    return (
        select(
            Notice.team_id,
            Notice.lane,
            func.min(Notice.urgency).label("urgency"),
            func.min(Notice.due_at).label("due_at"),
        )
        .where(
            col(Notice.state).in_(OPEN),
            Notice.lane != "",
            col(Notice.due_at) <= now,
            col(Notice.team_id).not_in(resting_teams),
        )
        .group_by(col(Notice.team_id), col(Notice.lane))
        .subquery()
    )


def _open_lanes(session: Session, waiting: Any, here: Any) -> None:
    """Make the lanes that are posted to for the first time, in an order that cannot deadlock."""
    missing = (
        select(waiting.c.team_id, waiting.c.lane)
        .outerjoin(Lane, here)
        .where(col(Lane.place).is_(None))
        .order_by(waiting.c.team_id, waiting.c.lane)
        .limit(BATCH)
    )
    for team_id, place in session.execute(missing).all():
        insert_once(session, Lane(team_id=team_id, place=place))


def _laneless(session: Session, now: datetime, at: float, limit: int, rests: Rests) -> list[Notice]:
    """Return what keeps no order: updates, deletions and Homes."""
    resting = [
        and_(col(Notice.team_id) == team_id, _is_done_by(word))
        for team_id, word in sorted(rests)
        if word not in {Step.POST, Step.LOOK}
    ]
    due = (
        select(Notice)
        .where(
            col(Notice.state).in_((State.READY, State.SENDING)),
            Notice.lane == "",
            col(Notice.due_at) <= now,
            Notice.try_at <= at,
            Notice.lease_until <= at,
            not_(or_(false(), *resting)),
        )
        .order_by(col(Notice.urgency), col(Notice.due_at), col(Notice.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(due))


def _is_done_by(method: str) -> Any:
    if method == EVERYTHING:
        return true()
    if method == Step.PUBLISH:
        return col(Notice.home).is_(other=True)
    unwanted = col(Notice.unwanted).is_(method == Step.DELETE)
    return and_(col(Notice.home).is_(other=False), unwanted)


def _locked(session: Session, ids: list[int | None], now: datetime, at: float) -> list[Notice]:
    """Lock these notices; what changed meanwhile, or is being changed, waits for the next time."""
    found = session.exec(
        select(Notice)
        .where(
            col(Notice.id).in_([one for one in ids if one is not None]),
            col(Notice.state).in_(OPEN),
            col(Notice.due_at) <= now,
            Notice.lease_until <= at,
        )
        .with_for_update(skip_locked=True)
    )
    return list(found)


def _is_wanted(notice: Notice, now: datetime) -> bool:
    """Close what need not be begun any more."""
    if notice.state is not State.READY or notice.was_said:
        return True
    if notice.unwanted:
        notice.state = State.CANCELLED
    elif notice.is_expired(now):
        notice.state = State.EXPIRED
    return notice.state is State.READY


def _claim(
    session: Session,
    notice: Notice,
    now: datetime,
    until: float,
    allowance: Allowance,
    claimed: list[Notice],
) -> None:
    if notice.state is State.SENDING and notice.step is Step.POST:
        # Its sender is gone: the post may be there.
        notice.state = State.UNKNOWN
        notice.looks = 0
    if not allowance.take(notice.team_id, notice.step):
        return
    if notice.step is Step.POST:
        notice.tried_at = notice.tried_at or now
    if notice.step is not Step.LOOK:
        notice.state = State.SENDING
        notice.rendered = notice.wanted
    notice.attempts += 1
    notice.lease_until = until
    if notice.lane:
        session.get_one(Lane, (notice.team_id, notice.lane)).lease_until = until
    claimed.append(notice)
