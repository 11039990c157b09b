"""What would be refused afterwards is refused before anything more is asked for it."""

from datetime import timedelta

import pytest

from bot.domain.commitments.admitting import demand_admission
from bot.domain.commitments.moving import WordingSet, hand_over
from bot.domain.commitments.offers import OfferAnswered, accept
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, NotDone, NotOpen, keep
from bot.domain.unfinished import FormKind
from tests.factories import a_commitment, a_person

WHILE_OPEN = [FormKind.DONE, FormKind.EXTEND, FormKind.DROP, FormKind.HANDOVER, FormKind.SHARE]
ABOUT_OFFERS = [FormKind.DISCUSS, FormKind.DECLINE]


@pytest.fixture
def people(session):
    return {name: a_person(session, name) for name in ("ada", "ben", "cleo")}


@pytest.fixture
def admit(session, people, now):
    """Ask whether somebody may begin something."""

    def asking(commitment, name, kind, at=now):
        demand_admission(session, commitment, people[name], kind, at)

    return asking


@pytest.mark.parametrize("kind", WHILE_OPEN)
def test_its_owner_may_begin_while_it_is_open(session, people, admit, kind, now):
    commitment = a_commitment(session, "ada")
    admit(commitment, "ada", kind)
    keep(session, commitment, people["ada"], "", now)

    with pytest.raises(NotOpen):
        admit(commitment, "ada", kind)


@pytest.mark.parametrize("kind", [*WHILE_OPEN, FormKind.RELEASE, FormKind.EDIT])
def test_nobody_else_may_begin(session, admit, kind):
    with pytest.raises(NotYours):
        admit(a_commitment(session, "ada", to="cleo"), "ben", kind)


@pytest.mark.parametrize("kind", WHILE_OPEN)
def test_what_is_offered_is_accepted_first(session, admit, kind):
    with pytest.raises(NotAccepted):
        admit(a_commitment(session, "ada", owner="ben"), "ben", kind)


@pytest.mark.parametrize("kind", ABOUT_OFFERS)
def test_an_offer_is_answered_while_it_stands(session, people, admit, kind, now):
    offer = a_commitment(session, "ada", owner="ben")
    admit(offer, "ben", kind)
    accept(session, offer, people["ben"], now)

    with pytest.raises(OfferAnswered):
        admit(offer, "ben", kind)


def test_only_the_offerer_begins_to_change_an_offer(session, admit):
    offer = a_commitment(session, "ada", owner="ben")
    admit(offer, "ada", FormKind.CHANGE_OFFER)

    with pytest.raises(NotYours):
        admit(offer, "ben", FormKind.CHANGE_OFFER)


def test_a_handover_is_declined_by_whom_it_is_offered_to(session, people, admit, now):
    commitment = a_commitment(session, "ada")
    hand_over(session, commitment, people["ada"], people["ben"], now)
    admit(commitment, "ben", FormKind.DECLINE)

    with pytest.raises(NotYours):
        admit(commitment, "cleo", FormKind.DECLINE)


def test_only_what_is_done_is_sent_back(session, people, admit, now):
    commitment = a_commitment(session, "ada", to="cleo")
    with pytest.raises(NotDone):
        admit(commitment, "cleo", FormKind.NOT_THERE_YET)

    keep(session, commitment, people["ada"], "", now)

    admit(commitment, "cleo", FormKind.NOT_THERE_YET)


def test_after_ten_minutes_no_better_words_are_asked_for(session, admit, now):
    commitment = a_commitment(session, "ada")
    admit(commitment, "ada", FormKind.EDIT, now + timedelta(minutes=10))

    with pytest.raises(WordingSet):
        admit(commitment, "ada", FormKind.EDIT, now + timedelta(minutes=11))


@pytest.mark.parametrize("kind", [FormKind.PROMISE, FormKind.COPIES, FormKind.PICK])
def test_what_is_about_no_commitment_is_open_to_all(session, admit, kind):
    admit(a_commitment(session, "ada"), "ben", kind)
