"""Every zone, every change of clocks 2026–2030: each session once, at its hour or just after."""

from datetime import date, datetime, time, timedelta
from itertools import product, takewhile

import pytest

from bot.domain.recurrence import Monthly, MonthlyWeekday, Rhythm, Weekly
from tests.domain.every_zone import clocks
from tests.domain.recurrence.rules import days_between, meets_on

HOURS = (time(0, 30), time(2, 30), time(9))
ONE, A_FEW_DAYS, SOME_WEEKS = timedelta(days=1), timedelta(days=9), timedelta(days=40)


def weekly(day):
    return Weekly(1, (day.weekday(),)), A_FEW_DAYS


def monthly(day):
    return Monthly(1, day.day), SOME_WEEKS


def nth_weekday(day):
    nth = (day.day + 6) // 7
    return MonthlyWeekday(1, nth if nth < 5 else -1, day.weekday()), SOME_WEEKS


def around_each_change(kind):
    """Yield forums that meet on each day that clocks change, and on the days beside it."""
    for name, clock, _ in clocks():
        for day, at in product(days_near(clock), HOURS):
            rule, around = kind(day)
            rhythm = Rhythm(rule.text, day - 2 * around, at, name)
            yield rhythm, clock, rule, day - around, day + around


def days_near(clock):
    for change in clock.changes:
        first, *_, last = [change.days_around()[0] - ONE, *change.days_around()]
        yield from days_between(first, last + ONE)


@pytest.mark.parametrize("kind", [weekly, monthly, nth_weekday])
def test_each_session_is_held_once_at_its_hour_or_moved_by_the_gap(kind):
    forums = 0

    for rhythm, clock, rule, first, last in around_each_change(kind):
        wanted = expected(rhythm, clock, rule, first, last)
        assert held(rhythm, first, last) == wanted, (rhythm, first)
        forums += 1

    assert forums > 1000


def expected(rhythm, clock, rule, first, last):
    days = [day for day in days_between(first, last) if meets_on(rule, rhythm.anchor_on, day)]
    return [(day, clock.meant(datetime.combine(day, rhythm.at))) for day in days]


def held(rhythm, first, last):
    """Follow the forum as the bot does: after each session, the next one."""
    slots, now = [], rhythm.next_slots(midnight(rhythm, first), 1)[0].starts_at - timedelta(1)
    while (slot := rhythm.next_slots(now, 1)[0]).slot_on <= last:
        slots.append((slot.slot_on, slot.starts_at))
        now = slot.starts_at
    return slots


def midnight(rhythm, day):
    return datetime.combine(day, time(), tzinfo=rhythm.zoneinfo)


@pytest.mark.parametrize("kind", [weekly, monthly, nth_weekday])
def test_five_years_of_sessions_have_each_date_once_and_no_two_at_once(kind):
    first, last = date(2026, 1, 1), date(2030, 12, 31)
    rule, _ = kind(date(2026, 3, 29))

    for (name, clock, _), at in product(clocks(), HOURS):
        rhythm = Rhythm(rule.text, first, at, name)
        slots = takewhile(lambda slot: slot.slot_on <= last, rhythm.slots_after(date.min))
        starts = [(slot.slot_on, slot.starts_at) for slot in slots]
        assert starts == expected(rhythm, clock, rule, first, last), rhythm
        assert [at for _, at in starts] == sorted({at for _, at in starts})


def test_the_model_has_seen_hours_that_are_skipped_and_hours_that_come_twice():
    moments = [
        len(clock.instants(datetime.combine(day, at)))
        for _, clock, _ in clocks()
        for change in clock.changes
        for day in change.days_around()
        for at in HOURS
    ]

    assert moments.count(0) > 50
    assert moments.count(2) > 50
    assert sum(shared for _, _, shared in clocks()) > 500
