"""Working days, zones and days in words."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    add_working_days,
    add_working_days_at,
    at_local,
    day_in_words,
    is_working_day,
    next_working_day,
    previous_working_day,
    start_of_day,
    today_in,
    working_days_between,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_today_depends_on_where_one_is():
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert today_in(ZoneInfo("UTC"), now) == date(2026, 11, 22)
    assert today_in(BERLIN, now) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "zone", "starts"),
    [
        (date(2026, 11, 22), "Europe/Berlin", "2026-11-21T23:00"),
        (date(2026, 9, 6), "America/Santiago", "2026-09-06T04:00"),  # No 00:00 on this day.
        (date(2026, 11, 1), "America/Havana", "2026-11-01T04:00"),  # 00:00 comes twice.
    ],
)
def test_a_day_starts_when_its_clocks_first_show_it(day, zone, starts):
    assert start_of_day(day, ZoneInfo(zone)) == datetime.fromisoformat(starts).replace(tzinfo=UTC)


def test_a_skipped_hour_moves_forward_and_a_doubled_one_is_its_first():
    skipped = at_local(date(2026, 3, 29), time(2, 30), BERLIN)
    doubled = at_local(date(2026, 10, 25), time(2, 30, fold=1), BERLIN)

    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert doubled == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_weekend_is_free():
    assert is_working_day(FRIDAY)
    assert not is_working_day(SATURDAY)
    assert (next_working_day(FRIDAY), next_working_day(SATURDAY)) == (FRIDAY, MONDAY)
    assert (previous_working_day(MONDAY), previous_working_day(SATURDAY)) == (FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SATURDAY, 0, MONDAY),
        (FRIDAY, 0, FRIDAY),
        (MONDAY, -1, FRIDAY),
        (FRIDAY, 5, date(2026, 12, 4)),
        (MONDAY, -5, date(2026, 11, 23)),
    ],
)
def test_working_days_are_counted_past_weekends(day, count, result):
    assert add_working_days(day, count) == result


@given(days, st.integers(1, 60))
def test_counting_back_what_was_added_gives_the_same_number(day, count):
    assert working_days_between(day, add_working_days(day, count)) == count


@given(days, days)
def test_working_days_between_are_those_one_can_name(first, last):
    early, late = sorted((first, last))
    named = (early + timedelta(days=n) for n in range(1, min((late - early).days, 400) + 1))
    late = min(late, early + timedelta(days=400))

    assert working_days_between(early, late) == sum(map(is_working_day, named))
    assert working_days_between(late, early) == -working_days_between(early, late)


def test_working_days_keep_the_hour_on_the_wall_when_the_clocks_change():
    friday_morning = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)

    assert add_working_days_at(friday_morning, 1, BERLIN) == datetime(2026, 3, 30, 7, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "/etc", "\0", "America"])
def test_a_zone_that_does_not_exist_is_utc(name):
    assert zone_named(name).key == "UTC"


def test_a_zone_is_found_by_its_name():
    assert zone_named("Europe/Berlin") == BERLIN


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "Friday 27 November"),
        (date(2026, 11, 2), "Monday 2 November"),
        (date(2027, 1, 4), "Monday 4 January 2027"),
        (date(2026, 3, 2), "Monday 2 March 2026"),
    ],
)
def test_a_day_in_words_names_the_year_where_one_could_doubt(day, words):
    assert day_in_words(day, date(2026, 11, 22)) == words
