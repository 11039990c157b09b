"""The end of a commitment: done, dropped, released, sent back."""

from datetime import date, timedelta

import pytest

from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import (
    DisputedBefore,
    NotDone,
    NotOpen,
    ReasonMissing,
    TooLateToDispute,
    drop,
    keep,
    release,
    send_back,
)
from tests.factories import (
    FRIDAY,
    OPS,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
    words_at,
    working_days_later,
)

CARD = ("commitment.card", OPS)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def cleo(session):
    return a_person(session, "cleo")


@pytest.fixture
def promised(session, ada):
    return a_commitment(session, "ada", to="cleo")


@pytest.fixture
def done(session, promised, ada, now):
    return keep(session, promised, ada, "https://crm/1", now)


def test_done_by_its_date_is_kept(session, now):
    commitment = a_commitment(session, "ada")

    keep(session, commitment, a_person(session, "ada"), "https://crm/1", now)

    assert (commitment.state, commitment.was_kept()) == (State.DONE, True)


def test_done_after_its_date_is_late(session, now):
    commitment = a_commitment(session, "ada")

    keep(session, commitment, a_person(session, "ada"), "", now + timedelta(days=5))

    assert not commitment.was_kept()


def test_the_last_minute_of_the_owners_day_is_in_time(session):
    commitment = a_commitment(session, "cleo")
    last_minute = commitment.overdue_from - timedelta(minutes=1)

    keep(session, commitment, a_person(session, "cleo"), "", last_minute)

    assert (commitment.settled_on, commitment.was_kept()) == (FRIDAY, True)


def test_something_open_is_not_kept_yet(session):
    assert not a_commitment(session, "ada").was_kept()


def test_only_the_owner_settles_it(session, now):
    commitment = a_commitment(session, "ada")

    with pytest.raises(NotYours) as refused:
        keep(session, commitment, a_person(session, "ben"), "", now)

    assert refused.value.facts["who"] == "Ada Lind"


def test_done_twice_is_refused(session, now):
    ada = a_person(session, "ada")
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)

    with pytest.raises(NotOpen):
        keep(session, commitment, ada, "", now)


def test_dropping_needs_a_reason(session, now):
    commitment = a_commitment(session, "ada")

    with pytest.raises(ReasonMissing):
        drop(session, commitment, a_person(session, "ada"), " \u200b ", now)


def test_its_proof_is_kept(session, done):
    assert words_at(session, done.proof) == "https://crm/1"


def test_proof_is_not_demanded(session, promised, ada, now):
    assert keep(session, promised, ada, " ", now).proof is None


def test_whom_it_was_promised_to_hears_that_it_is_done(session, done):
    assert to_be_said(session) == {CARD, ("commitment.told", "UCLEO")}


def test_a_dropped_promise_keeps_its_reason(session, promised, ada, now):
    drop(session, promised, ada, "the customer left", now)

    assert promised.state is State.DROPPED
    assert what_happened(session, promised) == ["made", "dropped"]


def test_the_owner_hears_that_they_are_released(session, promised, cleo, now):
    release(session, promised, cleo, "no longer needed", now)

    assert promised.state is State.RELEASED
    assert ("commitment.told", "UADA") in to_be_said(session)


def test_a_release_needs_no_reason(session, promised, cleo, now):
    assert release(session, promised, cleo, "", now).state is State.RELEASED


@pytest.mark.parametrize("name", ["ada", "ben"])
def test_only_whom_it_is_promised_to_releases_it(session, promised, name, now):
    with pytest.raises(NotYours) as refused:
        release(session, promised, a_person(session, name), "", now)

    assert refused.value.facts["who"] == "Cleo Marsh"


def test_what_is_promised_to_nobody_can_be_released_by_nobody(session, ada, now):
    with pytest.raises(NotYours) as refused:
        release(session, a_commitment(session, "ada"), ada, "", now)

    assert refused.value.facts["who"] == "nobody"


def test_a_settled_promise_is_no_longer_being_handed_over(session, promised, ada, now):
    hand_over(session, promised, ada, a_person(session, "ben"), now)

    keep(session, promised, ada, "", now)

    assert promised.handover_to is None


def test_sent_back_it_is_open_again(session, done, cleo, now):
    send_back(session, done, cleo, "two calls are missing", now)

    assert (done.state, done.settled_at, done.settled_on) == (State.OPEN, None, None)
    assert what_happened(session, done) == ["made", "done", "not_there_yet"]


def test_its_owner_hears_what_is_missing(session, done, cleo, now):
    send_back(session, done, cleo, "two calls are missing", now)

    assert ("commitment.told", "UADA") in to_be_said(session)


def test_sent_back_early_it_keeps_its_date(session, done, cleo, now):
    assert send_back(session, done, cleo, "not yet", now).due_on == FRIDAY


def test_sent_back_late_its_owner_has_two_working_days(session, done, cleo, now):
    send_back(session, done, cleo, "not yet", now + timedelta(days=3))

    assert (done.due_on, done.first_due_on) == (date(2026, 12, 1), FRIDAY)


def test_sending_back_needs_a_reason(session, done, cleo, now):
    with pytest.raises(ReasonMissing):
        send_back(session, done, cleo, "", now)


def test_it_is_sent_back_only_once(session, done, ada, cleo, now):
    send_back(session, done, cleo, "not yet", now)
    keep(session, done, ada, "", now)

    with pytest.raises(DisputedBefore):
        send_back(session, done, cleo, "still not", now)


def test_the_fifth_working_day_is_the_last_to_send_it_back(session, done, cleo, now):
    last = working_days_later(now, 5)

    with pytest.raises(TooLateToDispute):
        send_back(session, done, cleo, "not yet", last + timedelta(seconds=1))
    assert send_back(session, done, cleo, "not yet", last).state is State.OPEN


def test_what_is_not_done_cannot_be_sent_back(session, promised, cleo, now):
    with pytest.raises(NotDone):
        send_back(session, promised, cleo, "not yet", now)


def test_its_owner_does_not_send_it_back(session, done, ada, now):
    with pytest.raises(NotYours):
        send_back(session, done, ada, "not yet", now)


def test_sent_back_and_done_in_time_it_is_kept(session, done, ada, cleo, now):
    send_back(session, done, cleo, "not yet", now)

    assert keep(session, done, ada, "", now + timedelta(days=1)).was_kept()
