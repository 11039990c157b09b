"""Deliveries: what comes twice is done once and answered the same."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import (
    KEPT_FOR,
    answer_to,
    forget_old_deliveries,
    is_first,
    remember_answer,
)
from tests.factories import TEAM

ANSWER = {"kind": "commitment", "facts": {"number": 12, "notes": ["default_date"]}}


def test_only_the_first_of_two_deliveries_is_taken_in_hand(session, now):
    assert is_first(session, TEAM, "trigger:1", now)
    assert not is_first(session, TEAM, "trigger:1", now)


@pytest.mark.parametrize(("team_id", "key"), [("T2", "trigger:1"), (TEAM, "trigger:2")])
def test_another_key_or_workspace_is_another_delivery(session, team_id, key, now):
    is_first(session, TEAM, "trigger:1", now)

    assert is_first(session, team_id, key, now)


def test_a_second_delivery_gets_the_same_answer(session, now):
    is_first(session, TEAM, "trigger:1", now)

    remember_answer(session, TEAM, "trigger:1", ANSWER)

    assert answer_to(session, TEAM, "trigger:1") == ANSWER


def test_an_answer_is_that_of_its_own_key(session, now):
    for key in ("trigger:1", "trigger:2"):
        is_first(session, TEAM, key, now)

    remember_answer(session, TEAM, "trigger:1", ANSWER)

    assert answer_to(session, TEAM, "trigger:2") is None


def test_what_never_came_has_no_answer(session):
    assert answer_to(session, TEAM, "trigger:1") is None


def test_a_rollback_forgets_the_delivery(session, now):
    is_first(session, TEAM, "trigger:1", now)

    session.rollback()

    assert is_first(session, TEAM, "trigger:1", now)


def test_after_a_day_a_delivery_is_forgotten(session, now):
    is_first(session, TEAM, "old", now - KEPT_FOR - timedelta(seconds=1))
    is_first(session, TEAM, "young", now - KEPT_FOR)

    assert forget_old_deliveries(session, now) == 1
    assert is_first(session, TEAM, "old", now)
    assert not is_first(session, TEAM, "young", now)
