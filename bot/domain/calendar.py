"""Working days, time zones and days in words: pure functions of dates."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

SATURDAY = 5
DAY = timedelta(days=1)
FAR_AWAY = timedelta(days=183)
# Written out, since strftime would follow the locale of the machine.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return the zone of that name, or UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return ZoneInfo("UTC")


def today_in(zone: tzinfo, now: datetime) -> date:
    return now.astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    return at_local(day, time(), zone)


def at_local(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the instant, in UTC, at which clocks in the zone show that time.

    A time that the clocks skip moves forward by the gap; one that they show twice is the first.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone)
    return wall.astimezone(UTC)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY


def next_working_day(day: date) -> date:
    """Return the day itself when it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += DAY
    return day


def previous_working_day(day: date) -> date:
    """Return the last working day before this day."""
    return add_working_days(day, -1)


def add_working_days(day: date, count: int) -> date:
    """Return the working day that many after the day, or before it for a negative count.

    A count of nought leaves a working day as it is and moves a free day forward.
    """
    if count == 0:
        return next_working_day(day)
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """Count the working days after the first day, up to and including the last.

    It is negative when the last day comes first, so a swap of the two only changes the sign.
    """
    if last < first:
        return -working_days_between(last, first)
    weeks, days = divmod((last - first).days, 7)
    odd = (first + DAY * n for n in range(1, days + 1))
    return weeks * 5 + sum(map(is_working_day, odd))


def add_working_days_at(moment: datetime, count: int, zone: tzinfo) -> datetime:
    """Return the instant at the same wall clock, that many working days later."""
    wall = moment.astimezone(zone)
    return at_local(add_working_days(wall.date(), count), wall.time(), zone)


def day_in_words(day: date, today: date) -> str:
    """Return such as “Friday 27 November”, with the year where one could be in doubt."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    near = day.year == today.year and abs(day - today) <= FAR_AWAY
    return words if near else f"{words} {day.year}"
