"""What is due, asked in few questions: each is built once, since building costs more than asking.

Questions name `now` (people's time), `at` (machine time), `most` rows, and who rests.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    func,
    literal_column,
    not_,
    or_,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from bot.domain.notices.rows import (
    CAN_EXPIRE,
    FINAL,
    IS_LANELESS,
    OPEN,
    REVIVABLE,
    Lane,
    Notice,
    Pause,
    State,
    Step,
    Urgency,
)

DOUBTFUL = (State.SENDING, State.UNKNOWN)
_IN_ORDER = (col(Notice.urgency), col(Notice.due_at), col(Notice.id))
_IS_DUE = col(Notice.due_at) <= bindparam("now")
_AT: ColumnElement[float] = bindparam("at")
_IS_FREE = and_(col(Lane.next_at) <= _AT, col(Lane.lease_until) <= _AT)
# More than these lanes, if two workspaces share a place; pairs are looked up in no index.
_LANES = and_(
    col(Lane.team_id).in_(bindparam("teams", expanding=True)),
    col(Lane.place).in_(bindparam("places", expanding=True)),
)


def resting(method: Step) -> str:
    """Return how questions call the workspaces in which a method is left alone for the moment."""
    return f"resting_{method.name}"


def sparing(method: Step) -> str:
    """Return how they call those in which only what a person waits for may still go."""
    return f"sparing_{method.name}"


def _is_one_of(states: tuple[State, ...]) -> ColumnElement[bool]:
    return col(Notice.state).in_(states) if states[1:] else col(Notice.state) == states[0]


def _may_begin() -> ColumnElement[bool]:
    """Leave out what answers in a thread that has not begun yet, and still may."""
    first = aliased(Notice)
    has_begun = or_(col(first.ts).is_not(None), col(first.state).in_((*REVIVABLE, *FINAL)))
    is_first = and_(col(first.team_id) == Notice.team_id, col(first.key) == Notice.thread_of)
    # Not EXISTS: PostgreSQL might read the whole table once instead of one row for each reply.
    begun = select(first.id).where(is_first, has_begun).limit(1).scalar_subquery()
    return or_(col(Notice.thread_of) == "", begun.is_not(None))


def _rests(method: Step) -> ColumnElement[bool]:
    """Tell whether a workspace leaves a method alone, or keeps it for what a person waits for."""
    team = col(Notice.team_id)
    is_answer = col(Notice.urgency) == int(Urgency.ANSWER)
    rests = team.in_(bindparam(resting(method), expanding=True))
    spares = team.in_(bindparam(sparing(method), expanding=True))
    return or_(rests, and_(not_(is_answer), spares))


def _lanes_with(method: Step, states: tuple[State, ...], *more: ColumnElement[bool]) -> Any:
    """Ask for free lanes in which such a notice is due, and whether their row is still missing."""
    is_here = and_(col(Lane.team_id) == Notice.team_id, col(Lane.place) == Notice.lane)
    is_new = col(Lane.place).is_(None)
    return (
        select(Notice.team_id, Notice.lane, is_new)
        .outerjoin(Lane, is_here)
        .where(
            _is_one_of(states),
            Notice.lane != "",
            _IS_DUE,
            not_(_rests(method)),
            or_(is_new, _IS_FREE),
            *more,
        )
        .order_by(*_IN_ORDER)
        .limit(bindparam("most"))
    )


def _first_in_lane(states: tuple[State, ...], *more: ColumnElement[bool]) -> Any:
    return (
        select(Notice.id)
        .where(
            Notice.team_id == Lane.team_id,
            Notice.lane == Lane.place,
            _is_one_of(states),
            _IS_DUE,
            *more,
        )
        .order_by(*_IN_ORDER)
        .limit(1)
        .correlate(Lane)
        .scalar_subquery()
    )


# What is in doubt is never much; what is ready is read in the order of an index, and only its
# beginning, so that a hundred thousand that wait cost no more than a hundred.
LANES_IN_DOUBT = _lanes_with(Step.LOOK, DOUBTFUL)
LANES_READY = _lanes_with(Step.POST, (State.READY,), _may_begin())
FREE_LANES = select(Lane.team_id, Lane.place).where(_LANES, _IS_FREE)
FREE_LANES = FREE_LANES.with_for_update(skip_locked=True)
# What is in doubt holds up its lane, whatever came after it. Two questions, since each of them is
# answered by the first entry of an index, however long the lane.
_HEAD = func.coalesce(_first_in_lane(DOUBTFUL), _first_in_lane((State.READY,), _may_begin()))
HEADS = select(Notice).where(col(Notice.id).in_(select(_HEAD).select_from(Lane).where(_LANES)))
HEADS = HEADS.with_for_update(skip_locked=True)
# Updates, deletions and Homes keep no order. The first condition is that of the index.
LANELESS = (
    select(Notice)
    .where(
        literal_column(IS_LANELESS),
        _IS_DUE,
        col(Notice.try_at) <= _AT,
        col(Notice.lease_until) <= _AT,
        not_(and_(col(Notice.home), _rests(Step.PUBLISH))),
        not_(and_(not_(col(Notice.home)), col(Notice.unwanted), _rests(Step.DELETE))),
        not_(and_(not_(col(Notice.home)), not_(col(Notice.unwanted)), _rests(Step.UPDATE))),
    )
    .order_by(*_IN_ORDER)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
ANYTHING = (
    select(Notice.id)
    .where(
        col(Notice.state).in_(OPEN),
        _IS_DUE,
        or_(col(Notice.lane) == "", col(Notice.state).in_(DOUBTFUL), _may_begin()),
    )
    .limit(1)
)
# The first condition is that of the index.
TOO_LATE = (
    select(Notice)
    .where(
        literal_column(CAN_EXPIRE),
        col(Notice.expires_at) <= bindparam("now"),
        col(Notice.ts).is_(None),
        Notice.shown == 0,
    )
    .order_by(col(Notice.expires_at))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
PAUSES = select(Pause.team_id, Pause.method).where(Pause.until > _AT)
LEASE_LANE = (
    update(Lane)
    .where(col(Lane.team_id) == bindparam("team"), col(Lane.place) == bindparam("at_place"))
    .values(lease_until=bindparam("until"))
)
BEGINNING = select(Notice).where(
    Notice.team_id == bindparam("team_id"), Notice.key == bindparam("key")
)
