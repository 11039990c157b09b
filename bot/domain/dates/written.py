"""Rules for dates written out: 31 March, Mar 31 2026, 2026-12-01, 31/3, the 15th, Christmas."""

import re
from datetime import date, timedelta

from bot.domain.dates.answers import Why
from bot.domain.dates.readings import (
    MONTH,
    MONTHS,
    WEEKDAY,
    YEAR,
    Asked,
    Day,
    Doubt,
    Reading,
    Sure,
    agreeing,
    last_of_month,
    made,
    monday_of,
    month_later,
    rule,
)
from bot.domain.dates.slashes import slashed

LONGEST_MONTH = 31
ALWAYS = "24/7"
ONE = timedelta(days=1)


def _with_month(m: re.Match[str], asked: Asked) -> Reading:
    day, month = int(m["day"].strip("oth")), MONTHS.index(m["month"]) + 1
    if m["year"]:
        on = made(int(m["year"]), month, day)
    else:
        today = asked.today
        on = made(today.year + ((month, day) < (today.month, today.day)), month, day)
    if on is None:
        return Doubt(Why.IMPOSSIBLE, needs=Sure.BARE if day <= LONGEST_MONTH else Sure.DEADLINE)
    return agreeing(m, _not_past(on, asked), asked)


def _iso(m: re.Match[str], asked: Asked) -> Reading:
    on = made(int(m["year"]), int(m["month"]), int(m["day"]))
    if on is None:
        return Doubt(Why.IMPOSSIBLE, needs=Sure.BARE)
    return agreeing(m, _not_past(on, asked), asked)


def _slashed(m: re.Match[str], asked: Asked) -> Reading:
    if m[0] == ALWAYS:
        return None
    return agreeing(m, slashed(int(m["a"]), int(m["b"]), m["year"], asked), asked)


def _dotted(m: re.Match[str], asked: Asked) -> Reading:
    on = made(int(m["year"]), int(m["b"]), int(m["a"]))
    return (
        agreeing(m, _not_past(on, asked), asked) if on else Doubt(Why.IMPOSSIBLE, needs=Sure.BARE)
    )


def _not_past(on: date, asked: Asked) -> Reading:
    return Day(on) if on >= asked.today else Doubt(Why.PAST, needs=Sure.BARE)


def _nth(m: re.Match[str], asked: Asked) -> Reading:
    """Read “the 15th” as the next one; where this month is too short for it, ask."""
    day, today = int(m["day"].strip("oth")), asked.today
    if not 1 <= day <= LONGEST_MONTH:
        return Doubt(Why.IMPOSSIBLE, needs=Sure.DEADLINE)
    ahead = m["which"] == "next" or (not m["which"] and day < today.day)
    month = month_later(today.replace(day=1), int(ahead))
    on = made(month.year, month.month, day)
    if on is None:
        last = last_of_month(month)
        return Doubt(Why.IMPOSSIBLE, (last, last + timedelta(days=day)))
    return agreeing(m, Day(on) if on >= today else Doubt(Why.PAST), asked)


def _week_of(m: re.Match[str], asked: Asked) -> Reading:
    """Read “week of 6 April” as its first working day that is still to come."""
    day = _nth(m, asked) if not m["month"] else _with_month(m, asked)
    if not isinstance(day, Day):
        return day
    monday = monday_of(day.on)
    friday = monday + timedelta(days=4)
    return Day(max(monday, asked.today), instead=friday if friday > asked.today else None)


def _feast(m: re.Match[str], asked: Asked) -> Reading:
    month, day = FEASTS[m["feast"]]
    today = asked.today
    on = date(today.year + ((month, day) < (today.month, today.day)), month, day)
    return Day(on, before=max(on - ONE, today))


FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year eve": (12, 31),
    "new years eve": (12, 31),
    "new year day": (1, 1),
    "new years day": (1, 1),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine day": (2, 14),
}
LED_BY_WEEKDAY = rf"(?:(?:(?:this|next|coming) )?(?P<weekday>{WEEKDAY}) (?:on )?)?"
WEEKDAY_AFTER = rf"(?: (?P<weekday_after>{WEEKDAY}))?"
DAY = r"(?P<day>\d\d?|\d\d?th)"
NTH = r"(?P<day>\d\d?th|o1)"
OF_YEAR = rf"(?: (?P<year>{YEAR}))?"
NAMED = rf"(?:(?P<day>\d\d?|\d\d?th|o1)(?: of)? (?P<month>{MONTH}){OF_YEAR})"
TURNED = rf"(?:(?P<month>{MONTH}) {DAY}{OF_YEAR})"
RULES = (
    rule(rf"{LED_BY_WEEKDAY}{NAMED}{WEEKDAY_AFTER}", _with_month),
    rule(rf"{LED_BY_WEEKDAY}{TURNED}{WEEKDAY_AFTER}", _with_month),
    rule(rf"{LED_BY_WEEKDAY}(?P<year>{YEAR})-(?P<month>\d\d?)-(?P<day>\d\d?){WEEKDAY_AFTER}", _iso),
    rule(
        rf"{LED_BY_WEEKDAY}(?P<a>\d\d?)/(?P<b>\d\d?)(?P<year>){WEEKDAY_AFTER}", _slashed, Sure.ALONE
    ),
    rule(
        rf"{LED_BY_WEEKDAY}(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>(?:20)?\d\d){WEEKDAY_AFTER}", _slashed
    ),
    rule(rf"{LED_BY_WEEKDAY}(?P<a>\d\d?)\.(?P<b>\d\d?)\.(?P<year>{YEAR}){WEEKDAY_AFTER}", _dotted),
    rule(rf"(?:(?:this|next|coming) )?(?P<weekday>{WEEKDAY}) {NTH}(?P<which>)", _nth),
    # A smaller number after a weekday could be an hour.
    rule(rf"(?P<weekday>{WEEKDAY}) (?P<day>1[3-9]|2\d|3[01])(?P<which>)", _nth),
    rule(rf"{NTH}(?:(?: of)? (?P<which>this|next))? month", _nth),
    rule(rf"{NTH} of (?P<which>)month", _nth),
    rule(r"(?P<day>\d\d?th)(?P<which>)", _nth, Sure.ALONE),
    rule(rf"week of {NAMED}", _week_of),
    rule(rf"week of {TURNED}", _week_of),
    rule(r"week of (?P<day>\d\d?th)(?P<which>)(?P<month>)", _week_of),
    rule(rf"(?P<feast>{'|'.join(FEASTS)})", _feast, Sure.ALONE),
)
