"""Being away: who is asked to cover, what they answer, and what is left when it is over."""

from datetime import date, timedelta

import pytest

from bot.domain.absence_text import Period
from bot.domain.absences import (
    Absence,
    AwayBefore,
    AwayTooLong,
    EndsBeforeItBegins,
    away_line,
    come_back,
    go_away,
)
from bot.domain.answers import Kind
from bot.domain.covers import (
    CoverCannot,
    CoverIsAway,
    CoverIsMe,
    CoverNotAsked,
    agree_to_cover,
    decline_to_cover,
)
from bot.domain.preferences import cover_of, covered_by, is_away, is_long_away, preferences_of
from bot.domain.unfinished import all_unfinished
from tests.conftest import NOON
from tests.factories import FRIDAY, a_commitment, a_person, to_be_said

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def away(session, name="ada", first=TODAY, last=FRIDAY, cover=None, now=NOON):
    person = a_person(session, name)
    go_away(session, person, Absence(Period(first, last), cover), now)
    return person


def test_a_person_is_away_on_the_days_they_named_in_their_own_zone(session):
    ada = away(session)

    days = [NOON + DAY * n for n in range(-1, 5)]
    assert [is_away(session, ada, day) for day in days] == [False, True, True, True, True, False]


def test_the_cover_is_asked_and_covers_only_once_they_agree(session):
    ben = a_person(session, "ben")
    ada = away(session, cover="UBEN")
    assert (Kind.COVER_ASKED, "UBEN") in to_be_said(session)
    assert cover_of(session, ada, NOON) is None

    agree_to_cover(session, ben, ada, NOON)

    assert cover_of(session, ada, NOON) == ben
    assert covered_by(session, ben, NOON) == [ada]
    assert covered_by(session, ben, NOON + DAY * 4) == []
    assert (Kind.COVER_TOLD, "UADA") in to_be_said(session)


def test_a_cover_who_declines_is_not_asked_again(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")

    decline_to_cover(session, ben, ada, NOON)

    assert preferences_of(session, ada).cover_asked is None
    assert (Kind.COVER_TOLD, "UADA") in to_be_said(session)
    with pytest.raises(CoverNotAsked):
        agree_to_cover(session, ben, ada, NOON)


def test_who_was_not_asked_cannot_cover(session):
    ada, cleo = away(session, cover="UBEN"), a_person(session, "cleo")

    with pytest.raises(CoverNotAsked):
        agree_to_cover(session, cleo, ada, NOON)


def test_the_same_days_said_twice_ask_nobody_twice(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)

    away(session)

    assert cover_of(session, ada, NOON) == ben


def test_other_days_ask_the_cover_anew(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)

    away(session, last=FRIDAY + DAY * 7)

    assert cover_of(session, ada, NOON) is None
    assert preferences_of(session, ada).cover_asked == ben.number


def test_a_form_without_a_cover_lets_the_cover_go(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)

    away(session, cover="")

    assert cover_of(session, ada, NOON) is None


def test_coming_back_ends_it_and_the_cover(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)

    come_back(session, ada, NOON)

    assert not is_away(session, ada, NOON)
    assert covered_by(session, ben, NOON) == []


def test_being_away_moves_no_date(session):
    commitment = a_commitment(session, "ada")

    away(session)

    assert (commitment.due_on, commitment.revision) == (FRIDAY, 1)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (FRIDAY, TODAY, EndsBeforeItBegins),
        (TODAY - DAY * 2, TODAY - DAY, AwayBefore),
        (TODAY, TODAY + DAY * 367, AwayTooLong),
    ],
)
def test_days_that_cannot_be_are_refused(session, first, last, refusal):
    with pytest.raises(refusal):
        away(session, first=first, last=last)


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_only_a_colleague_can_cover(session, name):
    with pytest.raises(CoverCannot):
        away(session, cover=a_person(session, name).slack_id)


def test_nobody_covers_for_themselves(session):
    with pytest.raises(CoverIsMe):
        away(session, cover="UADA")


def test_who_is_away_then_cannot_cover(session):
    away(session, "ben", first=FRIDAY, last=FRIDAY + DAY * 9)

    with pytest.raises(CoverIsAway):
        away(session, cover="UBEN")
    away(session, last=FRIDAY - DAY, cover="UBEN")


@pytest.mark.parametrize(("days", "is_long"), [(6, False), (7, True)])
def test_away_for_more_than_five_working_days_is_long(session, days, is_long):
    ada = away(session, last=TODAY + DAY * days)

    assert is_long_away(session, ada, NOON) is is_long
    assert not is_long_away(session, ada, NOON - DAY)


def test_what_is_unclear_is_kept_until_the_form_is_sent(session):
    ada = a_person(session, "ada")

    said = away_line(session, ada, "until 31 feb cover <@UBEN>", NOON)

    assert said.kind is Kind.AWAY_FORM
    assert [each.words for each in all_unfinished(session, ada, NOON)] == [
        "until 31 feb cover @somebody"
    ]


@pytest.mark.parametrize("word", ["over", "Back", "ended."])
def test_a_word_says_that_it_is_over(session, word):
    ada = away(session)

    away_line(session, ada, word, NOON)

    assert not is_away(session, ada, NOON)
