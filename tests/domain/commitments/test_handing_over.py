"""Handing a commitment over: an offer, during which the giver owns it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.making import NoOwner
from bot.domain.commitments.moving import (
    HandoverOver,
    OwnerAlready,
    hand_over,
    refuse_handover,
    take_over,
)
from bot.domain.commitments.offers import accept
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, NotOpen, keep
from bot.domain.notices import Notice
from bot.domain.people import learn_people
from bot.domain.roles import appoint_cco
from tests.factories import (
    CAST,
    OPS,
    TEAM,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
)

ASKED = ("commitment.handover", "UBEN")
TOLD_ADA = ("commitment.told", "UADA")


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def promised(session, ada):
    return a_commitment(session, "ada")


@pytest.fixture
def handed(session, promised, ada, ben, now):
    return hand_over(session, promised, ada, ben, now)


@pytest.fixture
def of_somebody_gone(session, promised, ada):
    areas = areas_of(session, TEAM)
    areas[0].leader = a_person(session, "cleo").number
    join_area(session, ada, areas[0].number)
    learn_people(session, TEAM, [replace(CAST["ada"], is_deactivated=True)])
    session.flush()
    return promised


def test_until_it_is_accepted_the_giver_owns_it(session, handed, ada, ben):
    assert (handed.owner, handed.handover_to, handed.state) == (
        ada.number,
        ben.number,
        State.OPEN,
    )


def test_only_whom_it_is_handed_to_is_asked(session, handed):
    assert to_be_said(session) == {("commitment.card", OPS), ASKED}


def test_the_giver_can_still_finish_it(session, handed, ada, now):
    assert keep(session, handed, ada, "", now).state is State.DONE


def test_taken_over_it_has_another_owner(session, handed, ben, now):
    take_over(session, handed, ben, now)

    assert (handed.owner, handed.handover_to, handed.handed_on) == (ben.number, None, 1)
    assert what_happened(session, handed) == ["made", "handed_over", "taken_over"]


def test_taken_over_its_day_ends_in_the_new_owners_zone(session, handed, ben, now):
    before = handed.overdue_from

    take_over(session, handed, ben, now)

    assert handed.overdue_from - before == timedelta(hours=6)


def test_the_giver_and_whom_it_is_promised_to_hear_of_it(session, ada, ben, now):
    commitment = a_commitment(session, "ada", to="cleo")
    hand_over(session, commitment, ada, ben, now)

    take_over(session, commitment, ben, now)

    assert {TOLD_ADA, ("commitment.told", "UCLEO")} <= to_be_said(session)


def test_refused_it_stays_with_its_owner_who_hears_why(session, handed, ada, ben, now):
    refuse_handover(session, handed, ben, "I am away", now)

    assert (handed.owner, handed.handover_to, handed.handed_on) == (ada.number, None, 0)
    assert TOLD_ADA in to_be_said(session)


def test_a_refusal_needs_no_reason(session, handed, ben, now):
    assert refuse_handover(session, handed, ben, "", now).handover_to is None


def test_who_was_not_asked_cannot_take_it(session, handed, now):
    cleo = a_person(session, "cleo")

    for act in (
        lambda: take_over(session, handed, cleo, now),
        lambda: refuse_handover(session, handed, cleo, "", now),
    ):
        with pytest.raises(NotYours) as refused:
            act()
        assert refused.value.facts["who"] == "Ben Okafor"


def test_asking_somebody_else_ends_the_first_asking(session, handed, ada, ben, now):
    hand_over(session, handed, ada, a_person(session, "cleo"), now)

    with pytest.raises(NotYours):
        take_over(session, handed, ben, now)


def test_what_is_no_longer_handed_over_cannot_be_taken(session, handed, ada, ben, now):
    keep(session, handed, ada, "", now)

    with pytest.raises(HandoverOver):
        take_over(session, handed, ben, now)


def test_it_is_not_handed_to_its_owner(session, promised, ada, now):
    with pytest.raises(OwnerAlready) as refused:
        hand_over(session, promised, ada, ada, now)

    assert refused.value.facts["who"] == "Ada Lind"


@pytest.mark.parametrize("name", ["robo", "olga", "stan"])
def test_it_is_handed_to_colleagues_only(session, promised, ada, name, now):
    with pytest.raises(NoOwner):
        hand_over(session, promised, ada, a_person(session, name), now)


def test_only_its_owner_hands_it_over_while_they_are_here(session, promised, now):
    cleo = a_person(session, "cleo")
    appoint_cco(session, cleo, now)

    with pytest.raises(NotYours) as refused:
        hand_over(session, promised, cleo, a_person(session, "ben"), now)

    assert refused.value.facts["who"] == "Ada Lind"


def test_an_offer_is_not_handed_over(session, ben, now):
    offer = a_commitment(session, "ada", owner="ben")

    with pytest.raises(NotAccepted):
        hand_over(session, offer, ben, a_person(session, "cleo"), now)


def test_a_settled_promise_is_not_handed_over(session, promised, ada, ben, now):
    keep(session, promised, ada, "", now)

    with pytest.raises(NotOpen):
        hand_over(session, promised, ada, ben, now)


def test_the_leader_of_the_area_hands_over_for_somebody_who_left(
    session, of_somebody_gone, ben, now
):
    hand_over(session, of_somebody_gone, a_person(session, "cleo"), ben, now)
    take_over(session, of_somebody_gone, ben, now)

    assert of_somebody_gone.owner == ben.number


def test_the_cco_hands_over_for_somebody_who_left(session, of_somebody_gone, ben, now):
    dev = a_person(session, "dev")
    appoint_cco(session, dev, now)

    assert hand_over(session, of_somebody_gone, dev, ben, now).handover_to == ben.number


def test_nobody_else_hands_over_for_somebody_who_left(session, of_somebody_gone, ben, now):
    with pytest.raises(NotYours) as refused:
        hand_over(session, of_somebody_gone, ben, ben, now)

    assert refused.value.facts["who"] == "Cleo Marsh"


@pytest.mark.parametrize("with_area", [False, True])
def test_without_a_leader_and_a_cco_nobody_can(session, promised, ada, ben, now, with_area):
    if with_area:
        join_area(session, ada, areas_of(session, TEAM)[0].number)
    learn_people(session, TEAM, [replace(CAST["ada"], is_deactivated=True)])

    with pytest.raises(NotYours) as refused:
        hand_over(session, promised, ben, ben, now)

    assert refused.value.facts["who"] == "nobody"


def test_who_asked_for_somebody_who_left_hears_the_answer(session, of_somebody_gone, ben, now):
    hand_over(session, of_somebody_gone, a_person(session, "cleo"), ben, now)

    refuse_handover(session, of_somebody_gone, ben, "too much", now)

    assert ("commitment.told", "UCLEO") in to_be_said(session)


def test_who_hands_over_is_told_when_the_question_cannot_arrive(session, ada, ben, now):
    commitment = accept(session, a_commitment(session, "ada", owner="ben"), ben, now)

    hand_over(session, commitment, ben, a_person(session, "cleo"), now)

    asked = session.exec(select(Notice.asked_by).where(Notice.kind == "commitment.handover"))
    assert asked.one() == "UBEN"


def test_somebody_who_left_is_not_told(session, of_somebody_gone, ben, now):
    hand_over(session, of_somebody_gone, a_person(session, "cleo"), ben, now)
    take_over(session, of_somebody_gone, ben, now)

    assert TOLD_ADA not in to_be_said(session)
