"""Nobody is written to outside their own working hours, wherever they live."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import Hours
from tests.domain.every_zone import clocks

BERLIN = ZoneInfo("Europe/Berlin")
USUAL = Hours(BERLIN)
EVERY_DAY = frozenset(range(7))
# Hours of the night are those that clocks skip and show twice.
KEPT = [
    {},
    {"starts": time(0, 30), "ends": time(2, 30), "days": EVERY_DAY},
    {"starts": time(2, 30), "ends": time(9), "days": EVERY_DAY},
    {"starts": time(2, 15), "ends": time(2, 45), "days": EVERY_DAY},
    {"starts": time(22), "ends": time(23, 59), "days": frozenset({5, 6})},
]
MINUTES = st.integers(0, 30 * 366 * 24 * 60)
A_WHILE, STEP = timedelta(hours=50), timedelta(minutes=29)


def berlin(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def days(first, last):
    return {"away_from": date(2026, 11, first), "away_until": date(2026, 11, last)}


@pytest.mark.parametrize(
    ("moment", "earliest"),
    [
        (berlin(24, 9), berlin(24, 9)),
        (berlin(24, 12, 34), berlin(24, 12, 34)),
        (berlin(24, 8, 59), berlin(24, 9)),
        (berlin(24, 17, 59), berlin(24, 17, 59)),
        (berlin(24, 18), berlin(25, 9)),
        (berlin(27, 18), berlin(30, 9)),
        (berlin(28, 12), berlin(30, 9)),
        (berlin(29, 23), berlin(30, 9)),
    ],
)
def test_what_comes_at_night_or_on_a_weekend_waits_for_the_morning(moment, earliest):
    assert USUAL.next_working(moment) == earliest
    assert USUAL.is_within(moment) is (moment == earliest)


def test_the_zone_is_the_readers_whoever_asks():
    new_york = Hours(ZoneInfo("America/New_York"))

    assert new_york.next_working(berlin(24, 9)) == berlin(24, 15)


@pytest.mark.parametrize(
    ("away", "day", "back"),
    [
        (days(23, 27), 24, 30),
        (days(23, 27), 20, 20),
        (days(24, 24), 24, 25),
        ({"away_until": date(2026, 11, 25)}, 24, 26),  # Away since whenever.
        ({"away_from": date(2026, 11, 20)}, 24, 24),  # Without an end it is nothing.
    ],
)
def test_who_is_away_is_written_to_when_back(away, day, back):
    hours = Hours(BERLIN, **away)

    assert hours.next_working(berlin(day, 10)).astimezone(BERLIN).date() == date(2026, 11, back)
    assert hours.morning_of(date(2026, 11, day)) == berlin(back, 9)


def test_a_long_absence_is_passed_over_at_once():
    hours = Hours(BERLIN, away_from=date(2026, 1, 1), away_until=date(2999, 12, 31))

    assert hours.morning_of(date(2026, 11, 24)).year == 3000


def test_the_morning_of_a_free_day_is_the_next_working_one():
    assert USUAL.morning_of(date(2026, 11, 28)) == berlin(30, 9)
    assert USUAL.morning_of(date(2026, 11, 24)) == berlin(24, 9)


def test_working_days_are_counted_by_the_persons_own_week():
    sunday_to_thursday = Hours(BERLIN, days=frozenset({6, 0, 1, 2, 3}))

    assert sunday_to_thursday.day_before(date(2026, 12, 1), 2) == date(2026, 11, 29)
    assert sunday_to_thursday.day_after(date(2026, 11, 26), 1) == date(2026, 11, 29)
    assert USUAL.day_before(date(2026, 12, 1), 2) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "never",
    [{"days": frozenset()}, {"starts": time(9), "ends": time(9)}, {"starts": time(18, 1)}],
)
def test_hours_that_never_come_are_refused(never):
    with pytest.raises(ValueError, match="no moment"):
        Hours(BERLIN, **never)


def test_work_that_begins_in_an_hour_that_is_skipped_begins_after_it():
    early = Hours(BERLIN, starts=time(2, 30), ends=time(9), days=EVERY_DAY)
    spring = date(2027, 3, 28)

    assert early.morning_of(spring).astimezone(BERLIN).time() == time(3, 30)


def test_work_that_would_lie_in_a_skipped_hour_begins_the_next_day():
    short = Hours(BERLIN, starts=time(2, 15), ends=time(2, 45), days=EVERY_DAY)

    assert short.morning_of(date(2027, 3, 28)).astimezone(BERLIN).date() == date(2027, 3, 29)


def test_an_hour_that_comes_twice_is_never_before_work():
    early = Hours(BERLIN, starts=time(2, 30), ends=time(9), days=EVERY_DAY)
    again_half_past_one = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 the second time.

    assert early.next_working(again_half_past_one) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    MINUTES.map(lambda minutes: berlin(1, 0) + timedelta(minutes=minutes)),
    st.sampled_from(["Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York", "Africa/Cairo"]),
    st.sampled_from(KEPT),
)
def test_the_earliest_working_moment_is_within_hours_and_stays_itself(moment, zone, kept):
    hours = Hours(ZoneInfo(zone), **kept)

    earliest = hours.next_working(moment)

    assert moment <= earliest
    assert hours.is_within(earliest)
    assert hours.next_working(earliest) == earliest


@pytest.mark.parametrize("kept", KEPT)
def test_nobody_in_any_zone_is_written_to_in_their_quiet_hours(kept):
    asked = 0

    for name, clock, _ in clocks():
        hours = Hours(ZoneInfo(name), **kept)
        for moment in around_each_change(clock):
            earliest = hours.next_working(moment)
            assert moment <= earliest
            assert is_at_work(hours, clock.shows(earliest)), (name, moment)
            asked += 1

    assert asked > 10_000


@pytest.mark.parametrize("kept", KEPT)
def test_a_morning_in_any_zone_begins_within_hours(kept):
    for name, clock, _ in clocks():
        hours = Hours(ZoneInfo(name), **kept)
        for change in clock.changes:
            for day in change.days_around():
                begins = clock.shows(hours.morning_of(day))
                assert is_at_work(hours, begins), (name, day)
                assert begins.date() >= day


def test_no_working_moment_of_a_usual_day_is_passed_over():
    for name, clock, _ in clocks():
        hours = Hours(ZoneInfo(name))
        for before, after in pairwise(around_each_change(clock)):
            if before < after and is_at_work(hours, clock.shows(after)):
                assert hours.next_working(before) <= after, (name, before)


def around_each_change(clock):
    """Yield moments before and after each change of clocks, and the change itself."""
    for change in clock.changes:
        moments = [change.at - A_WHILE + STEP * count for count in range(2 * A_WHILE // STEP)]
        yield from sorted([*moments, change.at])


def is_at_work(hours, wall):
    return wall.weekday() in hours.days and hours.starts <= wall.time() < hours.ends
