"""What people type after `away`, read on a Tuesday evening in Berlin."""

from datetime import date

import pytest

from bot.domain.absence_text import Period, read_absence
from bot.domain.dates import Unclear, Why
from bot.domain.hours import Hours
from bot.domain.people import Person
from tests.conftest import NOON

ME = Person(team_id="T1", number=1, zone="Europe/Berlin")
TODAY = date(2026, 11, 24)
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
PERIODS = {
    "today": (TODAY, TODAY),
    "Today.": (TODAY, TODAY),
    "tomorrow": (date(2026, 11, 25), date(2026, 11, 25)),
    "friday": (FRIDAY, FRIDAY),
    "on friday": (FRIDAY, FRIDAY),
    "until friday": (TODAY, FRIDAY),
    "till friday": (TODAY, FRIDAY),
    "through 27 november": (TODAY, FRIDAY),
    "until 14 Aug": (TODAY, date(2027, 8, 14)),
    "until next friday": (TODAY, date(2026, 12, 4)),
    "until the end of the year": (TODAY, date(2026, 12, 31)),
    "from mon until fri": (MONDAY, date(2026, 12, 4)),
    "mon to fri": (MONDAY, date(2026, 12, 4)),
    "fri - mon": (FRIDAY, MONDAY),
    "24 dec–3 jan": (date(2026, 12, 24), date(2027, 1, 3)),
    "from tomorrow until 12 dec": (date(2026, 11, 25), date(2026, 12, 12)),
    "3 days": (TODAY, date(2026, 11, 26)),
    "for 5 days": (TODAY, MONDAY),
    "a day": (TODAY, TODAY),
    "2 weeks": (TODAY, date(2026, 12, 7)),
    "this week": (TODAY, FRIDAY),
    "next week": (MONDAY, date(2026, 12, 4)),
}
COVERS = {
    "until friday cover @ana": ("ana",),
    "until friday, cover: @ana": ("ana",),
    "until friday covered by <@UANA|ana>": ("UANA",),
    "cover @ana until friday": ("ana",),
    "until friday": (),
}
UNCLEAR = {
    "banana": Why.IMPOSSIBLE,
    "until the moon is full": Why.IMPOSSIBLE,
    "until 31 feb": Why.IMPOSSIBLE,
    "until 3/4": Why.AMBIGUOUS,
    "until yesterday": Why.PAST,
    "from last friday until 4 december": Why.PAST,
}


def read(text):
    return read_absence(text, ME, Hours(ME.zoneinfo), NOON)


@pytest.mark.parametrize("text", PERIODS)
def test_the_days_are_those_that_were_meant(text):
    assert read(text).period == Period(*PERIODS[text])


@pytest.mark.parametrize("text", COVERS)
def test_the_cover_is_whoever_is_named_as_such(text):
    typed = read(text)

    assert typed.cover.ids + typed.cover.names == COVERS[text]
    assert typed.period == Period(TODAY, FRIDAY)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_no_day_is_asked_about(text):
    period = read(text).period

    assert isinstance(period, Unclear)
    assert period.why is UNCLEAR[text]


@pytest.mark.parametrize("text", ["", "  ", "cover @ana"])
def test_nothing_typed_is_no_day(text):
    assert read(text).period is None
