"""Rules that count: in two weeks, within 3 working days, in an hour, a week from Friday."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import add_working_days
from bot.domain.dates.answers import Why
from bot.domain.dates.readings import (
    WEEKDAY,
    Asked,
    Day,
    Doubt,
    Reading,
    coming,
    month_later,
    number,
    rule,
)

DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
PAIR = 2


def _days_ahead(m: re.Match[str], asked: Asked) -> Reading:
    return _counted(m, asked.today)


def _days_after(m: re.Match[str], asked: Asked) -> Reading:
    from_day = m["from"]
    if from_day in {"now", "today"}:
        return _counted(m, asked.today)
    if from_day == "tomorrow":
        return _counted(m, asked.today + timedelta(days=1))
    return _counted(m, coming(from_day, asked.today))


def _counted(m: re.Match[str], start: date) -> Reading:
    count = PAIR if "couple" in (m["count"] or "") else number(m["count"])
    try:
        return Day(_later(start, count, m["unit"]))
    except (OverflowError, ValueError):
        return Doubt(Why.IMPOSSIBLE)


def _later(start: date, count: int, unit: str) -> date:
    if unit in DAYS:
        return start + timedelta(days=count * DAYS[unit])
    if unit in MONTHS:
        return month_later(start, count * MONTHS[unit])
    return add_working_days(start, count)


def _today(_: re.Match[str], asked: Asked) -> Reading:
    return Day(asked.today)


def _bare_next(m: re.Match[str], asked: Asked) -> Reading:
    """Read “in the next week” as the seven days from now."""
    return Day(_later(asked.today, 1, m["unit"]))


COUNT = r"(?P<count>an?|#?\d{1,4}|(?:a )?couple(?: of)?)"
UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|(?:working|business) day)s?"
WEEKS = r"(?P<unit>week|fortnight)s?"
RULES = (
    rule(
        rf"(?:in|within)(?: next| coming)? {COUNT} {UNIT}(?: time)?(?: from (?:now|today))?",
        _days_ahead,
    ),
    rule(r"(?:in|within) next (?P<unit>day|week|month)", _bare_next),
    rule(r"within this day", _today),
    rule(
        rf"(?:{COUNT} )?{UNIT} (?:from|after) (?P<from>now|today|tomorrow|{WEEKDAY})", _days_after
    ),
    rule(rf"{COUNT} {WEEKS} (?P<from>today|tomorrow)", _days_after),
    rule(rf"{COUNT} {WEEKS} on (?P<from>{WEEKDAY})", _days_after),
)

HOURS = re.compile(
    r"(?:in|within) (?:(?:next )?(?P<hours>an?|#?\d{1,4}) hours?(?P<half> and a half)?"
    r"(?:(?: and)? (?P<odd>#?\d{1,4}) minutes?)?"
    r"|(?:next )?(?P<minutes>an?|#?\d{1,4}) minutes?|(?P<half_hour>half an? hour|a half hour)"
    r"|next (?P<next>hour)|(?P<this>this hour))(?: time)?(?: from now)?"
    r"|(?P<from_hours>an?|#?\d{1,4}) hours? from now"
    r"|(?P<half_from>half an hour) from now"
    r"|(?P<from_minutes>an?|#?\d{1,4}) minutes? from now"
)
HALF_HOUR = 30
HOUR = 60


def instant_in(phrase: str, asked: Asked) -> datetime | None:
    """Return the instant of “in 90 minutes” and its like, in whole minutes, UTC."""
    m = HOURS.fullmatch(phrase)
    minutes = _minutes(m) if m else 0
    if not minutes:
        return None
    return asked.now.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def _minutes(m: re.Match[str]) -> int:
    hours, minutes = m["hours"] or m["from_hours"], m["minutes"] or m["from_minutes"]
    if hours:
        odd = number(m["odd"]) if m["odd"] else 0
        return number(hours) * HOUR + odd + (HALF_HOUR if m["half"] else 0)
    if minutes:
        return number(minutes)
    return HALF_HOUR if m["half_hour"] or m["half_from"] else HOUR
