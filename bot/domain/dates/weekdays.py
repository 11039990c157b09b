"""Rules for the days around today: today, tomorrow, this Friday, next Tuesday, Friday week."""

import re
from datetime import date, timedelta

from bot.domain.dates.answers import Why
from bot.domain.dates.readings import (
    WEEKDAY,
    WEEKDAYS,
    Asked,
    Day,
    Doubt,
    Reading,
    Sure,
    agreeing,
    coming,
    monday_of,
    rule,
)

WEEK = timedelta(days=7)
AHEAD = {"today": 0, "tomorrow": 1}


def _relative(m: re.Match[str], asked: Asked) -> Reading:
    return agreeing(m, Day(asked.today + timedelta(days=AHEAD[m["near"]])), asked)


def _day_after_tomorrow(_: re.Match[str], asked: Asked) -> Reading:
    return Day(asked.today + timedelta(days=2))


def _over(_: re.Match[str], __: Asked) -> Reading:
    return Doubt(Why.PAST, needs=Sure.DEADLINE)


def _weekday(m: re.Match[str], asked: Asked) -> Reading:
    """Read a weekday as the coming one, never today: who means today says so."""
    today = asked.today
    which, weekday = m[1], m[2]
    if which == "next":
        return _of_next_week(weekday, today)
    if which == "this":
        return Day(coming(weekday, today - timedelta(days=1)))
    is_today = WEEKDAYS[today.weekday()] == weekday
    return Day(coming(weekday, today), instead=today if is_today and not which else None)


def _of_next_week(weekday: str, today: date) -> Day:
    """Read “next” as the week after this one; the coming day is what others mean by it."""
    on = _in_week_of(today + WEEK, weekday)
    this = on - WEEK
    return Day(on, instead=this if this > today else None)


def _of_named_week(m: re.Match[str], asked: Asked) -> Reading:
    parts = m.groupdict()
    if parts.get("which") == "next":
        return Day(_in_week_of(asked.today + WEEK, parts["weekday"]))
    on = _in_week_of(asked.today, parts["weekday"])
    return Day(on) if on >= asked.today else Doubt(Why.PAST)


def _weeks_after(m: re.Match[str], asked: Asked) -> Reading:
    """Read the British “Friday week”: a week after the coming Friday."""
    return Day(coming(m[1], asked.today) + (WEEK if m[2] == "week" else 2 * WEEK))


def _in_week_of(day: date, weekday: str) -> date:
    return monday_of(day) + timedelta(days=WEEKDAYS.index(weekday))


PACE = "(?:(?:early|late|later|o1 thing)(?: on)? )?"
WHICH = "(this|next|coming|upcoming|this coming|this upcoming)"
RULES = (
    rule(rf"{PACE}(?P<near>today|tomorrow)(?: (?P<weekday_after>{WEEKDAY}))?", _relative),
    rule(rf"(?P<weekday>{WEEKDAY}) (?P<near>today|tomorrow)", _relative),
    rule(r"day after tomorrow", _day_after_tomorrow),
    rule(rf"{PACE}(?:{WHICH} )?({WEEKDAY})", _weekday),
    rule(rf"{PACE}(?P<weekday>{WEEKDAY})(?: of)? (?P<which>this|next) week", _of_named_week),
    rule(rf"(?P<which>this|next) week (?:on )?(?P<weekday>{WEEKDAY})", _of_named_week),
    rule(rf"this (?P<weekday>{WEEKDAY}) (?P<which>this) week", _of_named_week),
    rule(rf"next (?P<weekday>{WEEKDAY}) (?P<which>next) week", _of_named_week),
    rule(rf"({WEEKDAY}) (week|fortnight)", _weeks_after),
    rule(
        rf"(?:day before )?yesterday|last (?:{WEEKDAY}|week|month|quarter|year|night|weekend)",
        _over,
    ),
    rule(rf"(?:this )?past (?:{WEEKDAY}|week|month|quarter|year|weekend)", _over),
    rule(
        r"(?:a|an|#?\d{1,4}|(?:a )?couple(?: of)?) "
        r"(?:day|week|fortnight|month|quarter|year|hour|minute)s? ago",
        _over,
    ),
)
