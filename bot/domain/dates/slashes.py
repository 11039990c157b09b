"""Dates such as 3/4, which mean March to some and April to others."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dates.answers import Why
from bot.domain.dates.readings import Asked, Day, Doubt, Reading, Sure, made

LAST_MONTH = 12
LONGEST_MONTH = 31
FAR_AWAY = timedelta(days=270)
# Whoever sits here writes the month first; the rest of the Americas is mixed.
MONTH_FIRST = {
    *("America/Anchorage", "America/Boise", "America/Chicago", "America/Denver"),
    *("America/Detroit", "America/Indiana/Indianapolis", "America/Juneau", "America/Los_Angeles"),
    *("America/Kentucky/Louisville", "America/New_York", "America/Phoenix", "Pacific/Honolulu"),
}
DAY_FIRST = ("Africa/", "Australia/", "Europe/")


def slashed(a: int, b: int, year: str | None, asked: Asked) -> Reading:
    """Return the date if its writer's order is known, or only one order can be; else ask."""
    if asked.day_first is None and a != b and max(a, b) <= LAST_MONTH:
        return _either(a, b, year, asked)
    day, month = (a, b) if _day_comes_first(a, b, asked) else (b, a)
    return _one(day, month, year, asked)


def _day_comes_first(a: int, b: int, asked: Asked) -> bool:
    if max(a, b) > LAST_MONTH:
        return a > LAST_MONTH
    return bool(asked.day_first)


def _one(day: int, month: int, year: str | None, asked: Asked) -> Reading:
    on = _rolled(day, month, year, asked.today)
    if on is None:
        plausible = day <= LONGEST_MONTH and 1 <= month <= LAST_MONTH
        return Doubt(Why.IMPOSSIBLE, needs=Sure.LED if plausible else Sure.DEADLINE)
    return Day(on) if on >= asked.today else Doubt(Why.PAST)


def _either(a: int, b: int, year: str | None, asked: Asked) -> Reading:
    """Take one order only where the other is long past and the place writes this one."""
    today = asked.today
    by_order = {True: _rolled(a, b, year, today), False: _rolled(b, a, year, today)}
    dates = {first: on for first, on in by_order.items() if on and on >= today}
    near = [first for first, on in dates.items() if on - today <= FAR_AWAY]
    custom = _custom_of(asked.zone)
    if custom is not None and near == [custom]:
        return Day(dates[custom], instead=dates.get(not custom))
    if not dates:
        return Doubt(Why.PAST if any(by_order.values()) else Why.IMPOSSIBLE, needs=Sure.DEADLINE)
    return Doubt(Why.AMBIGUOUS, tuple(sorted(dates.values())))


def _custom_of(zone: ZoneInfo) -> bool | None:
    if zone.key in MONTH_FIRST:
        return False
    return True if zone.key.startswith(DAY_FIRST) else None


def _rolled(day: int, month: int, year: str | None, today: date) -> date | None:
    """Return the date in its year, or without one the next such date."""
    if year:
        return made(2000 + int(year) % 100, month, day)
    return made(today.year + ((month, day) < (today.month, today.day)), month, day)
