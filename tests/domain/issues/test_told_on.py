"""The day on which a customer was told is read as people type it, and never guessed."""

from datetime import date

import pytest

from bot.domain.issues.told_on import ToldOn, told_on_in
from bot.domain.issues.typed import count_in

TODAY = date(2026, 11, 24)  # A Tuesday.


@pytest.mark.parametrize(
    ("typed", "on", "rest"),
    [
        ("by mail on 20 November, to 12 customers", (2026, 11, 20), "by mail to 12 customers"),
        ("by mail on November 20th", (2026, 11, 20), "by mail"),
        ("on the 3rd of Sept. by phone", (2026, 9, 3), "by phone"),
        ("by mail on 24 December", (2025, 12, 24), "by mail"),
        ("by mail on 24 December 2026", (2026, 12, 24), "by mail"),
        ("by mail on 2026-11-02", (2026, 11, 2), "by mail"),
        ("2026-11-02 by mail", (2026, 11, 2), "by mail"),
        ("yesterday by phone", (2026, 11, 23), "by phone"),
        ("this  morning, on the phone", (2026, 11, 24), "on the phone"),
        ("the day before yesterday", (2026, 11, 22), ""),
        ("by mail on Friday, to 3 customers", (2026, 11, 20), "by mail to 3 customers"),
        ("by mail on Tuesday", (2026, 11, 24), "by mail"),
        ("by mail last Tuesday", (2026, 11, 17), "by mail"),
    ],
)
def test_a_day_is_read_and_taken_out(typed, on, rest):
    assert told_on_in(typed, TODAY) == ToldOn(date(*on), rest)


@pytest.mark.parametrize(
    "typed",
    [
        "by mail to 12 marketing people",
        "in the Friday call",
        "by mail on 31 February",
        "by mail on 3/4",
        "on Mondays they read it",
        "on 12 marketplaces",
        "by mail, ticket 2026-11-022",
    ],
)
def test_what_is_no_day_for_sure_stays_text(typed):
    assert told_on_in(typed, TODAY) == ToldOn(None, typed)


def test_a_year_is_no_number_of_customers():
    assert count_in(told_on_in("by mail on 20 November 2026", TODAY).rest) is None
