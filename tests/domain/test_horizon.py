"""When the clock alone will make something happen next."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.horizon import horizon, next_due
from bot.domain.notices import Place, promise
from bot.domain.unfinished import FormKind, leave_unfinished
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM, a_commitment, a_person

LATER = NOON + timedelta(hours=3)
MOST_LATE = NOON + timedelta(days=7)


def promised(session, **more):
    person = Place(person_id="UADA")
    promise(session, TEAM, "k1", kind="note", place=person, now=NOON, **more)


def test_without_anything_ahead_nothing_is_planned(session):
    a_person(session, "ada")

    assert next_due(session, NOON) is None


def test_a_promise_is_planned_for_the_morning_of_its_first_reminder(session):
    a_commitment(session, due_on=FRIDAY + timedelta(days=7))

    assert next_due(session, NOON) == datetime(2026, 12, 2, 8, tzinfo=UTC)  # Nine in Berlin.


def test_what_shall_be_said_later_is_planned(session):
    promised(session, due_at=LATER)

    assert next_due(session, NOON) == LATER


def test_what_is_held_is_planned_until_it_is_let_go(session):
    promised(session, held=True, expires_at=MOST_LATE)

    assert next_due(session, NOON) == MOST_LATE
    assert next_due(session, MOST_LATE) is None


def test_an_offer_is_looked_after_once_it_has_waited(session):
    offer = a_commitment(session, owner="ben")

    assert next_due(session, NOON) == offer.answer_by


def test_what_is_left_unfinished_is_forgotten_in_the_end(session):
    ada = a_person(session, "ada")
    leave_unfinished(session, ada, FormKind.PROMISE, "call Acme", {}, NOON)

    assert next_due(session, NOON) == MOST_LATE


@pytest.mark.parametrize("first", [timedelta(hours=1), timedelta(days=30)])
def test_the_earliest_of_all_comes_first(session, first):
    offer = a_commitment(session, owner="ben")
    promised(session, due_at=NOON + first)

    assert next_due(session, NOON) == min(NOON + first, offer.answer_by)


def test_what_is_due_and_not_said_yet_is_counted(session):
    promised(session)

    assert horizon(session, NOON).waiting == 1
    assert horizon(session, NOON - timedelta(minutes=1)).waiting == 0
