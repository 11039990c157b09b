"""Clock changes, leap days, year ends and other places."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.dates import due_in
from tests.domain.dates.reading import meaning


def read(phrase, local, zone):
    place = ZoneInfo(zone)
    now = datetime.fromisoformat(local).replace(tzinfo=place).astimezone(UTC)
    return meaning(due_in(phrase, now, place))


@pytest.mark.parametrize(
    ("phrase", "now", "zone", "due"),
    [
        ("in 2 hours", "2026-03-29T01:30", "Europe/Berlin", "2026-03-29T04:30"),
        ("at 2:30am tomorrow", "2026-03-28T12:00", "Europe/Berlin", "2026-03-29T03:30"),
        ("in 24 hours", "2026-03-28T12:00", "Europe/Berlin", "2026-03-29T13:00"),
        ("tomorrow noon", "2026-03-28T12:00", "Europe/Berlin", "2026-03-29T12:00"),
        ("in 24 hours", "2026-10-31T12:00", "America/New_York", "2026-11-01T11:00"),
        # 01:30 comes twice: the second is as far away as the hour after it.
        ("in 90 minutes", "2026-11-01T01:00", "America/New_York", "2026-11-01T02:30"),
        ("in 1 day", "2026-03-28T23:59", "Europe/Berlin", "2026-03-29"),
        ("tomorrow", "2026-04-04T12:00", "Australia/Lord_Howe", "2026-04-05"),
        ("midnight", "2026-09-05T12:00", "America/Santiago", "2026-09-06T01:00"),
    ],
)
def test_a_changed_clock_changes_no_date(phrase, now, zone, due):
    assert read(phrase, now, zone) == due


@pytest.mark.parametrize(
    ("phrase", "now", "due"),
    [
        ("tomorrow", "2026-12-31T12:00", "2027-01-01"),
        ("friday", "2026-12-31T12:00", "2027-01-01"),
        ("end of year", "2026-12-31T12:00", "2026-12-31"),
        ("next month", "2026-12-31T12:00", "2027-01-01"),
        ("next quarter", "2026-12-31T12:00", "2027-01-01"),
        ("by Q1", "2026-12-31T12:00", "2027-03-31"),
        ("1 January", "2026-12-31T12:00", "2027-01-01"),
        ("end of next week", "2026-12-31T12:00", "2027-01-08"),
        ("in 2 hours", "2026-12-31T23:00", "2027-01-01T01:00"),
        ("tomorrow", "2028-02-28T12:00", "2028-02-29"),
        ("EOM", "2028-02-10T12:00", "2028-02-29"),
        ("by 29 Feb", "2027-06-01T12:00", "2028-02-29"),
        ("in a year", "2028-02-29T12:00", "2029-02-28"),
        ("in a month", "2027-01-31T12:00", "2027-02-28"),
        ("the 31st", "2027-04-02T12:00", "IMPOSSIBLE"),
    ],
)
def test_the_calendar_turns_over_as_people_expect(phrase, now, due):
    assert read(phrase, now, "UTC") == due


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("this morning", "PAST"),
        ("today by lunch", "PAST"),
        ("by lunch", "2026-03-19"),
        ("this afternoon", "2026-03-18"),
        ("by EOD", "2026-03-18"),
        ("this evening", "2026-03-18"),
        ("at 4", "2026-03-18T16:00"),
        ("by 3", "2026-03-19T15:00"),
    ],
)
def test_an_hour_that_is_over_is_tomorrows_unless_today_was_said(phrase, due):
    assert read(phrase, "2026-03-18T15:20", "Europe/Berlin") == due


@pytest.mark.parametrize(
    ("phrase", "zone", "due"),
    [
        ("today", "Pacific/Auckland", "2026-03-19"),
        ("today", "Pacific/Honolulu", "2026-03-18"),
        ("tomorrow 9am PT", "Pacific/Auckland", "2026-03-21T05:00"),
        ("12/1", "America/New_York", "2026-12-01"),
        ("12/1", "Europe/Berlin", "AMBIGUOUS"),
        ("12/1", "UTC", "AMBIGUOUS"),
        ("1/12", "Europe/Berlin", "2026-12-01"),
        ("5pm UTC+5:30", "Asia/Kolkata", "2026-03-18T17:00"),
        ("3pm CET", "Asia/Tokyo", "2026-03-18T23:00"),
        ("2026-12-01T17:00Z", "America/New_York", "2026-12-01T12:00"),
        ("2026-12-01T17:00:00+05:30", "Europe/Berlin", "2026-12-01T12:30"),
    ],
)
def test_a_place_decides_what_its_people_mean(phrase, zone, due):
    now = datetime(2026, 3, 18, 11, 15, tzinfo=UTC)

    assert meaning(due_in(phrase, now, ZoneInfo(zone))) == due
