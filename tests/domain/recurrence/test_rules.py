"""A rule names the days its words say, wherever one begins; no other rule is followed."""

from datetime import date, time, timedelta
from itertools import takewhile

import pytest
from hypothesis import given, settings

from bot.domain.recurrence import (
    MonthlyWorkingDay,
    NoSuchZone,
    NotARhythm,
    OnHoliday,
    Rhythm,
    rhythm_in,
    rule_in,
)
from tests.conftest import NOON
from tests.domain.recurrence.rules import DAYS, EVERY_RULE, HOURS, days_between, meets_on

TWO_YEARS = timedelta(days=730)


def rhythm(rule, anchor=date(2026, 11, 24), at=time(10), **more):
    return Rhythm(rule, anchor, at, "Europe/Berlin", **more)


def dates_after(rhythm, day, until):
    return [s.slot_on for s in takewhile(lambda s: s.slot_on <= until, rhythm.slots_after(day))]


@given(EVERY_RULE, DAYS, DAYS)
@settings(max_examples=300, deadline=None)
def test_a_rule_names_the_days_that_a_calendar_would(rule, anchor, day):
    until = day + TWO_YEARS

    named = dates_after(rhythm(rule.text, anchor), day, until)

    after = days_between(day + timedelta(days=1), until)
    assert named == [each for each in after if meets_on(rule, anchor, each)]


@given(EVERY_RULE, HOURS)
@settings(max_examples=300, deadline=None)
def test_each_rule_has_one_phrase_that_says_it(rule, at):
    words = rhythm(rule.text, at=at).in_words()

    read = rhythm_in(words, NOON, "Europe/Berlin")

    assert (read.rule, read.at, read.in_words()) == (rule.text, at, words)


@given(EVERY_RULE)
def test_a_rule_is_stored_as_text_that_fits_its_column(rule):
    assert rule_in(rule.text) == rule
    assert len(rule.text) <= 128


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "every week on Monday at 09:30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday at 09:30"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every week on Monday, Wednesday and Friday at 09:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of each month at 09:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=12", "on the 12th of each month at 09:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=22", "on the 22nd of each month at 09:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "on the 31st (or last day) of each month at 09:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of each month at 09:30"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of each month at 09:30"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday at 09:30"),
        (MonthlyWorkingDay(1, -1).text, "on the last working day of each month at 09:30"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule, words):
    assert rhythm(rule, at=time(9, 30)).in_words() == words


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "weekly",
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=YEARLY;BYMONTH=1",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;INTERVAL=0;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=27;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=13;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2",
        "FREQ=MONTHLY;BYMONTHDAY=1\nFREQ=DAILY",
        "DTSTART:20260101\nFREQ=WEEKLY;BYDAY=MO",
    ],
)
def test_any_other_rule_is_refused(rule):
    with pytest.raises(NotARhythm):
        rhythm(rule)


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "Berlin", "../etc/passwd"])
def test_a_zone_that_nobody_knows_is_refused(zone):
    with pytest.raises(NoSuchZone):
        Rhythm("FREQ=WEEKLY;BYDAY=MO", date(2026, 11, 24), time(10), zone)


def test_every_few_weeks_counts_from_the_anchor_for_ever():
    biweekly = rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", anchor=date(1996, 12, 3))

    named = dates_after(biweekly, date(2026, 11, 24), date(2026, 12, 31))

    assert [(day - date(1996, 12, 3)).days % 14 for day in named] == [0, 0]


def test_a_month_too_short_for_the_31st_meets_on_its_last_day():
    last = rhythm("FREQ=MONTHLY;BYMONTHDAY=31", anchor=date(2028, 1, 1))

    named = dates_after(last, date(2028, 1, 31), date(2028, 4, 30))

    assert named == [date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


def test_holidays_change_nothing_about_the_dates_of_the_rule():
    plain = rhythm("FREQ=WEEKLY;BYDAY=MO,FR")
    kept = rhythm("FREQ=WEEKLY;BYDAY=MO,FR", country="DE", on_holiday=OnHoliday.AFTER)
    until = date(2030, 1, 1)

    assert dates_after(plain, date.min, until) == dates_after(kept, date.min, until)
