"""Areas: preset, one a person, and the question asked once."""

import pytest

from bot.domain.areas import (
    PRESET,
    Area,
    area_called,
    area_of,
    areas_of,
    join_area,
    should_ask_area,
)
from tests.factories import TEAM, a_person


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


def number_of(session, name):
    return area_called(session, TEAM, name).number


def test_a_new_workspace_has_the_preset_areas_in_order(session):
    assert [area.name for area in areas_of(session, TEAM)] == sorted(PRESET)


def test_the_preset_areas_are_made_once(session):
    first = [area.number for area in areas_of(session, TEAM)]

    assert [area.number for area in areas_of(session, TEAM)] == first


def test_an_area_that_was_renamed_does_not_come_back(session):
    area_called(session, TEAM, "Sales").name = "Accounts"
    session.flush()

    assert "Sales" not in [area.name for area in areas_of(session, TEAM)]


def test_areas_are_sorted_as_people_read_them(session):
    areas_of(session, TEAM)
    session.add(Area(team_id=TEAM, number=100, name="customs"))
    session.flush()

    assert next(area.name for area in areas_of(session, TEAM)) == "customs"


@pytest.mark.parametrize("typed", ["Sales", "sales", " SALES "])
def test_an_area_is_found_by_its_name(session, typed):
    assert area_called(session, TEAM, typed).name == "Sales"


@pytest.mark.parametrize("typed", ["", "sale", "accounts"])
def test_what_is_no_area_is_none(session, typed):
    assert area_called(session, TEAM, typed) is None


def test_each_workspace_has_areas_of_its_own(session):
    area_called(session, TEAM, "Sales").name = "Accounts"
    session.flush()

    assert area_called(session, "T2", "Sales") is not None


def test_a_person_works_in_the_area_they_joined_last(session, ada):
    join_area(session, ada, number_of(session, "Sales"))
    assert area_of(session, ada).name == "Sales"

    assert join_area(session, ada, number_of(session, "Service")).name == "Service"
    assert area_of(session, ada).name == "Service"


def test_nobody_works_in_an_area_unasked(session, ada):
    assert area_of(session, ada) is None


def test_a_person_is_asked_for_their_area_once(session, ada, now):
    assert should_ask_area(session, ada, now)
    assert not should_ask_area(session, ada, now)


def test_who_has_an_area_is_not_asked(session, ada, now):
    join_area(session, ada, number_of(session, "Sales"))

    assert not should_ask_area(session, ada, now)


def test_a_guest_is_not_asked(session, now):
    assert not should_ask_area(session, a_person(session, "gus"), now)
