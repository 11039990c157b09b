"""Reports by touchpoint and week: how many, what is usual, and when it is clearly more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, lgamma, log

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.issues.records import WeekCount
from bot.domain.issues.reporting import NO_TOUCHPOINT, week_of
from bot.domain.issues.touchpoints import Touchpoint
from bot.errors import UserError

WEEK = timedelta(weeks=1)
IN_VIEW = 13  # Weeks, this one included: a quarter of a year.
COMPARED = 8  # With so many weeks before it a week is compared.
FEWEST = 4  # Of them; with fewer nobody knows what is usual.
LEAST = 3  # Reports in a week, before anybody speaks of more than usual.
# So rarely a week like the ones before would bring that many or more (Poisson).
CHANCE = 0.01
HALF = 0.5  # A report is added to what was counted, since a mean of few is uncertain.


class NoSuchTouchpoint(UserError):
    """I know no touchpoint called “{name}”. These are used here: {known}."""


@dataclass(frozen=True)
class Trend:
    """One touchpoint over the weeks in view, the last one being this week."""

    touchpoint: Touchpoint | None  # None: reports that name none.
    counts: Sequence[int]
    compared: int  # With how many weeks this one is compared; with none, nothing is usual yet.

    @property
    def this_week(self) -> int:
        return self.counts[-1]

    @property
    def before(self) -> Sequence[int]:
        return self.counts[-1 - self.compared : -1]

    @property
    def usual(self) -> float:
        return sum(self.before) / self.compared if self.compared else 0.0

    @property
    def is_more(self) -> bool:
        return is_more(self.this_week, self.before)

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Trends:
    """All touchpoints that had a report in the weeks in view, along the customers' journey."""

    weeks: Sequence[date]  # The Monday of each.
    trends: Sequence[Trend]

    @property
    def this_week(self) -> int:
        return sum(trend.this_week for trend in self.trends)


def is_more(count: int, before: Sequence[int]) -> bool:
    """Tell whether so many reports are clearly more than in the weeks before.

    Percentages say nothing of small numbers, so it asks how often as many would come by chance:
    with one report a week it takes five, with two it takes seven, with none it takes three.
    """
    if count < LEAST or len(before) < FEWEST:
        return False
    return _chance_of(count, (sum(before) + HALF) / len(before)) < CHANCE


def trends_of(
    session: Session, team_id: str, now: datetime, touchpoint: int | None = None
) -> Trends:
    """Return the trend of every touchpoint, or of one; it costs the same for any number of reports.

    Reports on issues that not everybody may see are counted, too: a number says nothing of them.
    """
    this = week_of(now)
    weeks = [this - WEEK * ago for ago in reversed(range(IN_VIEW))]
    counted = _counted(session, team_id, weeks[0], touchpoint)
    known = min(COMPARED, weeks_known(session, team_id, this))
    places = _touchpoints(session, team_id, counted)
    trends = [
        Trend(each, [counted[number].get(week, 0) for week in weeks], known)
        for number, each in places
    ]
    return Trends(weeks, trends)


def weeks_known(session: Session, team_id: str, this: date) -> int:
    """Return how many weeks before this one a workspace has counted reports."""
    first = select(func.min(WeekCount.week)).where(WeekCount.team_id == team_id)
    began = session.exec(first).one()
    return max(0, (this - began) // WEEK) if began else 0


def _counted(
    session: Session, team_id: str, since: date, touchpoint: int | None
) -> dict[int, dict[date, int]]:
    rows = select(WeekCount).where(WeekCount.team_id == team_id, col(WeekCount.week) >= since)
    if touchpoint is not None:
        rows = rows.where(WeekCount.touchpoint == touchpoint)
    counted: dict[int, dict[date, int]] = {} if touchpoint is None else {touchpoint: {}}
    for row in session.exec(rows):
        counted.setdefault(row.touchpoint, {})[row.week] = row.reports
    return counted


def _touchpoints(
    session: Session, team_id: str, numbers: Iterable[int]
) -> list[tuple[int, Touchpoint | None]]:
    """Return touchpoints along the journey; what names none comes last."""
    found = {number: session.get(Touchpoint, (team_id, number)) for number in numbers}
    there = sorted((each for each in found.values() if each), key=lambda each: each.place)
    none: list[tuple[int, Touchpoint | None]] = [
        (NO_TOUCHPOINT, None) for number in found if number == NO_TOUCHPOINT
    ]
    return [*((each.number, each) for each in there), *none]


def _chance_of(count: int, mean: float) -> float:
    """Return how likely that many or more are where so many are the mean (Poisson)."""
    fewer = sum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count))
    return 1 - fewer
