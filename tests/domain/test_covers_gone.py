"""A cover who leaves, or is away themselves: whoever counted on them hears it, and the CCO."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.absence_text import Period
from bot.domain.absences import Absence, come_back, go_away
from bot.domain.answers import Kind
from bot.domain.covers import UNCOVERED, CoverNotAsked, agree_to_cover, is_uncovered
from bot.domain.leaving import take_in
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.notices import Notice
from bot.domain.preferences import cover_of, preferences_of
from tests.conftest import NOON
from tests.domain.test_absences import DAY, TODAY, away
from tests.factories import CAST, FRIDAY, TEAM, a_person

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def ada(session, ben):
    """Ada is away until Friday, and Ben covers."""
    ada = away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)
    return ada


def leaves(session, name):
    take_in(session, TEAM, [replace(CAST[name], is_deactivated=True)], LATER)
    session.flush()


def told(session):
    """Return what those who are away were told about their covers, in order."""
    session.flush()
    told = select(Notice).where(Notice.kind == Kind.COVER_TOLD).order_by(Notice.id)
    return [(notice.person_id, notice.facts["answer"]) for notice in session.exec(told)]


def in_brief(session):
    lines = waiting_lines(session, TEAM, BRIEF)
    return [line.facts["person"] for line in lines if line.kind == UNCOVERED]


def test_a_cover_who_leaves_is_none_and_both_hear(session, ada):
    leaves(session, "ben")

    assert preferences_of(session, ada).cover is None
    assert told(session) == [("UADA", "agreed"), ("UADA", "left")]
    assert in_brief(session) == [ada.number]


def test_a_cover_who_goes_away_on_one_of_these_days_is_none_and_says_so(session, ada, ben):
    said = go_away(session, ben, Absence(Period(FRIDAY, FRIDAY + DAY * 9)), LATER)

    assert said.facts["freed"] == [ada.number]
    assert told(session)[-1] == ("UADA", "away")
    assert (cover_of(session, ada, LATER), in_brief(session)) == (None, [ada.number])


def test_an_absence_on_other_days_takes_no_cover_off(session, ada, ben):
    said = go_away(session, ben, Absence(Period(FRIDAY + DAY, FRIDAY + DAY * 9)), LATER)

    assert said.facts["freed"] == []
    assert cover_of(session, ada, LATER) == ben


def test_who_was_asked_and_goes_away_need_not_answer_and_the_cco_hears_nothing(session, ben):
    ada = away(session, cover="UBEN")

    go_away(session, ben, Absence(Period(TODAY, FRIDAY)), LATER)

    assert (told(session), in_brief(session)) == ([("UADA", "away")], [])
    with pytest.raises(CoverNotAsked):
        agree_to_cover(session, ben, ada, LATER)


def test_who_was_covered_long_ago_hears_nothing(session, ada):
    take_in(session, TEAM, [replace(CAST["ben"], is_deactivated=True)], NOON + DAY * 9)

    assert told(session) == [("UADA", "agreed")]
    assert preferences_of(session, ada).cover is None


def test_the_line_is_so_until_somebody_else_covers_or_it_is_over(session, ada):
    dev = a_person(session, "dev")
    leaves(session, "ben")
    assert is_uncovered(session, ada, LATER)

    go_away(session, ada, Absence(Period(TODAY, FRIDAY), "UDEV"), LATER)
    agree_to_cover(session, dev, ada, LATER)
    covered = is_uncovered(session, ada, LATER)
    come_back(session, ada, LATER)

    assert (covered, is_uncovered(session, ada, LATER)) == (False, False)
