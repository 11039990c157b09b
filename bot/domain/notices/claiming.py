"""Who may send what now: claims by conditional update, so that any number of replicas share."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col

from bot.database import insert_all_once
from bot.domain.notices.due import (
    ANYTHING,
    BEGINNING,
    FREE_LANES,
    HEADS,
    LANELESS,
    LANES_IN_DOUBT,
    LANES_READY,
    LEASE_LANE,
    PAUSES,
    TOO_LATE,
    resting,
    sparing,
)
from bot.domain.notices.machine import Allowance, Pace, machine_time
from bot.domain.notices.rows import EVERYTHING, OPEN, Lane, Notice, Pause, State, Step, Urgency

BATCH = 50
# So many of those that wait, so that a lane with a long tail does not hide all others.
LOOKED_THROUGH = (50, 500)
LATE_AFTER = timedelta(hours=2)  # From then on, what is said says that it is late.
LaneKey = tuple[str, str]  # (Team id, place)
Asked = dict[str, Any]


def claim_notices(
    session: Session, now: datetime, limit: int, *, pace: Pace, allowance: Allowance
) -> list[Notice]:
    """Take up to `limit` notices that are due, the most urgent first, for the time of a lease.

    What was already tried and never finished is claimed to be looked for, not to be sent again.
    """
    at = machine_time(session)
    asked = {"now": now, "at": at, **_rests(session, at, allowance)}
    due = [*_heads(session, asked, limit), *_laneless(session, asked, limit)]
    due.sort(key=lambda notice: (notice.urgency, notice.due_at, notice.id))
    claimed: list[Notice] = []
    for notice in due:
        if len(claimed) < limit and _is_wanted(notice, now) and _is_allowed(notice, allowance):
            _claim(session, notice, now, at + pace.lease)
            claimed.append(notice)
    _lease_lanes(session, claimed, at + pace.lease)
    return claimed


def is_anything_due(session: Session, now: datetime) -> bool:
    """Tell whether something remains to be said, even if it has to wait for its turn."""
    return session.execute(ANYTHING, {"now": now}).first() is not None


def expire_notices(session: Session, now: datetime) -> bool:
    """Close some of what was not said in time; tell whether there may be more."""
    late = session.execute(TOO_LATE, {"now": now, "most": BATCH}).scalars().all()
    for notice in late:
        notice.state = State.EXPIRED
    return len(late) == BATCH


def release_leases(session: Session) -> None:
    """Forget, at the start of the one process on SQLite, what the last one was waiting for."""
    if session.get_bind().dialect.name != "sqlite":
        return
    notices = update(Notice).where(or_(col(Notice.lease_until) > 0, col(Notice.try_at) > 0))
    session.execute(notices.values(lease_until=0.0, try_at=0.0))
    session.execute(update(Lane).values(lease_until=0.0, next_at=0.0))
    session.execute(update(Pause).values(until=0.0))


def _rests(session: Session, at: float, allowance: Allowance) -> dict[str, set[str]]:
    """Return for each method the workspaces that leave it alone, and those that spare it."""
    paused = {(team_id, word) for team_id, word in session.execute(PAUSES, {"at": at})}
    rests, spares = paused | allowance.used_up(), allowance.for_answers()
    return {
        **{resting(method): _teams(rests, method) for method in Step},
        **{sparing(method): _teams(spares, method) for method in Step},
    }


def _teams(rests: set[tuple[str, str]], method: Step) -> set[str]:
    return {team_id for team_id, word in rests if word in {EVERYTHING, method}}


def _heads(session: Session, asked: Asked, limit: int) -> list[Notice]:
    """Return the first notice of each free lane; its lane and itself are locked for us."""
    in_doubt = session.execute(LANES_IN_DOUBT, {**asked, "most": limit})
    is_new = {(team_id, place): is_new for team_id, place, is_new in in_doubt}
    for most in LOOKED_THROUGH:
        ready = session.execute(LANES_READY, {**asked, "most": most}).all()
        is_new |= {(team_id, place): is_new for team_id, place, is_new in ready}
        if len(is_new) >= limit or len(ready) < most:
            break
    waiting = list(is_new)[:limit]
    # In this order, so that no two claims wait for each other in a circle.
    new = [lane for lane in sorted(waiting) if is_new[lane]]
    insert_all_once(session, [Lane(team_id=team_id, place=place) for team_id, place in new])
    if not waiting:
        return []
    found = session.execute(FREE_LANES, {**asked, **_named(waiting)})
    lanes = {*waiting} & {(team_id, place) for team_id, place in found}
    heads = session.execute(HEADS, {**asked, **_named(lanes)}).scalars()
    return [head for head in heads if (head.team_id, head.lane) in lanes and _is_due(head, asked)]


def _named(lanes: Collection[LaneKey]) -> dict[str, object]:
    return {"teams": {team_id for team_id, _ in lanes}, "places": {place for _, place in lanes}}


def _is_due(head: Notice, asked: Asked) -> bool:
    """Tell whether it is still to be done, now that it is locked."""
    return head.state in OPEN and head.due_at <= asked["now"] and head.lease_until <= asked["at"]


def _lease_lanes(session: Session, claimed: list[Notice], until: float) -> None:
    lanes = [
        {"team": notice.team_id, "at_place": notice.lane, "until": until}
        for notice in claimed
        if notice.lane
    ]
    if lanes:
        session.connection().execute(LEASE_LANE, lanes)


def _laneless(session: Session, asked: Asked, limit: int) -> list[Notice]:
    """Return what keeps no order: updates, deletions and Homes."""
    return list(session.execute(LANELESS, {**asked, "most": limit}).scalars())


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
    is_answer = notice.urgency == Urgency.ANSWER
    return allowance.take(notice.team_id, notice.step, is_answer=is_answer)


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
    asked = {"team_id": notice.team_id, "key": notice.thread_of}
    first = session.execute(BEGINNING, asked).scalar_one_or_none()
    if first is None or first.unwanted or first.ts is None:
        return ""
    is_elsewhere = notice.channel_id not in {"", first.posted_in}
    return "" if is_elsewhere else first.ts
