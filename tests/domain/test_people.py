"""People: one number each for ever, known by what Slack says of them now."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.domain.people import (
    Person,
    Profile,
    learn_people,
    people_called,
    people_numbered,
    person_known,
    person_numbered,
    person_seen,
)
from tests.factories import CAST, TEAM, a_person

ADA = CAST["ada"]


@pytest.fixture
def cast(session):
    return {name: a_person(session, name) for name in CAST}


def names_called(session, name):
    return {person.name for person in people_called(session, TEAM, name)}


def test_somebody_seen_again_keeps_their_number(session):
    ada = person_seen(session, TEAM, "UADA")

    assert person_seen(session, TEAM, "UADA").number == ada.number
    assert person_seen(session, TEAM, "UBEN").number == ada.number + 1


def test_the_same_id_in_another_workspace_is_another_person(session):
    ada = person_seen(session, TEAM, "UADA")

    elsewhere = person_seen(session, "T2", "UADA")

    assert (elsewhere.team_id, elsewhere is ada) == ("T2", False)


def test_nobody_is_known_before_they_are_seen(session):
    assert person_known(session, TEAM, "UADA") is None


def test_an_id_that_was_unknown_a_moment_ago_is_not_unknown_for_ever(session):
    person_known(session, TEAM, "UADA")

    ada = person_seen(session, TEAM, "UADA")

    assert person_known(session, TEAM, "UADA") is ada


def test_as_many_newcomers_as_there_are_take_their_numbers_at_once(session):
    """Others who number somebody wait as long as that takes."""
    asked = []
    first = person_seen(session, TEAM, "UADA").number
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))

    learn_people(session, TEAM, [Profile(f"UNEW{each}", f"New {each}") for each in range(50)])
    session.flush()

    numbered = [next(at for at, each in enumerate(asked) if "counters" in each), len(asked)]
    assert numbered[1] - numbered[0] <= 6
    assert person_known(session, TEAM, "UNEW49").number == first + 50


def test_a_person_is_as_slack_describes_them_now(session):
    learn_people(session, TEAM, [ADA])
    learn_people(session, TEAM, [replace(ADA, name="Ada Berg", is_admin=False)])

    ada = person_known(session, TEAM, "UADA")
    assert (ada.name, ada.handle, ada.is_admin) == ("Ada Berg", "ada", False)
    assert names_called(session, "Ada Lind") == set()


def test_who_lives_by_another_zone_now_is_told_apart(session):
    learn_people(session, TEAM, [ADA, CAST["ben"]])

    moved = learn_people(session, TEAM, [replace(ADA, zone="Asia/Tokyo"), CAST["ben"]])

    assert [person.slack_id for person in moved] == ["UADA"]


def test_what_was_learnt_is_there_for_the_next_transaction(session):
    learn_people(session, TEAM, [ADA])
    session.flush()

    with Session(session.connection()) as later:
        assert person_known(later, TEAM, "UADA").zone == "Europe/Berlin"


@pytest.mark.parametrize(
    "name", ["ada", "Ada", "ADA", "Ada Lind", "ada lind", "ada.lind", "  ada  lind "]
)
def test_a_name_may_be_typed_in_many_ways(session, cast, name):
    assert names_called(session, name) == {"Ada Lind"}


def test_a_handle_is_surer_than_a_first_name(session, cast):
    learn_people(session, TEAM, [Profile("UBEN2", "Ada Smith", "asmith")])

    assert names_called(session, "ada") == {"Ada Lind"}
    assert names_called(session, "asmith") == {"Ada Smith"}


def test_one_first_name_may_mean_several(session, cast):
    learn_people(session, TEAM, [Profile("UX1", "Kim Berg", "kb"), Profile("UX2", "Kim Ono", "ko")])

    assert names_called(session, "kim") == {"Kim Berg", "Kim Ono"}


@pytest.mark.parametrize("name", ["robo", "olga", "Olga Gone", "nobody", "%", "", "\x00", "\ud800"])
def test_a_name_means_no_bot_and_nobody_who_left(session, cast, name):
    assert names_called(session, name) == set()


def test_a_name_is_looked_for_in_its_own_workspace(session, cast):
    assert people_called(session, "T2", "ada") == []


@pytest.mark.parametrize(("name", "typed"), [("Ömer Çelik", "ömer"), ("ИВАН Петров", "иван")])
def test_case_does_not_count_in_any_script(session, name, typed):
    learn_people(session, TEAM, [Profile("UX1", name)])

    assert names_called(session, typed) == {name}


@pytest.mark.parametrize(
    ("name", "able"),
    [("ada", True), ("gus", True), ("robo", False), ("olga", False), ("stan", False)],
)
def test_who_can_promise(cast, name, able):
    assert cast[name].can_promise is able


def test_somebody_erased_is_still_a_person(session):
    ada = a_person(session, "ada")

    ada.slack_id, ada.name, ada.handle = None, "", ""
    session.flush()

    assert person_numbered(session, TEAM, ada.number).called == "somebody who left"
    assert person_known(session, TEAM, "UADA") is None


def test_without_a_name_the_handle_is_said(session):
    learn_people(session, TEAM, [Profile("UX1", "", "kim")])

    assert person_known(session, TEAM, "UX1").called == "kim"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "\x00"])
def test_a_zone_that_is_none_is_utc(zone):
    assert Person(team_id=TEAM, number=1, zone=zone).zoneinfo == ZoneInfo("UTC")


def test_many_are_found_by_number_at_hand_or_not(session, cast):
    numbers = {person.number for person in cast.values()}
    held = person_numbered(session, TEAM, cast["ada"].number)
    session.flush()
    session.expunge(cast["ben"])

    found = people_numbered(session, TEAM, numbers | {None, 9999})

    assert found.keys() == numbers
    assert found[held.number] is held
    assert found[cast["ben"].number].name == "Ben Okafor"
