"""Undo of a stance, for ten minutes: what was said before stands again, or nothing was said."""

import pytest
from sqlmodel import select

from bot.domain.commitments.offers import accept
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.proposals.dissents import offer_alternative
from bot.domain.proposals.finding import round_of, seat_of, waiting_for
from bot.domain.proposals.rounds import DissentState, StanceKind
from bot.domain.proposals.taking_back import ActedOn, NothingToTakeBack, take_back_stance
from tests.domain.proposals.rounds_of import Round
from tests.factories import words_at


def seat(one, name):
    return seat_of(one.session, round_of(one.session, one.proposal), one.number(name))


def test_nothing_was_said_then(session):
    one = Round(session).says("ben", "commit")
    one.act(take_back_stance, "ben")

    assert one.stance("ben") is None
    assert seat(one, "ben").heard_at is None
    assert waiting_for(session, one.people["ben"]) == [one.proposal]
    assert one.story()[-1] == "took_back"


def test_what_was_said_before_stands_again(session):
    one = Round(session).says("ben", "dissent", "too early").says("ben", "commit", "from May on")
    one.act(take_back_stance, "ben")

    assert one.stance("ben").kind is StanceKind.DISSENT
    assert words_at(session, one.stance("ben").words) == "too early"
    assert one.dissent("ben").state is DissentState.OPEN


def test_a_dissent_taken_back_was_none(session):
    one = Round(session).says("ben", "commit").says("ben", "dissent", "too early")
    one.act(take_back_stance, "ben")

    assert one.stance("ben").kind is StanceKind.COMMIT
    assert one.dissent("ben") is None


def test_who_took_it_back_can_speak_again(session):
    one = Round(session).says("ben", "commit")
    one.act(take_back_stance, "ben")

    assert one.says("ben", "aside").stance("ben").kind is StanceKind.ASIDE


def test_it_is_taken_back_once(session):
    one = Round(session).says("ben", "commit").says("ben", "aside")
    one.act(take_back_stance, "ben")

    with pytest.raises(NothingToTakeBack):
        one.act(take_back_stance, "ben")


def test_only_within_ten_minutes(session):
    one = Round(session).says("ben", "commit").later(minutes=10)

    with pytest.raises(NothingToTakeBack):
        one.act(take_back_stance, "ben")


def test_after_the_close_what_was_said_stays(session):
    one = Round(session).all_commit().closes()

    with pytest.raises(NothingToTakeBack):
        one.act(take_back_stance, "ben")


def test_who_has_said_nothing_takes_nothing_back(session):
    with pytest.raises(NothingToTakeBack):
        Round(session).says("ben", "commit").act(take_back_stance, "dev")


def test_what_was_answered_stays(session):
    one = Round(session).says("ben", "dissent", "too early")
    one.act(offer_alternative, "ada", one.number("ben"), "from May on")

    with pytest.raises(ActedOn):
        one.act(take_back_stance, "ben")


def offers(session):
    return session.exec(select(Commitment)).all()


def test_a_condition_taken_back_leaves_no_offer(session):
    one = Round(session).says("ben", "condition", "two more people by friday")
    one.act(take_back_stance, "ben")

    assert [offer.state for offer in offers(session)] == [Stage.WITHDRAWN]


def test_a_condition_that_was_accepted_stays(session):
    one = Round(session).says("ben", "condition", "two more people by friday")
    accept(session, offers(session)[0], one.people["ada"], one.now)

    with pytest.raises(ActedOn):
        one.act(take_back_stance, "ben")
