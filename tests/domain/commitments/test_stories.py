"""What happened to a commitment, told in words and names, to whom it may be told."""

import pytest

from bot.domain.commitments.finding import (
    told,
    told_at,
)
from bot.domain.commitments.moving import hand_over, refuse_handover, take_over
from bot.domain.commitments.offers import Wish, accept, discuss
from bot.domain.commitments.settling import keep
from tests.factories import (
    a_commitment,
    a_person,
)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


def test_the_story_names_who_did_what_and_to_whom(session, ada, ben, now):
    commitment = a_commitment(session, "ada")
    hand_over(session, commitment, ada, ben, now, "I am away")
    take_over(session, commitment, ben, now)

    story = [
        (each.happening.what, each.person.called, each.other and each.other.called, each.words)
        for each in told(session, commitment)
    ]

    assert story == [
        ("made", "Ada Lind", None, "call every customer lost in May"),
        ("handed_over", "Ada Lind", "Ben Okafor", "I am away"),
        ("taken_over", "Ben Okafor", "Ada Lind", ""),
    ]


@pytest.mark.parametrize(("name", "heard"), [("ada", True), ("ben", True), ("cleo", False)])
def test_what_two_told_each_other_stays_between_them(session, ada, ben, now, name, heard):
    commitment = a_commitment(session, "ada", owner="ben")
    discuss(session, commitment, ben, Wish("I am in hospital that week"), now)
    accept(session, commitment, ben, now)

    story = told(session, commitment, a_person(session, name))

    assert ("I am in hospital that week" in [each.words for each in story]) is heard
    assert [each.happening.what for each in story] == ["offered", "discussed", "accepted"]


def test_who_said_something_may_read_it_again(session, ada, ben, now):
    commitment = hand_over(session, a_commitment(session, "ada"), ada, ben, now)
    refuse_handover(session, commitment, ben, "I am away", now)

    assert told(session, commitment, ben)[-1].words == "I am away"


def test_one_step_of_the_story_is_told_alone(session, ada, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "https://crm/1", now)

    assert told_at(session, commitment, 2).words == "https://crm/1"
    assert told_at(session, commitment, 3) is None
