"""A rule in words; for each rule there is one phrase, and read again it is the same rule."""

from datetime import time

from bot.domain.calendar import WEEKDAYS
from bot.domain.recurrence.rules import LAST, SURE_DAYS, Monthly, MonthlyWeekday, Rule, Weekly

NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
TEENS = range(11, 14)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def rule_words(rule: Rule, at: time) -> str:
    """Return such as “every 2 weeks on Tuesday at 10:00”."""
    day = _day(rule)
    if isinstance(rule, Weekly):
        how_often = "every week" if rule.every == 1 else f"every {rule.every} weeks"
        return f"{how_often} on {day} at {at:%H:%M}"
    if rule.every == 1:
        return f"on the {day} of each month at {at:%H:%M}"
    return f"every {rule.every} months on the {day} at {at:%H:%M}"


def _day(rule: Rule) -> str:
    if isinstance(rule, Weekly):
        return _listed([WEEKDAYS[day] for day in rule.days])
    if isinstance(rule, Monthly):
        return _date(rule.day)
    if isinstance(rule, MonthlyWeekday):
        return f"{NTH[rule.nth]} {WEEKDAYS[rule.weekday]}"
    return f"{NTH[rule.nth]} working day"


def _date(day: int) -> str:
    if day == LAST:
        return "last day"
    ending = "th" if day in TEENS else ENDINGS.get(day % 10, "th")
    # Short months have no such day, and a forum is not left out for that.
    return f"{day}{ending} (or last day)" if day > SURE_DAYS else f"{day}{ending}"


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
