"""Rules and days that hypothesis draws, and the days a rule means, counted without the bot."""

from calendar import monthrange
from datetime import date, time, timedelta

from hypothesis import strategies as st

from bot.domain.recurrence import Monthly, MonthlyWeekday, MonthlyWorkingDay, Weekly

EVERY_RULE = st.one_of(
    st.builds(
        Weekly,
        every=st.integers(1, 26),
        days=st.lists(st.integers(0, 6), min_size=1, max_size=7).map(tuple),
    ),
    st.builds(Monthly, every=st.integers(1, 12), day=st.integers(1, 31) | st.just(-1)),
    st.builds(
        MonthlyWeekday,
        every=st.integers(1, 12),
        nth=st.sampled_from([1, 2, 3, 4, -1]),
        weekday=st.integers(0, 6),
    ),
    st.builds(MonthlyWorkingDay, every=st.integers(1, 12), nth=st.sampled_from([1, -1])),
)
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
HOURS = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def meets_on(rule, anchor, day):
    """Say whether a rule names a day, by asking that day alone."""
    if day < anchor:
        return False
    if isinstance(rule, Weekly):
        weeks = (monday_of(day) - monday_of(anchor)).days // 7
        return weeks % rule.every == 0 and day.weekday() in rule.days
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    return months % rule.every == 0 and is_day_of_month(rule, day)


def is_day_of_month(rule, day):
    last = monthrange(day.year, day.month)[1]
    if isinstance(rule, Monthly):
        return day.day == (last if rule.day == -1 else min(rule.day, last))
    if isinstance(rule, MonthlyWeekday):
        nth = -1 if rule.nth == -1 and day.day + 7 > last else (day.day + 6) // 7
        return day.weekday() == rule.weekday and nth == rule.nth
    month = [day.replace(day=number) for number in range(1, last + 1)]
    working = [each for each in month if each.weekday() < 5]
    return day == working[0 if rule.nth == 1 else -1]


def monday_of(day):
    return day - timedelta(days=day.weekday())


def days_between(first, last):
    return (first + timedelta(days=count) for count in range((last - first).days + 1))
