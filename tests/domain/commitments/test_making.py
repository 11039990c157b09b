"""Making a commitment: mine at once, another's as an offer, and each only once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import func, select

from bot.domain.channels import Posting
from bot.domain.commitments.making import (
    NoOwner,
    Promise,
    TooLong,
    WhatMissing,
    make_commitment,
)
from bot.domain.commitments.records import State
from bot.domain.commitments.undoing import undo
from bot.domain.scenes import Scene
from bot.domain.words import Words
from tests.factories import (
    FRIDAY,
    OPS,
    PUBLIC_SCENE,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
    words_at,
)

FORM = replace(PUBLIC_SCENE, origin="view:V1")
CARD = ("commitment.card", OPS)


def test_my_own_promise_is_open_at_once(session):
    commitment = a_commitment(session, "ada")

    assert commitment.state is State.OPEN
    assert what_happened(session, commitment) == ["made"]


def test_its_card_is_promised_where_it_was_made(session):
    a_commitment(session, "ada")

    assert to_be_said(session) == {CARD}


@pytest.mark.parametrize("posting", [Posting.KEPT, Posting.EXTERNAL, Posting.GONE])
def test_a_place_that_keeps_it_private_gets_no_card(session, posting):
    a_commitment(session, "ada", scene=replace(PUBLIC_SCENE, posting=posting))

    assert to_be_said(session) == set()


def test_what_is_made_for_another_is_an_offer(session):
    commitment = a_commitment(session, "ada", owner="ben")

    assert commitment.state is State.OFFERED
    assert what_happened(session, commitment) == ["offered"]


def test_an_offer_is_said_to_the_one_it_is_made_to_and_to_nobody_else(session):
    a_commitment(session, "ada", owner="ben", to="cleo")

    assert to_be_said(session) == {("commitment.offer", "UBEN")}


def test_who_offers_is_whom_it_is_promised_to(session):
    commitment = a_commitment(session, "ada", owner="ben")

    assert commitment.promised_to == a_person(session, "ada").number


def test_who_offers_may_say_that_somebody_else_waits_for_it(session):
    commitment = a_commitment(session, "ada", owner="ben", to="cleo")

    assert commitment.promised_to == a_person(session, "cleo").number


def test_my_own_promise_is_promised_to_nobody_unless_i_say_so(session):
    assert a_commitment(session, "ada").promised_to is None


def test_whom_it_is_promised_to_hears_it_once(session):
    a_commitment(session, "ada", to="cleo")

    assert to_be_said(session) == {CARD, ("commitment.told", "UCLEO")}


def test_nobody_is_told_of_a_promise_to_themselves(session):
    a_commitment(session, "ada", to="ada")

    assert to_be_said(session) == {CARD}


def test_it_is_overdue_when_the_day_has_ended_for_its_owner(session):
    in_india = a_commitment(session, "ada", owner="dev")
    in_california = a_commitment(session, "ada", owner="cleo")

    assert in_india.overdue_from.isoformat() == "2026-11-27T18:30:00+00:00"
    assert in_california.overdue_from.isoformat() == "2026-11-28T08:00:00+00:00"


def test_an_offer_waits_three_working_days_before_its_maker_is_told(session, now):
    assert a_commitment(session, "ada", owner="ben").answer_by == now + timedelta(days=3)


def test_the_same_words_within_a_minute_are_one_record(session, now):
    first = a_commitment(session, "ada")

    again = a_commitment(session, "ada", what="Call  every CUSTOMER lost in may", now=now)

    assert again is first


def test_a_repeated_line_loses_no_number(session):
    a_commitment(session, "ada")
    a_commitment(session, "ada")

    assert a_commitment(session, "ada", what="write to every customer").number == 2


def test_after_a_minute_the_same_words_are_another_promise(session, now):
    first = a_commitment(session, "ada")

    later = a_commitment(session, "ada", now=now + timedelta(seconds=61))

    assert later.number == first.number + 1


@pytest.mark.parametrize(
    "different",
    [
        {"scene": replace(PUBLIC_SCENE, channel_id="COTHER")},
        {"due_on": date(2026, 11, 30)},
        {"owner": "ben"},
        {"by": "ben"},
        {"scene": replace(PUBLIC_SCENE, again=True)},
    ],
    ids=["elsewhere", "another day", "another owner", "another maker", "meant twice"],
)
def test_the_same_words_with_something_else_different_are_another_promise(session, different):
    first = a_commitment(session, "ada")

    assert a_commitment(session, **({"by": "ada"} | different)).number == first.number + 1


def test_what_was_undone_can_be_typed_again_at_once(session, now):
    first = a_commitment(session, "ada")
    undo(session, first, a_person(session, "ada"), 1, now)

    assert a_commitment(session, "ada").number == 2


def test_a_form_sent_twice_makes_one_record(session):
    first = a_commitment(session, "ada", scene=FORM)

    again = a_commitment(session, "ada", scene=FORM, what="something else")

    assert again is first
    assert words_at(session, again.what) == "call every customer lost in May"


def test_a_form_sent_twice_loses_no_number_and_leaves_no_words_behind(session):
    a_commitment(session, "ada", scene=FORM)
    a_commitment(session, "ada", scene=FORM)

    assert session.exec(select(func.count()).select_from(Words)).one() == 1
    assert a_commitment(session, "ada", what="write to every customer").number == 2


def test_two_forms_with_the_same_words_are_two_promises(session):
    a_commitment(session, "ada", scene=FORM)

    assert a_commitment(session, "ada", scene=replace(FORM, origin="view:V2")).number == 2


def test_a_line_after_a_form_with_the_same_words_is_found_to_be_the_same(session):
    by_form = a_commitment(session, "ada", scene=FORM)

    assert a_commitment(session, "ada") is by_form


def test_a_promise_takes_a_thousand_characters(session):
    commitment = a_commitment(session, "ada", what="x" * 1000)

    assert words_at(session, commitment.what) == "x" * 1000


def test_a_longer_promise_is_refused():
    with pytest.raises(TooLong) as refused:
        Promise("x" * 1001, FRIDAY, owner=1)

    assert refused.value.field == "what"


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b\u200d", "\x00", "\u202e"])
def test_a_promise_of_nothing_is_refused(nothing):
    with pytest.raises(WhatMissing):
        Promise(nothing, FRIDAY, owner=1)


@pytest.mark.parametrize("name", ["robo", "olga", "stan"])
def test_bots_strangers_and_people_who_left_own_nothing(session, name):
    with pytest.raises(NoOwner) as refused:
        a_commitment(session, "ada", owner=name)

    assert refused.value.field == "owner"


def test_a_guest_can_own_a_promise(session):
    assert a_commitment(session, "ada", owner="gus").state is State.OFFERED


def test_the_customers_it_helps_are_kept(session):
    commitment = a_commitment(session, "ada", customers="Acme")

    assert words_at(session, commitment.customers) == "Acme"


def test_a_promise_from_nowhere_is_private_and_posted_nowhere(session, now):
    ada = a_person(session, "ada")

    made = make_commitment(session, ada, Promise("call Acme", FRIDAY, ada.number), Scene(), now)

    assert made.is_new
    assert made.commitment.is_private
    assert to_be_said(session) == set()
