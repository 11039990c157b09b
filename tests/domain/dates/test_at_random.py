"""Whatever is typed, at whatever moment: no date in the past, and no word lost."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import at_local, today_in
from bot.domain.dates import Due, due_in, due_words, split
from bot.domain.dates.words import WORDS

ZONES = "UTC America/New_York Europe/Berlin Asia/Kolkata Australia/Lord_Howe Pacific/Apia"
FIGURES = "5 12 31 99 1st 31st 5pm 17:30 25:00 2h 3/4 31/12 2026-12-01 1.4.2028 2028 q3 ½ ٣"
PROSE = "Call Ana, the second draft - (and :pray: “quoted” <@U1> don't 10% \u200f … C-12"

moments = st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1)).map(  # noqa: DTZ001 - made aware.
    lambda naive: naive.replace(tzinfo=UTC)
)
zones = st.sampled_from(ZONES.split()).map(ZoneInfo)
words = st.sampled_from([*sorted(WORDS), *FIGURES.split(), *PROSE.split()])
texts = st.one_of(st.lists(words, max_size=9).map(" ".join), st.text(max_size=60))
exact = settings(max_examples=300, deadline=None)


def seen(text):
    """Return the letters and digits, which no cut may lose."""
    return re.sub(r"[\W_]+", "", text)


@exact
@given(texts, moments, zones)
def test_no_due_date_is_past(text, now, zone):
    due = split(text, now, zone).due

    if isinstance(due, Due):
        assert due.on >= today_in(zone, now)
        assert due.at is None or at_local(due.on, due.at, zone) >= now.replace(second=0)
        assert due.instead is None or today_in(zone, now) <= due.instead != due.on


@exact
@given(texts, moments, zones)
def test_no_word_is_lost(text, now, zone):
    promise = split(text, now, zone)

    if promise.due is None:
        assert promise.what == text
    else:
        assert promise.due.phrase.rstrip(")") in text
        assert sorted(seen(promise.what + promise.due.phrase)) == sorted(seen(text))


@exact
@given(texts, moments, zones)
def test_a_due_date_in_words_means_itself(text, now, zone):
    due = split(text, now, zone).due

    if isinstance(due, Due):
        again = due_in(due_words(due, today_in(zone, now)), now, zone)
        assert isinstance(again, Due)
        assert (again.on, again.at) == (due.on, due.at)


@exact
@given(texts, moments, zones)
def test_a_whole_phrase_means_the_same_as_its_cut(text, now, zone):
    promise = split(text, now, zone)

    if promise.due and not promise.what:
        whole = due_in(text, now, zone)
        assert whole is not None
        assert whole.phrase == text.strip()
