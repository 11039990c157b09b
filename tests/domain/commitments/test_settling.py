"""The end of a commitment: done, dropped, released, sent back."""

from datetime import timedelta

import pytest

from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotOpen, ReasonMissing, drop, keep
from tests.factories import a_commitment, a_person


def test_done_by_its_date_is_kept(session, now):
    commitment = a_commitment(session, "ada")

    keep(session, commitment, a_person(session, "ada"), "https://crm/1", now)

    assert (commitment.state, commitment.was_kept()) == (State.DONE, True)


def test_done_after_its_date_is_late(session, now):
    commitment = a_commitment(session, "ada")

    keep(session, commitment, a_person(session, "ada"), "", now + timedelta(days=5))

    assert not commitment.was_kept()


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
