"""Other readings, doubts, and the way a date is said back."""

from datetime import date, time

import pytest

from bot.domain.dates import Due, Unclear, Why, due_in, due_words, split
from tests.domain.dates.corpus import NEW_YORK, NOW
from tests.domain.dates.reading import meaning

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("phrase", "on", "instead"),
    [
        ("next friday", date(2026, 3, 27), date(2026, 3, 20)),
        ("next friday 5pm", date(2026, 3, 27), date(2026, 3, 20)),
        ("next tuesday", date(2026, 3, 24), None),
        ("friday", date(2026, 3, 20), None),
        ("wednesday", date(2026, 3, 25), TODAY),
        ("wednesday 9am", date(2026, 3, 25), None),
        ("this wednesday", TODAY, None),
        ("before friday", date(2026, 3, 20), date(2026, 3, 19)),
        ("next week", date(2026, 3, 23), date(2026, 3, 27)),
        ("by May", date(2026, 5, 31), date(2026, 5, 1)),
        ("before May", date(2026, 4, 30), None),
        ("by Q3", date(2026, 9, 30), date(2026, 7, 1)),
    ],
)
def test_the_other_likely_day_is_offered(phrase, on, instead):
    due = due_in(phrase, NOW, NEW_YORK)

    assert isinstance(due, Due)
    assert (due.on, due.instead) == (on, instead)


@pytest.mark.parametrize(
    ("phrase", "why", "choices"),
    [
        ("by 2020-01-01", Why.PAST, ()),
        ("today at 9am", Why.PAST, ()),
        ("by yesterday", Why.PAST, ()),
        ("by last friday", Why.PAST, ()),
        ("yesterday", Why.PAST, ()),
        ("yesterday at 5pm", Why.PAST, ()),
        ("last friday", Why.PAST, ()),
        ("this past week", Why.PAST, ()),
        ("the day before yesterday", Why.PAST, ()),
        ("two weeks ago", Why.PAST, ()),
        ("a couple of days ago", Why.PAST, ()),
        ("by monday this week", Why.PAST, ()),
        ("by 31/2", Why.IMPOSSIBLE, ()),
        ("by 13/13", Why.IMPOSSIBLE, ()),
        ("by 25:00", Why.IMPOSSIBLE, ()),
        ("by Feb 29", Why.IMPOSSIBLE, ()),
        ("by 2040-01-01", Why.IMPOSSIBLE, ()),
        ("in 9999 years", Why.IMPOSSIBLE, ()),
        ("by 3/4", Why.AMBIGUOUS, (date(2026, 4, 3), date(2027, 3, 4))),
        ("thursday 27 march", Why.AMBIGUOUS, (date(2026, 3, 26), date(2026, 3, 27))),
    ],
)
def test_a_date_that_cannot_be_taken_says_why(phrase, why, choices):
    assert due_in(phrase, NOW, NEW_YORK) == Unclear(phrase, why, choices)


def test_a_doubt_keeps_the_promise_and_its_words():
    promise = split("Call Acme by 31/2", NOW, NEW_YORK)

    assert promise.what == "Call Acme"
    assert promise.due == Unclear("by 31/2", Why.IMPOSSIBLE)


@pytest.mark.parametrize("text", ["31/2", "13/13", "25:00", "Reach 13/13", "Call 31/2"])
def test_a_shape_that_only_looks_like_a_date_is_not_asked_about(text):
    assert split(text, NOW, NEW_YORK).due is None


@pytest.mark.parametrize(
    ("phrase", "day_first", "date"),
    [
        ("3/4", True, "2026-04-03"),
        ("3/4", False, "2027-03-04"),
        ("3/4/2027", True, "2027-04-03"),
        ("3/4/27", False, "2027-03-04"),
        ("5/5", None, "2026-05-05"),
        ("31/3", False, "2026-03-31"),
        ("3/31", True, "2026-03-31"),
        ("5/4/2027", None, "AMBIGUOUS"),
    ],
)
def test_the_writers_order_of_day_and_month_decides(phrase, day_first, date):
    assert meaning(due_in(phrase, NOW, NEW_YORK, day_first)) == date


def test_the_end_of_a_day_elsewhere_is_an_hour_here():
    late = due_in("EOD PT", NOW, NEW_YORK, end_of_day=time(17))

    assert meaning(late) == "2026-03-18T20:00"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(date(2026, 3, 27)), "Friday 27 March"),
        (Due(date(2026, 3, 27), time(17)), "Friday 27 March, 17:00"),
        (Due(date(2027, 1, 4), time(9, 5)), "Monday 4 January 2027, 09:05"),
    ],
)
def test_a_due_date_is_said_in_words(due, words):
    assert due_words(due, TODAY) == words
