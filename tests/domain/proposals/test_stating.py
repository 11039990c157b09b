"""Saying where one stands: one row a person and round, changed until the close, nothing lost."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.proposals.amending import amend_and_ask_again
from bot.domain.proposals.dissents import offer_alternative
from bot.domain.proposals.finding import round_of, seat_of
from bot.domain.proposals.rounds import DissentState, Stance, StanceKind
from bot.domain.proposals.stating import (
    ConditionMissing,
    NotAskedHere,
    NothingToCarry,
    ReasonMissing,
    RoundClosed,
    WhyChanged,
    WordsTooLong,
    still_committed,
)
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import words_at

COMMIT, DISSENT = StanceKind.COMMIT, StanceKind.DISSENT


def asked_again(one):
    """Ada offers Ben an alternative, and asks everybody about it."""
    one.act(offer_alternative, "ada", one.number("ben"), "three days")
    one.act(amend_and_ask_again, "ada", "Three days. Service leads.")
    return one


def rows(session):
    session.flush()
    return session.exec(select(Stance)).all()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("commit", ""), ("condition", "two more people"), ("dissent", "too early"), ("aside", "")],
)
def test_each_way_of_standing_is_heard(session, kind, words):
    one = Round(session).says("ben", kind, words)

    assert (one.stance("ben").kind, words_at(session, one.stance("ben").words)) == (kind, words)
    assert one.story() == ["drafted", "asked", "stated"]


def test_the_same_again_is_the_same(session):
    one = Round(session).says("ben", "commit").says("ben", "commit")

    assert one.story().count("stated") == 1


def test_pressing_commit_again_leaves_the_words_alone(session):
    one = Round(session).says("ben", "commit", "gladly").says("ben", "commit")

    assert words_at(session, one.stance("ben").words) == "gladly"


def test_another_reason_is_another_word(session):
    one = Round(session).says("ben", "dissent", "too early").says("ben", "dissent", "too dear")

    assert one.story().count("stated") == 2
    assert len(rows(session)) == 1


def test_it_is_changed_until_the_close_and_history_keeps_each(session):
    one = Round(session).says("ben", "commit").says("ben", "aside").says("ben", "dissent", "no")

    assert one.stance("ben").kind is DISSENT
    assert one.story().count("stated") == 3
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("kind", "words", "refusal"),
    [
        ("dissent", "", ReasonMissing),
        ("dissent", " \u200b", ReasonMissing),
        ("condition", "", ConditionMissing),
        ("commit", "x" * 3001, WordsTooLong),
    ],
)
def test_what_is_missing_is_asked_for(session, kind, words, refusal):
    with pytest.raises(refusal) as refused:
        Round(session).says("ben", kind, words)

    assert refused.value.field == "words"


def test_who_is_not_asked_is_told_who_can_add_them(session):
    one = Round(session, asked=("ada", "ben", "cleo"))

    with pytest.raises(NotAskedHere) as refused:
        one.says("dev", "commit")

    assert refused.value.facts["who"] == "Ada Lind"


def test_after_the_close_no_voice_changes_anything(session):
    one = Round(session).all_commit().closes()

    with pytest.raises(RoundClosed):
        one.says("ben", "dissent", "wait")


def test_a_round_whose_time_is_over_hears_nobody_even_before_the_clock_has_closed_it(session):
    one = Round(session).later(days=8)

    with pytest.raises(RoundClosed):
        one.says("ben", "commit")


def test_a_dissent_is_a_thing_of_its_own(session):
    one = Round(session).says("ben", "dissent", "too early")

    assert one.dissent("ben").state is DissentState.OPEN


def test_who_leaves_a_dissent_says_what_changed(session):
    one = Round(session).says("ben", "dissent", "too early")

    with pytest.raises(WhyChanged):
        one.says("ben", "commit")


def test_a_dissent_is_resolved_by_its_dissenter_who_changes_their_mind(session):
    one = (
        Round(session).says("ben", "dissent", "too early").says("ben", "commit", "we start in May")
    )

    assert one.dissent("ben").state is DissentState.RESOLVED
    assert one.dissent("ben").settled_at == one.now


def test_who_dissents_anew_opens_their_dissent_anew(session):
    one = Round(session).says("ben", "dissent", "too early").says("ben", "aside", "not my area")
    one.says("ben", "dissent", "it is, after all")

    assert one.dissent("ben").state is DissentState.OPEN
    assert one.dissent("ben").settled_at is None


def test_who_changes_their_mind_was_heard_when_they_first_spoke(session, now):
    one = Round(session).says("ben", "commit").later(hours=1).says("ben", "aside")

    seat = seat_of(session, round_of(session, one.proposal), one.number("ben"))
    assert (seat.heard_at, one.stance("ben").said_at) == (now, now + timedelta(hours=1))


def test_still_committed_carries_over_on_ones_own_word(session):
    one = asked_again(disputed(session))
    stated = one.act(still_committed, "cleo")

    assert (stated.stance.round, stated.stance.kind, stated.stance.is_carried) == (2, COMMIT, True)


def test_nothing_is_carried_silently(session):
    one = asked_again(disputed(session))

    assert [one.stance(name) for name in ("ada", "ben", "cleo", "dev")] == [None] * 4


def test_only_a_commitment_is_carried(session):
    one = asked_again(disputed(session))

    with pytest.raises(NothingToCarry):
        one.act(still_committed, "ben")


def test_earlier_words_stay_readable(session):
    one = asked_again(disputed(session))
    one.says("ben", "commit", "three days will do")

    assert [(row.round, row.kind) for row in rows(session) if row.person == one.number("ben")] == [
        (1, DISSENT),
        (2, COMMIT),
    ]


def test_a_condition_that_is_changed_leaves_no_offer_behind(session):
    one = Round(session).says("ben", "condition", "two more people").says("ben", "commit")

    assert one.stance("ben").commitment is None
    offers = session.exec(select(Commitment)).all()
    assert [offer.state for offer in offers] == [Stage.WITHDRAWN]
