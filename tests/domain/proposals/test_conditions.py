"""A condition is offered to the proposer; when it falls through, its leader speaks once more."""

from datetime import timedelta

import pytest

from bot.domain.commitments.offers import accept, decline
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.commitments.rights import can_see
from bot.domain.commitments.settling import keep, release
from bot.domain.proposals.amending import amend_and_ask_again
from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.falling_through import (
    NotAskedAgain,
    answer_again,
    is_asked_again,
    look_after_conditions,
)
from bot.domain.proposals.records import State
from bot.domain.proposals.rounds import ConditionState, DissentState, StanceKind
from bot.domain.proposals.said import SayWhat
from bot.domain.proposals.standing import standing
from bot.domain.proposals.stating import RoundClosed
from tests.domain.proposals.rounds_of import Round
from tests.factories import FRIDAY, TEAM, a_person, to_be_said, words_at

IF = "Sales lends us two people by friday"


@pytest.fixture
def one(session):
    """A closed round in which Ben commits with a condition."""
    one = Round(session).says("ben", "condition", IF)
    return one.all_commit("ada", "cleo", "dev").closes()


@pytest.fixture
def offer(session, one):
    return session.get_one(Commitment, (TEAM, one.stance("ben").commitment))


@pytest.fixture
def fallen(session, one, offer):
    """The same after Ada has declined it, and the clock has looked."""
    decline(session, offer, one.people["ada"], "they are busy", one.now)
    look_after_conditions(session, one.now)
    return one


def test_a_condition_is_offered_to_the_proposer_linked_to_the_proposal(session, one, offer):
    assert (offer.state, offer.owner, offer.promised_to) == (
        Stage.OFFERED,
        one.number("ada"),
        one.number("ben"),
    )
    assert (offer.linked_to, offer.due_on) == ("P-1", FRIDAY)
    assert words_at(session, offer.what) == "Sales lends us two people"
    assert one.stance("ben").condition is ConditionState.WAITS


def test_nobody_else_sees_it_and_no_card_is_posted_when_it_is_accepted(session, one, offer):
    accept(session, offer, one.people["ada"], one.now)

    assert not can_see(session, offer, one.people["cleo"], "COPS")
    assert ("commitment.card", "COPS") not in to_be_said(session)


def test_a_condition_in_other_words_replaces_the_offer(session):
    one = Round(session).says("ben", "condition", IF).says("ben", "condition", "we begin in May")

    first, second = (session.get_one(Commitment, (TEAM, number)) for number in (1, 2))
    assert (first.state, second.state) == (Stage.WITHDRAWN, Stage.OFFERED)
    assert one.stance("ben").commitment == 2


def test_who_commits_after_all_takes_the_offer_back(session):
    one = Round(session).says("ben", "condition", IF).says("ben", "commit")

    assert session.get_one(Commitment, (TEAM, 1)).state is Stage.WITHDRAWN
    assert one.stance("ben").commitment is None
    assert look_after_conditions(session, one.now) == 0


def test_a_condition_of_the_proposer_is_their_own_promise(session):
    Round(session).says("ada", "condition", IF)

    assert session.get_one(Commitment, (TEAM, 1)).state is Stage.OPEN


def test_a_declined_condition_asks_its_leader_again_once(session, fallen):
    stance = fallen.stance("ben")

    assert stance.condition is ConditionState.FELL
    assert stance.answer_by == fallen.now + timedelta(days=3)
    assert is_asked_again(session, fallen.proposal, fallen.number("ben"))
    assert look_after_conditions(session, fallen.now) == 0
    assert fallen.story().count("condition_fell") == 1


def test_an_offer_that_lapses_or_a_promise_that_is_not_kept_falls_through(session, one, offer):
    accept(session, offer, one.people["ada"], one.now)
    # Due on Friday; on Tuesday the working day that is its owner's has passed everywhere.
    assert look_after_conditions(session, one.later(days=6).now) == 0

    assert look_after_conditions(session, one.later(days=1).now) == 1
    assert one.stance("ben").condition is ConditionState.FELL


def test_a_promise_that_was_kept_asks_nobody(session, one, offer):
    accept(session, offer, one.people["ada"], one.now)
    keep(session, offer, one.people["ada"], "https://hr/2", one.now)

    assert look_after_conditions(session, one.now) == 0
    assert look_after_conditions(session, one.later(days=9).now) == 1
    assert one.stance("ben").condition is ConditionState.MET


def test_a_leader_who_lets_the_proposer_off_asks_nobody(session, one, offer):
    accept(session, offer, one.people["ada"], one.now)
    release(session, offer, one.people["ben"], "no need", one.now)

    assert look_after_conditions(session, one.later(days=30).now) == 1
    assert one.stance("ben").condition is ConditionState.MET


def test_silence_for_three_working_days_is_a_dissent_with_the_condition_as_reason(session, fallen):
    assert look_after_conditions(session, fallen.later(days=3, seconds=-1).now) == 0

    assert look_after_conditions(session, fallen.later(seconds=1).now) == 1

    stance = fallen.stance("ben")
    assert (stance.kind, words_at(session, stance.words)) == (StanceKind.DISSENT, IF)
    assert fallen.dissent("ben").state is DissentState.OPEN
    assert fallen.proposal.state is State.WORKING_DISSENT
    assert {("dissent.told", "UBEN"), ("dissent.told", "UADA")} <= to_be_said(session)
    assert look_after_conditions(session, fallen.later(days=30).now) == 0


def test_a_leader_who_commits_without_the_condition_is_asked_no_more(session, fallen):
    fallen.act(answer_again, "ben", StanceKind.COMMIT, "")

    assert fallen.stance("ben").kind is StanceKind.COMMIT
    assert look_after_conditions(session, fallen.later(days=30).now) == 0
    assert standing(session, fallen.proposal) == []


def test_the_same_buttons_answer_after_the_close_for_whom_they_ask_again(session, fallen):
    fallen.says("ben", "dissent", "then we cannot do it")

    assert words_at(session, fallen.stance("ben").words) == "then we cannot do it"
    assert fallen.dissent("ben").state is DissentState.OPEN
    with pytest.raises(RoundClosed):
        fallen.says("cleo", "dissent", "me too")


def test_another_condition_is_another_offer(session, fallen):
    fallen.act(answer_again, "ben", StanceKind.CONDITION, "Sales lends us one person")

    stance = fallen.stance("ben")
    assert (stance.condition, stance.commitment) == (ConditionState.WAITS, 2)
    assert look_after_conditions(session, fallen.now) == 0


def test_a_condition_without_words_is_none(session, fallen):
    with pytest.raises(SayWhat):
        fallen.act(answer_again, "ben", StanceKind.CONDITION, " ")


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_who_is_not_asked_again_cannot_answer_again(fallen, name):
    with pytest.raises(NotAskedAgain):
        fallen.act(answer_again, name, StanceKind.COMMIT, "")


def test_of_a_proposal_that_was_withdrawn_nobody_is_asked(session, one, offer):
    one.act(withdraw, "ada", "not now")
    decline(session, offer, one.people["ada"], "", one.now)

    assert look_after_conditions(session, one.now) == 1
    assert one.stance("ben").condition is ConditionState.PASSED
    assert look_after_conditions(session, one.now) == 0


def test_where_the_proposer_has_left_a_condition_waits_without_an_offer(session):
    one = Round(session)
    one.people["ada"].is_deactivated = True
    one.says("ben", "condition", IF)

    assert (one.stance("ben").commitment, one.stance("ben").condition) == (
        None,
        ConditionState.WAITS,
    )
    assert a_person(session, "ada") is not None


def test_a_plain_yes_in_the_next_round_takes_back_what_the_one_before_had_offered(session):
    one = Round(session).says("ben", "condition", IF)
    offer = session.get_one(Commitment, (TEAM, one.stance("ben").commitment))
    one.act(amend_and_ask_again, "ada", "We answer within three days.")
    assert offer.state is Stage.OFFERED

    one.says("ben", "commit")

    assert offer.state is Stage.WITHDRAWN
