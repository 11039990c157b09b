"""Which days a rule names: the few kinds of RRULE a forum can follow, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

from bot.errors import UserError

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = range(5)
LAST = -1
MOST_WEEKS, MOST_MONTHS = 26, 12
# Every month has these; a later one is the month's last day where it has none.
SURE_DAYS = 28
LONGEST_MONTH = 31
NTHS = (1, 2, 3, 4, LAST)
ENDS = (1, LAST)


class NotARhythm(UserError):
    """I can follow “every 2 weeks tue 10:00” or “last friday of the month”, but not that rule."""


@dataclass(frozen=True)
class _Every:
    """What all rules share: each so many weeks or months."""

    every: int

    def _refuse_unless(self, *, so: bool, most: int) -> None:
        if not (so and 1 <= self.every <= most):
            raise NotARhythm

    def _text(self, frequency: str, *parts: str) -> str:
        interval = (f"INTERVAL={self.every}",) if self.every > 1 else ()
        return ";".join((f"FREQ={frequency}", *interval, *parts))


@dataclass(frozen=True)
class Weekly(_Every):
    """On these days of each so many weeks; days count from Monday, which is 0."""

    days: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", tuple(sorted(set(self.days))))
        known = bool(self.days) and all(0 <= day < len(DAYS) for day in self.days)
        self._refuse_unless(so=known, most=MOST_WEEKS)

    @property
    def text(self) -> str:
        return self._text("WEEKLY", f"BYDAY={','.join(DAYS[day] for day in self.days)}")

    def counted_from(self, start: date) -> rrule:
        days = [weekday(day) for day in self.days]
        return rrule(WEEKLY, _midnight(start), self.every, MO, byweekday=days)


@dataclass(frozen=True)
class Monthly(_Every):
    """On the same date of each so many months; -1 is the last day."""

    day: int

    def __post_init__(self) -> None:
        known = self.day == LAST or 1 <= self.day <= LONGEST_MONTH
        self._refuse_unless(so=known, most=MOST_MONTHS)

    @property
    def text(self) -> str:
        return self._text("MONTHLY", f"BYMONTHDAY={self.day}")

    def counted_from(self, start: date) -> rrule:
        if self.day <= SURE_DAYS:
            return rrule(MONTHLY, _midnight(start), self.every, bymonthday=self.day)
        days = range(SURE_DAYS, self.day + 1)
        return rrule(MONTHLY, _midnight(start), self.every, bymonthday=days, bysetpos=LAST)


@dataclass(frozen=True)
class MonthlyWeekday(_Every):
    """On the first to fourth or the last of one weekday of each so many months."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        known = self.nth in NTHS and 0 <= self.weekday < len(DAYS)
        self._refuse_unless(so=known, most=MOST_MONTHS)

    @property
    def text(self) -> str:
        return self._text("MONTHLY", f"BYDAY={self.nth}{DAYS[self.weekday]}")

    def counted_from(self, start: date) -> rrule:
        day = weekday(self.weekday, self.nth)
        return rrule(MONTHLY, _midnight(start), self.every, byweekday=day)


@dataclass(frozen=True)
class MonthlyWorkingDay(_Every):
    """On the first or the last day from Monday to Friday of each so many months."""

    nth: int

    def __post_init__(self) -> None:
        self._refuse_unless(so=self.nth in ENDS, most=MOST_MONTHS)

    @property
    def text(self) -> str:
        days = ",".join(DAYS[day] for day in WORKING_DAYS)
        return self._text("MONTHLY", f"BYDAY={days}", f"BYSETPOS={self.nth}")

    def counted_from(self, start: date) -> rrule:
        days = [weekday(day) for day in WORKING_DAYS]
        return rrule(MONTHLY, _midnight(start), self.every, byweekday=days, bysetpos=self.nth)


Rule = Weekly | Monthly | MonthlyWeekday | MonthlyWorkingDay

_DAY = "|".join(DAYS)
_NUMBER = r"[1-9]\d?"
_SHAPES = {
    Weekly: rf"BYDAY=(?P<days>(?:{_DAY})(?:,(?:{_DAY}))*)",
    Monthly: rf"BYMONTHDAY=(?P<day>-1|{_NUMBER})",
    MonthlyWeekday: rf"BYDAY=(?P<nth>-1|[1-4])(?P<weekday>{_DAY})",
    MonthlyWorkingDay: r"BYDAY=MO,TU,WE,TH,FR;BYSETPOS=(?P<nth>-1|1)",
}
_RULES = tuple(
    (
        kind,
        re.compile(
            rf"FREQ={'WEEKLY' if kind is Weekly else 'MONTHLY'}"
            rf"(?:;INTERVAL=(?P<every>{_NUMBER}))?;{shape}"
        ),
    )
    for kind, shape in _SHAPES.items()
)


def rule_in(text: str) -> Rule:
    """Return the rule that a stored text says; refuse every other recurrence there is."""
    for kind, shape in _RULES:
        if found := shape.fullmatch(text):
            parts: dict[str, Any] = {
                name: _value(name, said) for name, said in found.groupdict().items()
            }
            rule: Rule = kind(**parts)
            return rule
    raise NotARhythm


def _value(name: str, said: str | None) -> int | tuple[int, ...]:
    if name == "days":
        return tuple(DAYS.index(day) for day in (said or "").split(","))
    if name == "weekday":
        return DAYS.index(said or "")
    return int(said or 1)


def days_of(rule: Rule, anchor: date, since: date) -> Iterator[date]:
    """Yield the rule's days from one day on, none before the anchor, in order and without end."""
    start = max(anchor, _in_step(rule, anchor, since))
    return (each.date() for each in rule.counted_from(start) if each.date() >= since)


def _in_step(rule: Rule, anchor: date, since: date) -> date:
    """Return where the period begins in which a day lies, counted from the anchor.

    dateutil walks from its start, so a start years back would be paid for at every question.
    """
    if since <= anchor:
        return anchor
    if isinstance(rule, Weekly):
        first = anchor - timedelta(days=anchor.weekday())
        weeks = (since - first).days // 7
        return first + timedelta(weeks=weeks - weeks % rule.every)
    months = (since.year - anchor.year) * 12 + since.month - anchor.month
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months - months % rule.every, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
