"""Who acts for another: done and extend, shown as such, and nothing more."""

from dataclasses import replace

import pytest

from bot.domain.answers import Kind
from bot.domain.commitments.deputies import OfferedForThePast, promise_for, said_to_others
from bot.domain.commitments.finding import told_at
from bot.domain.commitments.moving import hand_over, move
from bot.domain.commitments.offers import OfferAnswered, accept
from bot.domain.commitments.records import Rung, State
from bot.domain.commitments.rights import NotYours, can_see
from bot.domain.commitments.settling import drop, keep
from bot.domain.commitments.snoozing import snooze
from bot.domain.commitments.undoing import undo
from bot.domain.people import learn_people
from bot.domain.scenes import Scene
from bot.domain.wishes import Wishes, change_wishes
from tests.conftest import NOON
from tests.domain.test_absences import DAY
from tests.factories import (
    CAST,
    FRIDAY,
    OPS,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
)


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


@pytest.fixture
def offered(session, ben):
    """Ben's offer to Ada, in a channel."""
    a_channel(session)
    return a_commitment(session, "ben", owner="ada")


def as_it_is(session, commitment):
    session.flush()
    return commitment.model_dump(exclude={"revision"})


def test_a_deputy_makes_it_the_others_own_promise_at_once(session, ben, offered):
    promise_for(session, offered, ben, NOON)

    told = told_at(session, offered, offered.revision)
    ada = a_person(session, "ada")
    assert (offered.state, offered.owner, offered.offered_by) == (State.OPEN, ada.number, None)
    assert offered.promised_to is None
    assert told.happening.facts["for"] == ada.number
    assert what_happened(session, offered) == ["offered", "promised_for"]


def test_whom_it_is_promised_for_hears_it_once(session, ben, offered):
    promise_for(session, offered, ben, NOON)

    assert to_be_said(session) == {(Kind.TOLD, "UADA"), (Kind.CARD, OPS)}


def test_who_else_waits_for_it_still_does_and_hears_it(session, ben):
    commitment = a_commitment(session, "ben", owner="ada", to="cleo")

    promise_for(session, commitment, ben, NOON)

    assert commitment.promised_to == a_person(session, "cleo").number
    assert (Kind.TOLD, "UCLEO") in to_be_said(session)


def test_undone_it_is_an_offer_again(session, ben, offered):
    before, said = as_it_is(session, offered), to_be_said(session)
    promise_for(session, offered, ben, NOON)

    undo(session, offered, ben, offered.revision, NOON)

    assert (as_it_is(session, offered), to_be_said(session)) == (before, said)


def test_what_others_offer_a_deputy_does_not_promise(session, ben):
    commitment = a_commitment(session, "cleo", owner="ada", to="ben")

    with pytest.raises(NotYours) as refused:
        promise_for(session, commitment, ben, NOON)

    assert refused.value.facts["who"] == "Ada Lind"


def test_who_is_nobodys_deputy_promises_for_nobody(session, ben):
    commitment = a_commitment(session, "cleo", owner="ada")

    with pytest.raises(NotYours):
        promise_for(session, commitment, a_person(session, "cleo"), NOON)


def test_what_was_answered_meanwhile_is_not_promised_again(session, ben, offered):
    accept(session, offered, a_person(session, "ada"), NOON)

    with pytest.raises(OfferAnswered):
        promise_for(session, offered, ben, NOON)


def test_a_date_that_passed_is_not_promised(session, ben, offered):
    with pytest.raises(OfferedForThePast):
        promise_for(session, offered, ben, NOON + DAY * 5)


def in_a_digest(session, rung=Rung.TODAY, **more):
    """A promise of Ada's that one of her digests has named."""
    commitment = a_commitment(session, "ada", **more)
    commitment.rung, commitment.rung_said_in = rung, "digest:UADA:2026-11-27"
    session.flush()
    return commitment


def read_by(session, name):
    return [
        (each.person.called, [shown.commitment.name for shown in each.shown])
        for each in said_to_others(session, a_person(session, name), NOON)
    ]


def test_a_deputy_reads_what_the_others_digest_said(session, ben):
    in_a_digest(session)
    in_a_digest(session, what="write to Acme", scene=Scene())

    assert read_by(session, "ben") == [("Ada Lind", ["C-1", "C-2"])]
    assert read_by(session, "cleo") == []


def test_what_no_digest_said_stays_unread(session, ben):
    a_commitment(session, "ada")

    assert read_by(session, "ben") == []


def test_what_is_settled_or_snoozed_is_no_longer_read(session, ben):
    done, quiet = in_a_digest(session), in_a_digest(session, what="write to Acme")

    keep(session, done, ben, "", NOON)
    snooze(session, quiet, a_person(session, "ada"), FRIDAY, NOON)

    assert read_by(session, "ben") == []


def test_nothing_is_read_of_who_has_left(session, ben):
    in_a_digest(session)
    learn_people(session, TEAM, [replace(CAST["ada"], is_deactivated=True)])

    assert read_by(session, "ben") == []
