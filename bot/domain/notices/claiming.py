"""Who may send what now: claims by conditional update, so that any number of replicas share."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, false, func, not_, or_, true, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.notices.machine import Allowance, Pace, machine_time
from bot.domain.notices.rows import (
    EVERYTHING,
    FINAL,
    OPEN,
    REVIVABLE,
    Lane,
    Notice,
    Pause,
    State,
    Step,
)

# (team id, method): what must rest for the moment.
Rests = Collection[tuple[str, str]]
BATCH = 50
DOUBTFUL = (State.SENDING, State.UNKNOWN)
# So many of those that wait, so that a lane with a long tail does not hide all others.
LOOKED_THROUGH = 500
LATE_AFTER = timedelta(hours=2)  # From then on, what is said says that it is late.


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
        if len(claimed) < limit and _is_wanted(notice, now) and _is_allowed(notice, allowance):
            _claim(session, notice, now, at + pace.lease)
            claimed.append(notice)
    if places := [(notice.team_id, notice.lane) for notice in claimed if notice.lane]:
        session.execute(update(Lane).where(_one_of(places)).values(lease_until=at + pace.lease))
    return claimed


def is_anything_due(session: Session, now: datetime) -> bool:
    """Tell whether something remains to be said, even if it has to wait for its turn."""
    due = select(Notice.id).where(
        col(Notice.state).in_(OPEN), col(Notice.due_at) <= now, _may_be_said()
    )
    return session.exec(due.limit(1)).first() is not None


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
    resting = {team_id for team_id, word in rests if word in {EVERYTHING, Step.POST}}
    waiting = _waiting(session, now, at, resting, limit)
    if not waiting:
        return []
    # In this order, so that no two claims wait for each other in a circle.
    known = set(session.exec(select(Lane.team_id, Lane.place).where(_one_of(waiting))))
    for team_id, place in sorted(set(waiting) - known):
        insert_once(session, Lane(team_id=team_id, place=place))
    lanes = session.exec(
        select(Lane)
        .where(
            _one_of(waiting),
            Lane.next_at <= at,
            Lane.lease_until <= at,
        )
        .with_for_update(skip_locked=True)
    ).all()
    first = select(_first_in_lane(now)).select_from(Lane)
    ids = session.execute(first.where(_one_of([(lane.team_id, lane.place) for lane in lanes])))
    return _locked(session, list(ids.scalars()), now, at)


def _waiting(
    session: Session, now: datetime, at: float, resting_teams: set[str], limit: int
) -> list[tuple[str, str]]:
    """Return free lanes in which something is due, the most urgent first."""
    some: list[tuple[str, str]] = []
    # What is in doubt is never much; what is ready is read in the order of an index, and only its
    # beginning, so that a hundred thousand that wait cost no more than a hundred.
    for states, most in ((DOUBTFUL, limit), ((State.READY,), LOOKED_THROUGH)):
        found = session.execute(_due_in_free_lanes(states, now, at, resting_teams).limit(most))
        some += [(row.team_id, row.lane) for row in found]
    return list(dict.fromkeys(some))[:limit]


def _due_in_free_lanes(
    states: tuple[State, ...], now: datetime, at: float, resting_teams: set[str]
) -> Any:
    is_here = and_(col(Lane.team_id) == Notice.team_id, col(Lane.place) == Notice.lane)
    is_free = and_(col(Lane.next_at) <= at, col(Lane.lease_until) <= at)
    return (
        select(Notice.team_id, Notice.lane)
        .outerjoin(Lane, is_here)
        .where(
            _is_one_of(states),
            Notice.lane != "",
            col(Notice.due_at) <= now,
            _may_be_said(),
            col(Notice.team_id).not_in(resting_teams),
            or_(col(Lane.place).is_(None), is_free),
        )
        .order_by(col(Notice.urgency), col(Notice.due_at), col(Notice.id))
    )


def _is_one_of(states: tuple[State, ...]) -> Any:
    return col(Notice.state).in_(states) if states[1:] else col(Notice.state) == states[0]


def _first_in_lane(now: datetime) -> Any:
    """Return the id of what is next in a lane."""
    # What is in doubt holds up its lane, whatever came after it. Two questions, since each of them
    # is answered by the first entry of an index, however long the lane.
    return func.coalesce(_first_by(now, DOUBTFUL), _first_by(now, (State.READY,)))


def _first_by(now: datetime, states: tuple[State, ...]) -> Any:
    return (
        select(Notice.id)
        .where(
            Notice.team_id == Lane.team_id,
            Notice.lane == Lane.place,
            _is_one_of(states),
            col(Notice.due_at) <= now,
            _may_be_said(),
        )
        .order_by(col(Notice.urgency), col(Notice.due_at), col(Notice.id))
        .limit(1)
        .correlate(Lane)
        .scalar_subquery()
    )


def _may_be_said() -> Any:
    """Leave out what answers in a thread that has not begun yet, and still may."""
    first = aliased(Notice)
    has_begun = or_(col(first.ts).is_not(None), col(first.state).in_((*REVIVABLE, *FINAL)))
    is_first = and_(col(first.team_id) == Notice.team_id, col(first.key) == Notice.thread_of)
    return or_(
        col(Notice.thread_of) == "",
        col(Notice.ts).is_not(None),
        col(Notice.state).in_(DOUBTFUL),
        exists().where(is_first, has_begun),
    )


def _one_of(lanes: list[tuple[str, str]]) -> Any:
    return tuple_(col(Lane.team_id), col(Lane.place)).in_(lanes)


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


def _is_allowed(notice: Notice, allowance: Allowance) -> bool:
    if notice.state is State.SENDING and notice.step is Step.POST:
        # Its sender is gone: the post may be there.
        notice.state = State.UNKNOWN
        notice.looks = 0
    return allowance.take(notice.team_id, notice.step)


def _claim(session: Session, notice: Notice, now: datetime, until: float) -> None:
    if notice.step is Step.POST:
        notice.tried_at = notice.tried_at or now
        notice.is_late = now - notice.due_at > LATE_AFTER
        if notice.thread_of:
            notice.thread_ts = _beginning(session, notice)
    if notice.step is not Step.LOOK:
        notice.state = State.SENDING
        notice.rendered = notice.wanted
    notice.attempts += 1
    notice.lease_until = until


def _beginning(session: Session, notice: Notice) -> str:
    """Return the ts of the message that begins the thread; empty when there is none to answer."""
    first = session.exec(
        select(Notice).where(Notice.team_id == notice.team_id, Notice.key == notice.thread_of)
    ).one_or_none()
    if first is None or first.unwanted or first.ts is None:
        return ""
    is_elsewhere = notice.channel_id not in {"", first.posted_in}
    return "" if is_elsewhere else first.ts
