"""Lists of issues in pages: the worst first, the oldest of them first, hidden ones only counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import apart_from, counted_to
from bot.domain.issues.finding import PAGE, Shown, shown_all
from bot.domain.issues.records import (
    ENDED,
    Helping,
    Issue,
    Report,
    Severity,
    State,
)
from bot.domain.people import Person, gone_from

UNSEEN_COUNTED_TO = 99


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
    SOURCE = "source"  # Which a source reported on.


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
    parts = [*_parts(me, which, of)]
    seen, most = _seen_by(me, here), (page + 1) * PAGE + 1
    # The first of each part stand in an index as they are wanted, however many there are.
    heads = [_head(me, part, seen, most).subquery() for part in parts]
    numbers = union_all(*(select(head.c.number) for head in heads))
    found = session.exec(
        select(Issue)
        .where(Issue.team_id == me.team_id, col(Issue.number).in_(numbers))
        .order_by(*_order(which))
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    unseen = 0 if which is Which.MINE else _unseen(session, me, parts, seen, here)
    return Page(shown_all(session, found[:PAGE], now), page, len(found) > PAGE, unseen)


def open_count(session: Session, owner: Person) -> int:
    """Return how many issues somebody owns and has not closed, counted no further than matters."""
    mine = and_(
        col(Issue.team_id) == owner.team_id,
        col(Issue.owner) == owner.number,
        col(Issue.open_rank) >= 0,
    )
    return counted_to(session, UNSEEN_COUNTED_TO, Issue.number, [mine])


@dataclass(frozen=True)
class _Part:
    """A part of a list, as an index holds it; `by` is how it stands there, if it does.

    `ranks` are those that its issues can have.
    """

    conditions: tuple[ColumnElement[bool], ...]
    by: tuple[Any, ...]
    ranks: tuple[int | None, ...] = tuple(range(len(Severity)))


_RANK, _NUMBER = col(Issue.open_rank), col(Issue.number)
_GOES_ON: ColumnElement[bool] = _RANK >= 0  # What has ended has no rank.
_WORST_FIRST = (_RANK, _NUMBER)
# Not as any index has it: else a database goes through all issues in their order to find a few.
_STILL_GOES_ON: ColumnElement[bool] = _RANK + 0 >= 0
_SORTED = (_RANK + 0, _NUMBER + 0)
_BY_WORTH = (col(Issue.worth).desc(), _NUMBER.desc())


def _head(me: Person, part: _Part, seen: ColumnElement[bool], most: int) -> SelectOfScalar[int]:
    first = select(Issue.number).where(Issue.team_id == me.team_id, *part.conditions, seen)
    return first.order_by(*part.by).limit(most)


def _order(which: Which) -> Sequence[Any]:
    if which is Which.WORTH:
        return _BY_WORTH
    ranks = {severity.value: rank for rank, severity in enumerate(Severity)}
    return (case(ranks, value=col(Issue.severity)), _NUMBER)


def _parts(me: Person, which: Which, of: str) -> Iterator[_Part]:
    if which is Which.OPEN:
        yield _Part((_GOES_ON,), _WORST_FIRST)
    elif which is Which.STATE:
        yield from _each_severity(State(of))
    elif which is Which.SEVERITY:
        rank = [*Severity].index(Severity(of))
        yield _Part((col(Issue.open_rank) == rank,), (_NUMBER,), (rank,))
    elif which is Which.WORTH:
        yield _Part((_GOES_ON, col(Issue.worth).is_not(None)), _BY_WORTH)
    elif which is Which.AREA:
        yield _Part((col(Issue.area) == int(of), _GOES_ON), _WORST_FIRST)
    elif which is Which.CHANNEL:
        yield _Part((col(Issue.channel_id) == of, _GOES_ON), _WORST_FIRST)
    else:
        yield from _parts_of_people(me, which, of)


def _parts_of_people(me: Person, which: Which, of: str) -> Iterator[_Part]:
    owner = col(Issue.owner)
    if which is Which.WITHOUT_OWNER:
        yield from _each_severity(State.NEW)
        yield _Part((_STILL_GOES_ON, owner.in_(gone_from(me.team_id))), _SORTED)
        return
    if which is Which.SOURCE:
        brought = select(Report.issue).where(Report.team_id == me.team_id, Report.source == of)
        yield _Part((_STILL_GOES_ON, _NUMBER.in_(brought)), _SORTED)
        return
    if which is not Which.MINE:
        yield _Part((owner == int(of), _GOES_ON), _WORST_FIRST)
        return
    helping = select(Helping.issue).where(
        Helping.team_id == me.team_id, Helping.person == me.number
    )
    yield _Part((owner == me.number, _GOES_ON), _WORST_FIRST)
    yield _Part((col(Issue.handover_to) == me.number, _GOES_ON), _WORST_FIRST)
    yield _Part((_STILL_GOES_ON, _NUMBER.in_(helping)), _SORTED)


def _each_severity(state: State) -> Iterator[_Part]:
    """Yield a part for each severity: what has ended is in a state, too, and has no rank."""
    is_in = col(Issue.state) == state
    for rank, severity in enumerate(Severity):
        ranks = (None if state in ENDED else rank,)
        yield _Part((is_in, col(Issue.severity) == severity), (_NUMBER,), ranks)


def _ranks(rank: int | None) -> ColumnElement[bool]:
    return col(Issue.open_rank).is_(None) if rank is None else col(Issue.open_rank) == rank


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
    session: Session, me: Person, parts: Sequence[_Part], seen: ColumnElement[bool], here: str
) -> int:
    # Only what is private can be hidden; without saying so, every public one is looked at.
    hidden = and_(col(Issue.team_id) == me.team_id, col(Issue.is_private).is_(True), ~seen)
    conditions = [
        and_(hidden, *part.conditions, _ranks(rank), side)
        for part in parts
        for rank in part.ranks
        for side in apart_from(Issue.channel_id, here)
    ]
    return counted_to(session, UNSEEN_COUNTED_TO, Issue.number, conditions)
