"""Rules for weeks, months, quarters and years: their ends, their starts, and the next one."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.calendar import next_working_day, previous_working_day
from bot.domain.dates.answers import Why
from bot.domain.dates.readings import (
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Asked,
    Day,
    Doubt,
    Reading,
    Sure,
    last_of_month,
    monday_of,
    month_later,
    rule,
)

ONE = timedelta(days=1)
WEEK = 7 * ONE
FRIDAY = 4
LAST_MONTH = 12


def start_of(unit: str, today: date, ahead: int = 0) -> date:
    """Return the first day of this week, month, quarter or year, or of one that many ahead."""
    if unit == "week":
        return monday_of(today) + ahead * WEEK
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    return month_later(first, ahead * months)


def end_of(unit: str, today: date, ahead: int = 0) -> date:
    """Return the last day; a week ends on Friday, and on Sunday for one who asks after that."""
    if unit != "week":
        return start_of(unit, today, ahead + 1) - ONE
    friday = start_of("week", today, ahead) + FRIDAY * ONE
    return friday if friday >= today else friday + 2 * ONE


def _middle_of(unit: str, today: date, ahead: int) -> date | None:
    if unit == "week":
        return start_of(unit, today, ahead) + 2 * ONE
    return start_of(unit, today, ahead) + 14 * ONE if unit == "month" else None


POINTS: dict[str, Callable[[str, date, int], date | None]] = {
    "end": end_of,
    "close": end_of,
    "start": start_of,
    "mid": _middle_of,
    "early": start_of,
    "late": end_of,
}


def _point_of(m: re.Match[str], asked: Asked) -> Reading:
    """Read the end, start or middle of a period; without “this”, one that is over is the next."""
    point, which, unit = m["point"], m["which"], m["unit"]
    on = POINTS[point](unit, asked.today, 1 if which == "next" else 0)
    if on and on < asked.today:
        if which:
            return Doubt(Why.PAST)
        on = POINTS[point](unit, asked.today, 1)
    return Day(on, before=on) if on else None


def _end_of_this(m: re.Match[str], asked: Asked) -> Reading:
    on = end_of(m[1], asked.today)
    return Day(on, before=on)


def _next(m: re.Match[str], asked: Asked) -> Reading:
    """Read “next week” as its first day, since that keeps the promise in either sense."""
    return _whole(m[1], asked.today, 1)


def _after_next(m: re.Match[str], asked: Asked) -> Reading:
    return _whole(m[1], asked.today, 2)


def _whole(unit: str, today: date, ahead: int) -> Day:
    on = start_of(unit, today, ahead)
    before = end_of(unit, today, ahead - 1)
    return Day(on, instead=end_of(unit, today, ahead), before=before)


def _weekend(m: re.Match[str], asked: Asked) -> Reading:
    """Read a weekend as its Sunday, but “by the weekend” as its first day."""
    today = asked.today
    sunday = monday_of(today) + 6 * ONE
    if m[1] == "next" or (m[1] and "coming" in m[1] and today >= sunday - ONE):
        this = sunday if sunday > today and m[1] == "next" else None
        return Day(sunday + WEEK, instead=this, by=sunday + 6 * ONE, before=sunday + 5 * ONE)
    return Day(sunday, by=max(sunday - ONE, today), before=max(sunday - 2 * ONE, today))


def _quarter(m: re.Match[str], asked: Asked) -> Reading:
    parts = m.groupdict()
    unit = "quarter" if m["unit"] == "q" else "half"
    months = {"quarter": 3, "half": 6}[unit]
    first_month = (int(m["count"]) - 1) * months + 1
    if first_month > LAST_MONTH:
        return None
    first = date(int(m["year"] or asked.today.year), first_month, 1)
    if not m["year"] and end_of(unit, first) < asked.today:
        first = first.replace(year=first.year + 1)
    return _in_period(parts.get("point"), first, end_of(unit, first), asked.today)


def _month(m: re.Match[str], asked: Asked) -> Reading:
    """Read “by May” as its last day and “before May” as the day before it begins."""
    today = asked.today
    month = MONTHS.index(m["month"]) + 1
    year = int(m["year"]) if m["year"] else today.year + (month < today.month)
    first = date(year, month, 1)
    return _in_period(m.groupdict().get("point"), first, last_of_month(first), today)


def _year(m: re.Match[str], asked: Asked) -> Reading:
    first = date(int(m["year"]), 1, 1)
    return _in_period(m["point"], first, first.replace(month=12, day=31), asked.today)


def _in_period(point: str | None, first: date, last: date, today: date) -> Reading:
    if point == "start":
        return Day(first) if first >= today else Doubt(Why.PAST, needs=Sure.LED)
    if point == "mid":
        middle = first + 14 * ONE
        return Day(middle) if middle >= today else Doubt(Why.PAST, needs=Sure.LED)
    if last < today:
        return Doubt(Why.PAST, needs=Sure.LED)
    if point:
        return Day(last, before=last)
    before = first - ONE
    return Day(last, instead=first if first > today else None, before=before)


def _edge_day(m: re.Match[str], asked: Asked) -> Reading:
    """Read the first or last, perhaps working, day of a month or a longer period."""
    first, last = _span_of(m, asked, 0)
    on = _edge(m, first, last)
    if on < asked.today and not (m["which"] or m["year"]):
        on = _edge(m, *_span_of(m, asked, 1))
    return Day(on, before=on) if on >= asked.today else Doubt(Why.PAST)


def _edge(m: re.Match[str], first: date, last: date) -> date:
    if m["edge"] == "last":
        return previous_working_day(last + ONE) if m["working"] else last
    return next_working_day(first) if m["working"] else first


def _span_of(m: re.Match[str], asked: Asked, later: int) -> tuple[date, date]:
    """Return the first and last day of the period that a rule names."""
    if m["month"]:
        first = _named_month(m["month"], m["year"], asked.today, later)
        return first, last_of_month(first)
    ahead = later + (m["which"] == "next")
    first = start_of(m["unit"], asked.today, ahead)
    return first, start_of(m["unit"], asked.today, ahead + 1) - ONE


def _named_month(name: str, year: str | None, today: date, later: int) -> date:
    month = MONTHS.index(name) + 1
    return date(int(year) if year else today.year + (month < today.month) + later, month, 1)


def _nth_weekday(m: re.Match[str], asked: Asked) -> Reading:
    on = _nth(m, _span_of(m, asked, 0)[0])
    if on and on < asked.today and not (m["which"] or m["year"]):
        on = _nth(m, _span_of(m, asked, 1)[0])
    if on is None:
        return Doubt(Why.IMPOSSIBLE)
    return Day(on) if on >= asked.today else Doubt(Why.PAST)


def _nth(m: re.Match[str], first: date) -> date | None:
    weekday = WEEKDAYS.index(m["weekday"])
    if m["nth"] == "last":
        last = last_of_month(first)
        return last - (last.weekday() - weekday) % 7 * ONE
    count = int(m["nth"].strip("oth"))
    on = first + ((weekday - first.weekday()) % 7 + 7 * (count - 1)) * ONE
    return on if on.month == first.month else None


UNIT = "(?P<unit>week|month|quarter|year)"
NAMED_MONTH = rf"(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
OF_MONTH = rf"(?:of|in) (?:(?:(?P<which>this|next) )?(?P<unit>month)|{NAMED_MONTH})"
QUARTER = rf"(?P<unit>[qh])(?P<count>[1-4])(?: (?P<year>{YEAR}))?"
RULES = (
    rule(rf"(?P<point>end|close|start|mid) (?:of )?(?:(?P<which>this|next) )?{UNIT}", _point_of),
    rule(r"(?P<point>early|late) (?P<which>this|next) (?P<unit>week)", _point_of),
    rule(r"(?P<unit>week|month|quarter|year)(?P<which>) (?P<point>end|close)", _point_of),
    rule(r"(?:later |sometime )?this (week|month|quarter|year)", _end_of_this),
    rule(r"(?:sometime )?next (week|month|quarter|year)", _next),
    rule(r"(week|month|quarter) after next", _after_next),
    rule(r"(?:over )?(?:(this|next|coming|this coming|upcoming) )?weekend", _weekend),
    rule(QUARTER.replace(")?", ")"), _quarter, Sure.ALONE),
    rule(QUARTER, _quarter, Sure.DEADLINE),
    rule(rf"(?P<point>end|close|start) (?:of )?{QUARTER}", _quarter),
    rule(rf"{QUARTER} (?P<point>end|close)", _quarter),
    rule(NAMED_MONTH.replace(")?", ")"), _month, Sure.ALONE),
    rule(NAMED_MONTH, _month, Sure.DEADLINE),
    rule(rf"(?P<point>end) (?:of )?{NAMED_MONTH}", _month),
    rule(rf"(?P<point>start|mid) (?:of )?{NAMED_MONTH}", _month, Sure.ALONE),
    rule(rf"(?P<point>end|start) (?:of )?(?:year )?(?P<year>{YEAR})", _year),
    rule(
        rf"(?P<edge>o1|1th|last) (?:(?P<working>working |business ))?day (?:of|in) "
        rf"(?:(?:(?P<which>this|next) )?{UNIT}|{NAMED_MONTH})",
        _edge_day,
    ),
    rule(rf"(?P<nth>o[1-5]|[1-5]th|last) (?P<weekday>{WEEKDAY}) {OF_MONTH}", _nth_weekday),
)
