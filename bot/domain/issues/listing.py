"""Lists of issues in pages: the worst first, the oldest of them first, hidden ones only counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.issues.finding import PAGE, Shown, shown_all
from bot.domain.issues.records import (
    ENDED,
    PIPELINE,
    RESTING,
    Helping,
    Issue,
    Report,
    Severity,
    State,
)
from bot.domain.people import Person, gone_from

UNSEEN_COUNTED_TO = 99
OPEN = tuple(state for state in (*PIPELINE, *sorted(RESTING)) if state not in ENDED)
_OWNED = tuple(state for state in OPEN if state is not State.NEW)


class Which(StrEnum):
    """The lists a person can ask for."""

    MINE = "mine"  # That I own, am asked to own, or help with.
    OPEN = "open"
    STATE = "state"
    SEVERITY = "severity"
    AREA = "area"
    PERSON = "person"
    CHANNEL = "channel"
    WITHOUT_OWNER = "without owner"
    WORTH = "worth"


@dataclass(frozen=True)
class Page:
    """One page of a list, and how many more are kept from this reader."""

    shown: Sequence[Shown]
    number: int
    has_more: bool
    unseen: int = 0


def listed(
    session: Session,
    me: Person,
    which: Which,
    now: datetime,
    *,
    of: str = "",
    here: str = "",
    page: int = 0,
) -> Page:
    """Return one page of a list, with only what this reader may see from where they are."""
    parts = [and_(col(Issue.team_id) == me.team_id, *part) for part in _parts(me, which, of)]
    seen, most = _seen_by(me, here), (page + 1) * PAGE + 1
    # The first of each part stand in an index as they are wanted, however many there are.
    heads = [_head(which, part, seen, most).subquery() for part in parts]
    numbers = union_all(*(select(head.c.number) for head in heads))
    found = session.exec(
        select(Issue)
        .where(Issue.team_id == me.team_id, col(Issue.number).in_(numbers))
        .order_by(*_order(which))
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    unseen = 0 if which is Which.MINE else _unseen(session, parts, seen)
    return Page(shown_all(session, found[:PAGE], now), page, len(found) > PAGE, unseen)


def open_count(session: Session, owner: Person) -> int:
    """Return how many issues somebody owns and has not closed, counted no further than matters."""
    mine = and_(
        col(Issue.team_id) == owner.team_id,
        col(Issue.owner) == owner.number,
        col(Issue.state).in_(_OWNED),
    )
    return _count(session, [mine])


def _head(
    which: Which, part: ColumnElement[bool], seen: ColumnElement[bool], most: int
) -> SelectOfScalar[int]:
    order = (col(Issue.worth).desc(), col(Issue.number)) if which is Which.WORTH else None
    first = select(Issue.number).where(part, seen)
    return first.order_by(*(order or (col(Issue.number),))).limit(most)


def _order(which: Which) -> Sequence[Any]:
    if which is Which.WORTH:
        return (col(Issue.worth).desc(), col(Issue.number))
    if which is Which.AREA:
        return (col(Issue.number),)
    ranks = {severity.value: rank for rank, severity in enumerate(Severity)}
    return (case(ranks, value=col(Issue.severity)), col(Issue.number))


def _parts(me: Person, which: Which, of: str) -> Iterable[tuple[ColumnElement[bool], ...]]:
    """Return the conditions of each part of a list, as an index holds it in order."""
    state, severity = col(Issue.state), col(Issue.severity)
    if which in {Which.OPEN, Which.STATE}:
        states = OPEN if which is Which.OPEN else (State(of),)
        return [(state == one, severity == rank) for one in states for rank in Severity]
    if which is Which.SEVERITY:
        return [(state == one, severity == Severity(of)) for one in OPEN]
    if which is Which.AREA:
        return [(state == one, col(Issue.area) == int(of)) for one in OPEN]
    return _parts_of_people(me, which, of)


def _parts_of_people(
    me: Person, which: Which, of: str
) -> Iterable[tuple[ColumnElement[bool], ...]]:
    state, owner, is_open = col(Issue.state), col(Issue.owner), col(Issue.state).in_(OPEN)
    if which is Which.MINE:
        helping = select(Helping.issue).where(
            Helping.team_id == me.team_id, Helping.person == me.number
        )
        asked = col(Issue.handover_to) == me.number
        helped = col(Issue.number).in_(helping)
        return [(is_open, owner == me.number), (is_open, asked), (is_open, helped)]
    if which is Which.WITHOUT_OWNER:
        new = [(state == State.NEW, col(Issue.severity) == rank) for rank in Severity]
        return [*new, (state.in_(_OWNED), owner.in_(gone_from(me.team_id)))]
    if which is Which.WORTH:
        return [(is_open, col(Issue.worth).is_not(None))]
    if which is Which.CHANNEL:
        return [(is_open, col(Issue.channel_id) == of)]
    return [(is_open, owner == int(of))]


def _seen_by(me: Person, here: str) -> ColumnElement[bool]:
    """Return the condition that this reader may see an issue; only private ones take a look."""
    helping = exists().where(
        col(Helping.team_id) == col(Issue.team_id),
        col(Helping.issue) == col(Issue.number),
        col(Helping.person) == me.number,
    )
    reported = exists().where(
        col(Report.team_id) == col(Issue.team_id),
        col(Report.person) == me.number,
        col(Report.issue) == col(Issue.number),
    )
    named = (Issue.owner, Issue.opened_by, Issue.handover_to, Issue.asked_by, Issue.told_by)
    on_record = or_(*(func.coalesce(col(each) == me.number, False) for each in named))
    is_here = [col(Issue.channel_id) == here] if here else []
    return or_(col(Issue.is_private).is_(False), *is_here, on_record, helping, reported)


def _unseen(
    session: Session, parts: Sequence[ColumnElement[bool]], seen: ColumnElement[bool]
) -> int:
    return _count(session, [and_(part, col(Issue.is_private).is_(True), ~seen) for part in parts])


def _count(session: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    """Return how many issues meet one of these conditions, counted no further than it matters."""
    left = UNSEEN_COUNTED_TO + 1
    for condition in conditions:
        some = select(Issue.number).where(condition).limit(left).subquery()
        left -= int(session.exec(select(func.count()).select_from(some)).one())
        if left <= 0:
            break
    return UNSEEN_COUNTED_TO + 1 - left
