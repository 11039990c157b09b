"""Who leaves, what becomes of what they owed, and who comes back."""

from dataclasses import replace

import pytest

from bot.domain.answers import Kind
from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.finding import Which, listed
from bot.domain.commitments.moving import hand_over, take_over
from bot.domain.commitments.offers import OFFER_LAPSED
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours
from bot.domain.covers import agree_to_cover
from bot.domain.leaving import LEFT, count_without_owner, take_in
from bot.domain.lines import BRIEF, digest_of, waiting_lines
from bot.domain.people import Profile
from bot.domain.preferences import cover_of, deputy_of
from bot.domain.roles import appoint_cco
from bot.domain.wishes import Wishes, change_wishes
from tests.conftest import NOON
from tests.domain.test_absences import DAY, TODAY, away
from tests.factories import CAST, TEAM, a_commitment, a_person, to_be_said, what_happened


def becomes(session, name, **standing):
    take_in(session, TEAM, [replace(CAST[name], **standing)], NOON)
    session.flush()


def leaves(session, name):
    a_person(session, name)
    becomes(session, name, is_deactivated=True)


def lines(session):
    return [(line.kind, line.facts["person"]) for line in waiting_lines(session, TEAM, BRIEF)]


def test_what_somebody_owed_is_without_an_owner(session):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    a_commitment(session, "ben")

    leaves(session, "ben")

    page = listed(session, ada, Which.WITHOUT_OWNER, NOON)
    assert [each.commitment.owner for each in page.shown] == [ben.number]
    assert count_without_owner(session, ben) == 1


def test_the_cco_reads_of_each_who_left_once(session):
    ben = a_person(session, "ben")
    a_commitment(session, "ben")
    a_commitment(session, "ben", what="send the list")

    leaves(session, "ben")
    becomes(session, "ben", is_deactivated=True, handle="bo")

    assert lines(session) == [(LEFT, ben.number)]


def test_nobody_reads_of_who_left_owing_nothing(session):
    leaves(session, "ben")

    assert lines(session) == []


def test_an_offer_to_somebody_who_left_is_closed_and_told(session):
    offer = a_commitment(session, "ada", owner="ben")

    leaves(session, "ben")

    assert offer.state is State.LAPSED
    assert what_happened(session, offer)[-1] == "owner_left"
    told = waiting_lines(session, TEAM, digest_of(offer.offered_by))
    assert [line.kind for line in told] == [OFFER_LAPSED]


def test_what_was_being_handed_to_them_stays_where_it_is(session):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    commitment = a_commitment(session, "ada")
    hand_over(session, commitment, ada, ben, NOON)

    leaves(session, "ben")

    assert (commitment.handover_to, commitment.owner) == (None, ada.number)
    assert what_happened(session, commitment)[-1] == "taker_left"
    assert (Kind.TOLD, "UADA") in to_be_said(session)


def test_what_was_promised_to_them_stays(session):
    commitment = a_commitment(session, "ada", to="ben")

    leaves(session, "ben")

    assert (commitment.state, commitment.revision) == (State.OPEN, 1)


def test_who_comes_back_has_all_of_it_again(session):
    ben = a_person(session, "ben")
    commitment = a_commitment(session, "ben")
    leaves(session, "ben")

    becomes(session, "ben")

    assert (commitment.owner, commitment.state) == (ben.number, State.OPEN)
    assert lines(session) == []
    assert ben.next_digest_at is not None


def test_they_cover_and_act_for_nobody_any_more(session):
    ben, ada = a_person(session, "ben"), away(session, cover="UBEN")
    agree_to_cover(session, ben, ada, NOON)
    change_wishes(session, ada, Wishes(deputy="UBEN"), NOON)

    leaves(session, "ben")
    becomes(session, "ben")

    assert cover_of(session, ada, NOON) is None
    assert deputy_of(session, ada) is None


def test_the_leader_and_the_cco_hand_their_work_over(session):
    ada, ben, cleo = (a_person(session, name) for name in ("ada", "ben", "cleo"))
    appoint_cco(session, ada, NOON)
    area = areas_of(session, TEAM)[0]
    area.leader = cleo.number
    join_area(session, ben, area.number)
    promised = [a_commitment(session, "ben", what=what) for what in ("call", "write")]
    dev = a_person(session, "dev")
    leaves(session, "ben")

    for commitment, steward in zip(promised, (ada, cleo), strict=True):
        hand_over(session, commitment, steward, dev, NOON)
        take_over(session, commitment, dev, NOON)
    assert count_without_owner(session, ben) == 0


@pytest.mark.parametrize(("days", "may"), [(6, False), (7, True)])
def test_the_cco_hands_over_the_work_of_who_is_away_for_long(session, days, may):
    cleo, dev = a_person(session, "cleo"), a_person(session, "dev")
    appoint_cco(session, cleo, NOON)
    commitment = a_commitment(session, "ada")
    away(session, last=TODAY + DAY * days)

    if may:
        hand_over(session, commitment, cleo, dev, NOON)
        assert commitment.handover_to == dev.number
    else:
        with pytest.raises(NotYours):
            hand_over(session, commitment, cleo, dev, NOON)


def test_somebody_never_seen_has_not_left(session):
    take_in(session, TEAM, [Profile("UNEW", "New Here", is_deactivated=True)], NOON)

    assert lines(session) == []
