"""Due dates in plain English: what a phrase means, and where in a promise it begins.

A phrase is a date as a whole or not at all, and none is better than a wrong one. A bare weekday is
the coming one, *next Tuesday* is Tuesday of next week, *by May* is the last day of May and *before
May* the day before its first. “By” a longer period that is still to come means its first day, so
the promise is kept in either sense. A day without an hour lasts until it ends.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.dates.answers import Due, Split, Unclear, Why, due_words
from bot.domain.dates.cutting import split_text, whole_date
from bot.domain.dates.readings import Asked

__all__ = ["Due", "Split", "Unclear", "Why", "due_in", "due_words", "split"]

END_OF_DAY = time(18)


def due_in(
    phrase: str,
    now: datetime,
    zone: ZoneInfo,
    day_first: bool | None = None,  # noqa: FBT001 - three answers: yes, no, and nobody knows.
    end_of_day: time = END_OF_DAY,
) -> Due | Unclear | None:
    """Return the due date that the whole phrase is, or None."""
    return whole_date(phrase, Asked(now, zone, day_first, end_of_day))


def split(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    day_first: bool | None = None,  # noqa: FBT001 - as above.
) -> Split:
    """Cut the longest end that is a due date off a promise."""
    return split_text(text, Asked(now, zone, day_first, END_OF_DAY))
