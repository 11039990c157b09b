"""Roles: who the Chief Customer Officer is, who may say so, and who is asked."""

from datetime import timedelta

import pytest

from bot.domain.roles import (
    NoOffice,
    NotAdministrator,
    NotAsked,
    Office,
    RoleState,
    accept_office,
    appoint_cco,
    cco_of,
    decline_office,
    name_cco,
    role_of,
    should_ask_cco,
)
from bot.domain.workspaces import workspace_of
from tests.factories import TEAM, a_person


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def asked(session, ben, ada, now):
    """Ben, whom Ada named."""
    name_cco(session, ben, ada, now)
    return ben


def is_asking(session, me, now):
    return should_ask_cco(session, workspace_of(session, TEAM), me, now)


def test_at_first_there_is_no_cco(session):
    assert cco_of(session, TEAM) is None


def test_an_administrator_is_asked_once_who_it_is(session, ada, now):
    assert is_asking(session, ada, now)
    assert not is_asking(session, ada, now)


def test_others_are_not_asked_and_the_question_stays_open(session, ada, ben, now):
    assert not is_asking(session, ben, now)
    assert is_asking(session, ada, now)


def test_once_somebody_was_named_nobody_is_asked(session, ada, asked, now):
    assert not is_asking(session, ada, now)


def test_who_was_named_is_not_cco_until_they_accept(session, asked, now):
    assert cco_of(session, TEAM) is None

    accept_office(session, asked, now)

    assert cco_of(session, TEAM) is asked


def test_who_names_themselves_is_cco_at_once(session, ada, now):
    assert name_cco(session, ada, ada, now).state is RoleState.HELD
    assert cco_of(session, TEAM) is ada


def test_only_an_administrator_names_the_cco(session, ada, ben, now):
    with pytest.raises(NotAdministrator):
        name_cco(session, ada, ben, now)

    assert role_of(session, TEAM, Office.CCO) is None


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_only_a_colleague_can_be_cco(session, ada, name, now):
    with pytest.raises(NoOffice):
        name_cco(session, a_person(session, name), ada, now)


def test_only_who_was_asked_accepts(session, asked, now):
    with pytest.raises(NotAsked):
        accept_office(session, a_person(session, "cleo"), now)

    assert cco_of(session, TEAM) is None


def test_nobody_asked_nobody_accepts(session, ben, now):
    with pytest.raises(NotAsked):
        accept_office(session, ben, now)


def test_declined_the_next_administrator_is_asked_again(session, ada, asked, now):
    workspace_of(session, TEAM).cco_asked_at = now

    decline_office(session, asked)
    session.flush()

    assert role_of(session, TEAM, Office.CCO) is None
    assert is_asking(session, ada, now)


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_only_who_was_asked_declines(session, asked, name):
    with pytest.raises(NotAsked):
        decline_office(session, a_person(session, name))


def test_nobody_asked_nobody_declines(session, ben):
    with pytest.raises(NotAsked):
        decline_office(session, ben)


def test_another_may_be_named_while_the_first_is_still_asked(session, ada, asked, now):
    cleo = a_person(session, "cleo")

    name_cco(session, cleo, ada, now)

    with pytest.raises(NotAsked):
        accept_office(session, asked, now)
    accept_office(session, cleo, now)
    assert cco_of(session, TEAM) is cleo


def test_an_operators_word_needs_no_asking(session, asked, now):
    cleo = a_person(session, "cleo")
    assert cco_of(session, TEAM) is None

    appoint_cco(session, cleo, now)

    assert cco_of(session, TEAM) is cleo


def test_each_workspace_has_its_own_cco(session, ada, now):
    name_cco(session, ada, ada, now)

    assert cco_of(session, "T2") is None


def test_a_cco_who_left_is_none_and_the_question_is_open_once_more(session, ada, asked, now):
    accept_office(session, asked, now)
    asked.is_deactivated = True

    asks = [is_asking(session, ada, now + timedelta(minutes=minute)) for minute in (1, 2)]

    assert cco_of(session, TEAM) is None
    assert asks == [True, False]


def test_who_holds_the_office_keeps_it_until_the_next_accepts(session, ada, ben, now):
    name_cco(session, ada, ada, now)

    name_cco(session, ben, ada, now)
    assert cco_of(session, TEAM) is ada

    accept_office(session, ben, now)
    assert cco_of(session, TEAM) is ben


def test_declined_the_office_stays_with_who_holds_it(session, ada, ben, now):
    name_cco(session, ada, ada, now)
    name_cco(session, ben, ada, now)

    decline_office(session, ben)

    assert cco_of(session, TEAM) is ada


def test_accepting_twice_is_accepting_once(session, asked, now):
    accept_office(session, asked, now)
    accept_office(session, asked, now)

    assert cco_of(session, TEAM) is asked
