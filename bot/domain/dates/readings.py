"""The parts that every rule of the grammar shares: who asks, what is read, how sure it must be."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import today_in
from bot.domain.dates.answers import Why

WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
YEAR = r"20\d\d"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HORIZON = timedelta(days=5 * 366)


class Sure(IntEnum):
    """How plainly the words around a phrase say that it is a date."""

    BARE = 0  # It only ends a sentence: “call Ana friday”.
    ALONE = 1  # It is the whole text.
    LED = 2  # “on”, “at” or an hour stands with it.
    DEADLINE = 3  # “by”, “before”, “until”, “due”.


@dataclass(frozen=True)
class Asked:
    """When and where a phrase was typed, and how its writer writes numbers."""

    now: datetime
    zone: ZoneInfo
    day_first: bool | None = None
    end_of_day: time = time(18)

    @property
    def today(self) -> date:
        return today_in(self.zone, self.now)


@dataclass(frozen=True)
class Day:
    """A day that was read; `instead` is its other meaning.

    `by` replaces the day after “by”, and `before` after “before”, where those words move it: a
    whole period, such as “next month”, is over before it starts.
    """

    on: date
    instead: date | None = None
    by: date | None = None
    before: date | None = None


@dataclass(frozen=True)
class Doubt:
    """A date was meant and cannot be taken, if the words around are sure enough that one was."""

    why: Why
    choices: tuple[date, ...] = ()
    needs: Sure = Sure.ALONE


Reading = Day | Doubt | None


@dataclass(frozen=True)
class Rule:
    """A shape of words, how it is read, and how sure the words around must be."""

    shape: re.Pattern[str]
    read: Callable[[re.Match[str], Asked], Reading]
    needs: Sure = Sure.BARE


def rule(
    shape: str, read: Callable[[re.Match[str], Asked], Reading], needs: Sure = Sure.BARE
) -> Rule:
    return Rule(re.compile(shape), read, needs)


def number(word: str | None) -> int:
    """Return what a number of the grammar counts: `3`, `#3` (typed as a word) or an article."""
    return int(word.lstrip("#")) if word and word not in {"a", "an"} else 1


def made(year: int, month: int, day: int) -> date | None:
    """Return the date, or nothing where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_later(day: date, count: int) -> date:
    """Return the same day some months later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def coming(weekday: str, today: date) -> date:
    """Return the first such weekday after today."""
    ahead = (WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def agreeing(m: re.Match[str], reading: Reading, asked: Asked) -> Reading:
    """Return the reading if the weekday that stands with it is right, else ask which is meant."""
    parts = m.groupdict()
    weekday = parts.get("weekday") or parts.get("weekday_after")
    if weekday is None or not isinstance(reading, Day):
        return reading
    off = WEEKDAYS.index(weekday) - reading.on.weekday()
    if off == 0:
        return reading
    nearest = reading.on + timedelta(days=(off + 3) % 7 - 3)
    choices = sorted(day for day in (reading.on, nearest) if day >= asked.today)
    return Doubt(Why.AMBIGUOUS, tuple(choices), Sure.BARE)
