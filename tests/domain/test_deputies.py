"""Who acts for another: done and extend, shown as such, and nothing more."""

import pytest

from bot.domain.answers import Kind
from bot.domain.commitments.finding import told_at
from bot.domain.commitments.moving import hand_over, move
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours, can_see
from bot.domain.commitments.settling import drop, keep
from bot.domain.scenes import Scene
from bot.domain.wishes import Wishes, change_wishes
from tests.conftest import NOON
from tests.domain.test_absences import DAY
from tests.factories import FRIDAY, a_commitment, a_person, to_be_said


@pytest.fixture
def ben(session):
    """Ben, who may act for Ada."""
    ben = a_person(session, "ben")
    change_wishes(session, a_person(session, "ada"), Wishes(deputy="UBEN"), NOON)
    return ben


def test_a_deputy_finishes_and_both_names_stay(session, ben):
    commitment = a_commitment(session, "ada", to="cleo")

    keep(session, commitment, ben, "https://x.example", NOON)

    told = told_at(session, commitment, commitment.revision)
    assert commitment.state is State.DONE
    assert (told.person.called, told.other.called) == ("Ben Okafor", "Ada Lind")
    assert {(Kind.TOLD, "UADA"), (Kind.TOLD, "UCLEO")} <= to_be_said(session)


def test_a_deputy_moves_the_date_and_the_owner_hears(session, ben):
    commitment = a_commitment(session, "ada")

    move(session, commitment, ben, (FRIDAY + DAY * 3, None), "she is ill", NOON)

    assert commitment.due_on == FRIDAY + DAY * 3
    assert (Kind.TOLD, "UADA") in to_be_said(session)


def test_a_deputy_neither_drops_nor_hands_over(session, ben):
    commitment = a_commitment(session, "ada")

    with pytest.raises(NotYours):
        drop(session, commitment, ben, "too much", NOON)
    with pytest.raises(NotYours):
        hand_over(session, commitment, ben, a_person(session, "cleo"), NOON)


def test_a_deputy_sees_what_was_promised_in_private(session, ben):
    commitment = a_commitment(session, "ada", scene=Scene())

    assert can_see(session, commitment, ben)
    assert not can_see(session, commitment, a_person(session, "cleo"))


def test_nobody_else_acts_for_another(session, ben):
    commitment = a_commitment(session, "ada")

    with pytest.raises(NotYours):
        keep(session, commitment, a_person(session, "cleo"), "", NOON)


def test_a_deputy_acts_only_as_long_as_they_are_named(session, ben):
    commitment = a_commitment(session, "ada")
    change_wishes(session, a_person(session, "ada"), Wishes(), NOON)

    with pytest.raises(NotYours):
        keep(session, commitment, ben, "", NOON)
