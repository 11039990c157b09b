"""Phrases become the rhythm their writer means, or none."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import Rhythm, Unclear, Why, names_time, rhythm_in
from tests.conftest import NOON
from tests.domain.recurrence.held_out import HELD_OUT, NOT_READ
from tests.domain.recurrence.phrases import ANCHORS, CHOICES, READ, UNCLEAR, ZONES

HERE = "America/New_York"


@pytest.mark.parametrize(("phrase", "meant"), READ.items())
def test_a_phrase_is_the_rule_and_the_hour_that_are_meant(phrase, meant):
    rhythm = rhythm_in(phrase, NOON, HERE)

    assert isinstance(rhythm, Rhythm), rhythm
    assert (rhythm.rule, rhythm.at) == (meant[0], time.fromisoformat(meant[1]))


@pytest.mark.parametrize(("phrase", "meant"), HELD_OUT.items())
def test_a_phrase_that_nobody_planned_for_is_read_right_or_asked_about(phrase, meant):
    rhythm = rhythm_in(phrase, NOON, HERE)

    read = None if isinstance(rhythm, Unclear) else (rhythm.rule, f"{rhythm.at:%H:%M}")
    assert read == (None if phrase in NOT_READ else meant)


@pytest.mark.parametrize(("phrase", "day"), ANCHORS.items())
def test_a_rhythm_is_counted_from_the_first_day_it_can_meet(phrase, day):
    rhythm = rhythm_in(phrase, NOON, HERE)

    assert isinstance(rhythm, Rhythm), rhythm
    assert rhythm.anchor_on == date.fromisoformat(day)
    assert rhythm.next_slots(NOON, 1)[0].slot_on == rhythm.anchor_on


@pytest.mark.parametrize(("phrase", "zone"), ZONES.items())
def test_a_zone_can_be_named_and_is_not_part_of_the_rest(phrase, zone):
    rhythm = rhythm_in(phrase, NOON, HERE)

    assert isinstance(rhythm, Rhythm), rhythm
    assert (rhythm.zone, rhythm.rule, rhythm.at) == (
        zone,
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        time(10),
    )


@pytest.mark.parametrize(("phrase", "why"), UNCLEAR.items())
def test_what_is_no_rhythm_or_two_is_not_guessed(phrase, why):
    answer = rhythm_in(phrase, NOON, HERE)

    assert isinstance(answer, Unclear), answer
    assert (answer.why, answer.phrase) == (Why(why), phrase)


@pytest.mark.parametrize(("phrase", "choices"), CHOICES.items())
def test_what_could_be_meant_is_offered(phrase, choices):
    answer = rhythm_in(phrase, NOON, HERE)

    assert isinstance(answer, Unclear), answer
    assert [choice.in_words() for choice in answer.choices] == choices


@pytest.mark.parametrize(
    ("phrase", "is_named"),
    [
        ("every tuesday 9:00", True),
        ("weekly mon 9", True),
        ("every tuesday", False),
        ("every month on the 15th", False),
        ("every tuesday starting 8 december 2026", False),
        ("every tuesday 25:00", False),
    ],
)
def test_an_hour_that_was_not_typed_is_known_to_be_the_default(phrase, is_named):
    assert names_time(phrase, NOON, HERE) is is_named


def test_without_an_hour_the_given_one_is_taken():
    assert rhythm_in("every tuesday", NOON, HERE, at=time(15)).at == time(15)
    assert rhythm_in("every tuesday 9:00", NOON, HERE, at=time(15)).at == time(9)


WORDS = sorted({word for phrase in [*READ, *ANCHORS, *ZONES, *UNCLEAR] for word in phrase.split()})


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_whatever_is_typed_has_an_answer(text):
    answer = rhythm_in(text, NOON, HERE)

    assert isinstance(answer, Rhythm | Unclear)
    if isinstance(answer, Rhythm):
        assert len(answer.next_slots(NOON, 3)) == 3
