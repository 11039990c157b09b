"""The board: how it stands in each area, in numbers only, and never as a ranking."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from bot.domain.answers import Kind, Said
from bot.domain.areas import Area, AreaMember, areas_of
from bot.domain.calendar import today_in
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.issues.contracts import Contract, Handing
from bot.domain.issues.handings import COUNTS_AFTER
from bot.domain.issues.records import ENDED, Issue, State
from bot.domain.people import Person
from bot.domain.scenes import Scene

PROMISES_OF = timedelta(weeks=13)


@dataclass
class Row:
    """One area in numbers; those nobody has placed yet have a row without one."""

    area: Area | None
    open: int = 0
    unowned: int = 0
    oldest: datetime | None = None  # Since when the oldest stands where it is.
    stands_at: State | None = None
    handed_in_time: int = 0
    handed_late: int = 0
    kept: int = 0
    late: int = 0


@dataclass(frozen=True)
class Board:
    """All areas in alphabetical order."""

    rows: Sequence[Row] = field(default_factory=tuple)


def board(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`board`: all areas in numbers."""
    del text, now
    areas_of(session, me.team_id)  # A new workspace starts with the preset ones.
    return Said(Kind.BOARD, {"here": scene.channel_id})


def board_of(session: Session, team_id: str, reader: Person, now: datetime) -> Board:
    """Return the board; private records count in it, and nothing more is said of them."""
    found = select(Area).where(Area.team_id == team_id)
    areas = sorted(session.exec(found).all(), key=lambda area: area.name.casefold())
    rows: dict[int | None, Row] = {area.number: Row(area) for area in areas}
    rows[None] = Row(None)
    _add_issues(session, team_id, rows)
    _add_handings(session, team_id, rows, now)
    _add_promises(session, team_id, rows, today_in(reader.zoneinfo, now))
    return Board([row for row in rows.values() if row.area or row.open])


def _add_issues(session: Session, team_id: str, rows: dict[int | None, Row]) -> None:
    counted = (
        select(Issue.area, Issue.state, func.count(), func.min(Issue.entered_at))
        .where(Issue.team_id == team_id, col(Issue.state).not_in(ENDED))
        .group_by(col(Issue.area), col(Issue.state))
    )
    for area, state, number, since in session.exec(counted):
        row = rows[area]
        row.open += number
        row.unowned += number if state is State.NEW else 0
        if row.oldest is None or since < row.oldest:
            row.oldest, row.stands_at = since, State(state)


def _add_handings(
    session: Session, team_id: str, rows: dict[int | None, Row], now: datetime
) -> None:
    fresh: dict[int, int] = defaultdict(int)  # What the giver has not heard of for a day.
    said = select(Handing.contract).where(
        Handing.team_id == team_id,
        col(Handing.is_kept).is_(False),
        col(Handing.said_by).is_not(None),
        col(Handing.ended_at) > now - COUNTS_AFTER,
    )
    for number in session.exec(said):
        fresh[number] += 1
    for contract in session.exec(select(Contract).where(Contract.team_id == team_id)):
        row = rows[contract.giver]
        row.handed_in_time += contract.kept
        row.handed_late += contract.broken - fresh[contract.number]


def _add_promises(session: Session, team_id: str, rows: dict[int | None, Row], today: date) -> None:
    """Count what was promised for the last quarter of a year and is done, in time or late."""
    in_time = col(Commitment.broken_on).is_(None) & (
        col(Commitment.settled_on) <= col(Commitment.due_on)
    )
    counted = (
        select(AreaMember.area, func.count(), func.sum(case((in_time, 1), else_=0)))
        .join(Commitment, col(Commitment.owner) == col(AreaMember.person))
        .where(
            AreaMember.team_id == team_id,
            Commitment.team_id == team_id,
            Commitment.state == Stage.DONE,
            col(Commitment.due_on) > today - PROMISES_OF,
        )
        .group_by(col(AreaMember.area))
    )
    for area, number, kept in session.exec(counted):
        rows[area].kept += kept
        rows[area].late += number - kept
