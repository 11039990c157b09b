"""Nobody is asked to fill in what would be refused: the check before a form is the act's own."""

import pytest

from bot.domain.commitments.acting import ACTS, Filled
from bot.domain.commitments.admitting import demand_admission
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.offers import accept
from bot.domain.commitments.settling import keep
from bot.domain.unfinished import FormKind
from bot.errors import UserError
from tests.factories import FRIDAY, OPS, a_channel, a_commitment, a_person

LATER = FRIDAY.replace(day=30)
FORMS = {
    FormKind.DONE: Filled(text="proof"),
    FormKind.EXTEND: Filled(text="why", on=LATER),
    FormKind.DROP: Filled(text="why"),
    FormKind.RELEASE: Filled(text="why"),
    FormKind.HANDOVER: Filled(person="UGUS"),
    FormKind.EDIT: Filled(text="better words"),
    FormKind.DISCUSS: Filled(text="less"),
    FormKind.DECLINE: Filled(text="why"),
    FormKind.CHANGE_OFFER: Filled(text="less"),
    FormKind.NOT_THERE_YET: Filled(text="missing"),
    FormKind.SHARE: Filled(channel=OPS),
}


def offered(session, people, now):
    return a_commitment(session, "ada", owner="ben", to="cleo")


def open_(session, people, now):
    return accept(session, offered(session, people, now), people["ben"], now)


def handed(session, people, now):
    return hand_over(session, open_(session, people, now), people["ben"], people["dev"], now)


def done(session, people, now):
    return keep(session, open_(session, people, now), people["ben"], "proof", now)


def own(session, people, now):
    return a_commitment(session, "ada", to="ben")


@pytest.fixture
def people(session):
    a_channel(session)
    a_person(session, "gus")
    return {name: a_person(session, name) for name in ("ada", "ben", "cleo", "dev")}


def refused(session, verb, *given):
    """Return why it is refused, if it is; whatever it did is taken back."""
    before = session.begin_nested()
    try:
        verb(session, *given)
    except UserError as refusal:
        return type(refusal), refusal.facts
    else:
        return None
    finally:
        before.rollback()


@pytest.mark.parametrize("state", [offered, open_, handed, done, own])
@pytest.mark.parametrize("name", ["ada", "ben", "cleo", "dev"])
def test_the_check_before_a_form_is_that_of_the_act(session, people, now, name, state):
    commitment, me = state(session, people, now), people[name]

    checked = {
        kind: refused(session, demand_admission, commitment, me, kind, now) for kind in FORMS
    }
    acted = {
        kind: refused(session, ACTS[kind], commitment, me, filled, now)
        for kind, filled in FORMS.items()
    }

    assert checked == acted


def test_every_form_that_acts_is_among_these():
    assert FORMS.keys() == ACTS.keys()


@pytest.mark.parametrize("kind", [FormKind.PROMISE, FormKind.COPIES, FormKind.PICK])
def test_a_form_about_no_commitment_is_for_everybody(session, people, now, kind):
    commitment = own(session, people, now)

    assert refused(session, demand_admission, commitment, people["dev"], kind, now) is None
