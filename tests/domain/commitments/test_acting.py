"""One act on one commitment, as a form describes it."""

from datetime import date, timedelta

import pytest

from bot.domain.answers import Kind
from bot.domain.commitments.acting import (
    A_MOMENT,
    DateMissing,
    Filled,
    PersonMissing,
    act,
    was_just_done,
)
from bot.domain.commitments.settling import keep
from bot.domain.unfinished import FormKind
from tests.factories import (
    FRIDAY,
    OPS,
    a_channel,
    a_commitment,
    a_person,
    what_happened,
)

MONDAY = date(2026, 11, 30)


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    return a_person(session, "ada")


ACTS = {
    FormKind.DONE: ({"text": "proof"}, "done"),
    FormKind.DROP: ({"text": "why"}, "dropped"),
    FormKind.EXTEND: ({"text": "why", "on": MONDAY}, "moved"),
    FormKind.HANDOVER: ({"person": "UBEN"}, "handed_over"),
    FormKind.EDIT: ({"text": "less"}, "reworded"),
    FormKind.SHARE: ({"channel": OPS}, "shared"),
}


@pytest.mark.parametrize("kind", ACTS)
def test_a_form_of_the_owner_does_what_it_says(session, ada, now, kind):
    filled, happened = ACTS[kind]
    a_channel(session)
    commitment = a_commitment(session, "ada")

    said = act(session, ada, kind, 1, Filled(**filled), now)

    assert what_happened(session, commitment) == ["made", happened]
    assert (said.kind, said.facts) == (Kind.COMMITMENT, {"number": 1, "revision": 2})


OFFER_ACTS = {
    FormKind.DECLINE: ("ben", {"text": "why"}, "declined"),
    FormKind.DISCUSS: ("ben", {"on": MONDAY}, "discussed"),
    FormKind.CHANGE_OFFER: ("ada", {"text": "less"}, "offer_changed"),
}


@pytest.mark.parametrize("kind", OFFER_ACTS)
def test_a_form_about_an_offer_does_what_it_says(session, now, kind):
    who, filled, happened = OFFER_ACTS[kind]
    commitment = a_commitment(session, "ada", owner="ben")

    act(session, a_person(session, who), kind, 1, Filled(**filled), now)

    assert what_happened(session, commitment) == ["offered", happened]
    assert commitment.due_on == FRIDAY


@pytest.mark.parametrize(
    ("kind", "refusal", "field"),
    [(FormKind.EXTEND, DateMissing, "due"), (FormKind.HANDOVER, PersonMissing, "owner")],
)
def test_what_a_form_lacks_is_named(session, ada, now, kind, refusal, field):
    a_commitment(session, "ada")

    with pytest.raises(refusal) as refused:
        act(session, ada, kind, 1, Filled(text="why"), now)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "what", "after", "just"),
    [
        ("ada", "done", timedelta(), True),
        ("ada", "done", A_MOMENT, False),
        ("ada", "dropped", timedelta(), False),
        ("ben", "done", timedelta(), False),
    ],
)
def test_the_second_half_of_a_double_click_is_known(session, now, name, what, after, just):
    ada = a_person(session, "ada")
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)

    assert was_just_done(session, commitment, a_person(session, name), what, now + after) is just
