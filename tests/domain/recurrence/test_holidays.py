"""Public holidays: what a forum does on one, each session once, and its date by the rule stays."""

from datetime import date, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.recurrence import (
    OnHoliday,
    Rhythm,
    Slot,
    after_working,
    before_working,
    countries,
    is_free,
    is_holiday,
)
from tests.conftest import NOON
from tests.domain.recurrence.rules import EVERY_RULE

FRIDAYS = "FREQ=WEEKLY;BYDAY=FR"
CHRISTMAS = date(2026, 12, 25)  # A Friday.
# Later, some calendars of the moon are not known to the library, and it warns.
DAYS = st.dates(date(2020, 1, 1), date(2034, 1, 1))
MOVING = st.sampled_from([OnHoliday.BEFORE, OnHoliday.AFTER])
NAMED = st.sampled_from(["DE", "US", "GB", "IL", "SA", "CN", "IN", "AZ", "UA", "HK"])


def slots(rule, first, last, country="DE", on_holiday=OnHoliday.AFTER):
    rhythm = Rhythm(rule, date(2026, 1, 1), time(10), "Europe/Berlin", country, on_holiday)
    after = rhythm.slots_after(first - timedelta(days=1))
    return list(takewhile(lambda slot: slot.slot_on <= last, after))


@pytest.mark.parametrize(
    ("on_holiday", "held_on", "reason"),
    [
        (OnHoliday.SKIP, None, "Christmas Day"),
        (OnHoliday.BEFORE, date(2026, 12, 24), "Christmas Day"),
        (OnHoliday.AFTER, date(2026, 12, 28), "Christmas Day"),
        (OnHoliday.IGNORE, CHRISTMAS, ""),
    ],
)
def test_a_forum_on_a_holiday_does_what_was_chosen(on_holiday, held_on, reason):
    [slot] = slots(FRIDAYS, CHRISTMAS, CHRISTMAS, on_holiday=on_holiday)

    assert (slot.slot_on, slot.held_on, slot.holiday) == (CHRISTMAS, held_on, reason)
    assert (slot.starts_at is None) == (held_on is None)


def test_without_a_country_there_are_no_holidays():
    [slot] = slots(FRIDAYS, CHRISTMAS, CHRISTMAS, country="")

    assert (slot.held_on, slot.holiday) == (CHRISTMAS, "")


def test_a_skipped_date_is_not_among_the_next_ones():
    rhythm = Rhythm(
        FRIDAYS, date(2026, 1, 1), time(10), "Europe/Berlin", "DE", on_holiday=OnHoliday.SKIP
    )

    coming = [slot.slot_on.isoformat() for slot in rhythm.next_slots(NOON, 6)]

    assert coming[3:] == ["2026-12-18", "2027-01-08", "2027-01-15"]


def test_a_moved_date_is_still_to_come_after_its_own_day_has_passed():
    rhythm = Rhythm(FRIDAYS, date(2026, 1, 1), time(10), "Europe/Berlin", "DE")
    after_christmas = NOON.replace(month=12, day=26)

    assert rhythm.next_slots(after_christmas, 1)[0].slot_on == CHRISTMAS


def test_two_sessions_on_one_day_are_held_once():
    both = slots("FREQ=WEEKLY;BYDAY=MO,TU", date(2027, 5, 17), date(2027, 5, 18))

    assert [(slot.held_on, slot.holiday) for slot in both] == [
        (date(2027, 5, 18), "Pentecost Monday"),
        (None, "Pentecost Monday"),
    ]


def test_a_forum_that_meets_on_a_weekend_can_be_moved_to_its_own_day_there():
    fri, sat = slots("FREQ=WEEKLY;BYDAY=FR,SA", date(2027, 1, 1), date(2027, 1, 2))

    assert (fri.held_on, sat.held_on) == (date(2027, 1, 2), None)


def test_a_rule_that_only_meets_on_a_holiday_ends_the_search():
    rhythm = Rhythm(
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=25",
        *(CHRISTMAS, time(10), "Europe/Berlin", "DE"),
        on_holiday=OnHoliday.SKIP,
    )

    assert rhythm.next_slots(NOON, 3) == []


@given(EVERY_RULE, DAYS, NAMED, MOVING, st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_each_day_is_taken_once_and_wherever_one_looks_from(rule, day, country, side, later):
    rhythm = Rhythm(rule.text, date(2020, 1, 1), time(10), "Asia/Tokyo", country, side)
    until = day + timedelta(days=300)

    seen = list(takewhile(lambda slot: slot.slot_on <= until, rhythm.slots_after(day)))

    held = [slot.held_on for slot in seen if slot.held_on]
    assert held == sorted(set(held))
    start = day + timedelta(days=later)
    again = list(takewhile(lambda slot: slot.slot_on <= until, rhythm.slots_after(start)))
    assert again == [slot for slot in seen if slot.slot_on > start]


@given(EVERY_RULE, DAYS, NAMED, MOVING)
@settings(max_examples=200, deadline=None)
def test_nobody_meets_on_a_holiday(rule, day, country, side):
    rhythm = Rhythm(rule.text, date(2020, 1, 1), time(10), "Asia/Tokyo", country, side)

    slot: Slot = next(rhythm.slots_after(day))

    assert slot.held_on is None or not is_holiday(country, slot.held_on)
    assert slot.held_on in {None, slot.slot_on} or slot.holiday


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("DE", "2026-12-25", "Christmas Day"),
        ("US", "2026-11-26", "Thanksgiving Day"),
        ("US", "2027-12-31", "New Year's Day (observed)"),
        ("FR", "2026-07-14", "National Day"),
        ("JP", "2026-05-05", "Children's Day"),
        ("DE", "2026-11-26", ""),
        ("", "2026-12-25", ""),
        ("XX", "2026-12-25", ""),
        ("HolidayBase", "2026-12-25", ""),
    ],
)
def test_a_holiday_has_its_name_in_english(country, day, name):
    assert is_holiday(country, date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("country", "day", "count", "before"),
    [
        ("", "2026-12-01", 2, "2026-11-27"),
        ("", "2026-12-29", 2, "2026-12-25"),
        ("DE", "2026-12-29", 2, "2026-12-24"),
        ("US", "2026-11-30", 2, "2026-11-25"),
        ("IL", "2026-12-01", 2, "2026-11-29"),  # Sunday is a working day there.
        ("HK", "2026-12-08", 2, "2026-12-04"),  # Saturday is nobody's to be written to.
        ("DE", "2026-12-29", 0, "2026-12-29"),
    ],
)
def test_working_days_before_a_date_leave_out_weekends_and_holidays(country, day, count, before):
    assert before_working(date.fromisoformat(day), count, country) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("country", "day", "count", "after"),
    [
        ("", "2026-12-25", 0, "2026-12-25"),
        ("DE", "2026-12-25", 0, "2026-12-28"),
        ("DE", "2026-12-24", 1, "2026-12-28"),
        ("", "2026-12-24", 1, "2026-12-25"),
    ],
)
def test_working_days_after_a_date_do_too(country, day, count, after):
    assert after_working(date.fromisoformat(day), count, country) == date.fromisoformat(after)


def test_the_countries_are_offered_by_name():
    names = dict(countries())

    assert len(names) > 200
    assert (names["DE"], names["US"], names["HK"]) == ("Germany", "United States", "Hong Kong")
    assert sorted(names.values()) == list(names.values())


def test_every_country_offered_can_be_asked():
    assert all(is_free(code, date(2026, 11, 29)) in {True, False} for code, _ in countries())
