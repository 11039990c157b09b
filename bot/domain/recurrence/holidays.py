"""Public holidays by country, and what a forum does when it would fall on one."""

from enum import StrEnum


class OnHoliday(StrEnum):
    SKIP = "skip"
    BEFORE = "before"  # The working day before.
    AFTER = "after"  # The working day after.
    IGNORE = "ignore"
