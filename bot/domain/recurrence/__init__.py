"""Rhythms: which days a forum meets, and at which instants, in its own zone for ever.

A slot's name is its date by the rule, whatever day a holiday moves it to; that date never depends
on the clock, the time zone database or where one begins to look.
"""

from bot.domain.recurrence.doubts import Why
from bot.domain.recurrence.holidays import (
    OnHoliday,
    after_working,
    before_working,
    countries,
    is_free,
    is_holiday,
)
from bot.domain.recurrence.reading import DEFAULT_AT, Unclear, names_time, rhythm_in
from bot.domain.recurrence.rhythms import NoSuchZone, Rhythm, Slot, first_day
from bot.domain.recurrence.rules import (
    Monthly,
    MonthlyWeekday,
    MonthlyWorkingDay,
    NotARhythm,
    Rule,
    Weekly,
    rule_in,
)

__all__ = [
    "DEFAULT_AT",
    "Monthly",
    "MonthlyWeekday",
    "MonthlyWorkingDay",
    "NoSuchZone",
    "NotARhythm",
    "OnHoliday",
    "Rhythm",
    "Rule",
    "Slot",
    "Unclear",
    "Weekly",
    "Why",
    "after_working",
    "before_working",
    "countries",
    "first_day",
    "is_free",
    "is_holiday",
    "names_time",
    "rhythm_in",
    "rule_in",
]
