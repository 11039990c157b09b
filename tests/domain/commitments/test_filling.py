"""Forms filled in and sent: each becomes what its line would have become, and only once."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.channels import ChannelKind, Posting, mark_member
from bot.domain.commitments import lines
from bot.domain.commitments.acting import Filled, PersonMissing
from bot.domain.commitments.filling import begun, fill_begun, fill_new, make_again
from bot.domain.commitments.making import NoOwner, WhatMissing
from bot.domain.commitments.moving import DateInThePast
from bot.domain.commitments.promising import Note, promise
from bot.domain.commitments.records import Commitment, DateTooFar, State
from bot.domain.commitments.rights import NotYours
from bot.domain.scenes import Scene
from bot.domain.unfinished import BegunByAnother, FormKind, UnfinishedGone, all_unfinished
from tests.factories import (
    FRIDAY,
    OPS,
    PUBLIC_SCENE,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
    words_at,
)

MONDAY = date(2026, 11, 30)
LIST = "send the churn list"
CARD = ("commitment.card", OPS)


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    return a_person(session, "ada")


@pytest.fixture
def fill(session, ada, now):
    """Send an empty form as it was filled in."""
    return lambda view="V1", **filled: fill_new(
        session, ada, (Filled(**{"text": LIST} | filled), f"view:{view}"), now
    )


@pytest.fixture
def go_on(session, ada, now):
    """Send the form that goes on with a number, as it was filled in."""
    return lambda number, view="V1", **filled: fill_begun(
        session, ada, (number, Filled(**filled), f"view:{view}"), now
    )


@pytest.fixture
def begin(session, ada, now):
    """Type a line that is asked about, and return the number of what was begun."""
    return lambda line: promise(session, ada, PUBLIC_SCENE, line, now).facts["unfinished"]


@pytest.fixture
def made(session):
    return lambda said: session.get_one(Commitment, (TEAM, said.facts["number"]))


def test_an_empty_form_filled_in_is_a_promise_of_mine(session, fill, made, ada):
    commitment = made(fill(on=FRIDAY, at=time(17), customers="Acme"))

    assert (commitment.owner, commitment.due_on, commitment.due_at) == (
        ada.number,
        FRIDAY,
        time(17),
    )
    assert words_at(session, commitment.customers) == "Acme"


def test_made_nowhere_it_is_seen_by_the_people_named(session, fill, made):
    commitment = made(fill(promised_to="UBEN"))

    assert commitment.is_private
    assert to_be_said(session) == {("commitment.told", "UBEN")}


def test_a_chosen_channel_gets_the_card(session, fill, made):
    a_channel(session)

    assert not made(fill(channel=OPS)).is_private
    assert to_be_said(session) == {CARD}


def test_a_channel_nobody_knows_gets_none(session, fill, made):
    assert made(fill(channel="CNEW")).is_private


def test_another_owner_is_asked(session, fill, made):
    assert made(fill(person="UBEN")).state is State.OFFERED


def test_without_a_date_it_is_a_week_and_the_answer_says_so(fill):
    assert fill().facts["notes"] == [Note.DEFAULT_DATE]


@pytest.mark.parametrize(
    ("filled", "refusal", "field"),
    [
        ({"text": "\u200b"}, WhatMissing, "what"),
        ({"on": FRIDAY - timedelta(days=7)}, DateInThePast, "due"),
        ({"on": date.min}, DateInThePast, "due"),
        ({"on": date.max}, DateTooFar, "due"),
        ({"person": "UROBO"}, NoOwner, "owner"),
    ],
)
def test_a_wrong_field_is_named(session, fill, filled, refusal, field):
    a_person(session, "robo")

    with pytest.raises(refusal) as refused:
        fill(**filled)

    assert refused.value.field == field


def test_a_form_sent_twice_makes_one_promise(fill):
    first, again = fill(), fill()

    assert first.facts["number"] == again.facts["number"]
    assert Note.SAME_WORDS in again.facts["notes"]


def test_what_was_begun_is_finished_by_its_form(session, ada, now, begin, go_on, made):
    commitment = made(go_on(begin("call acme"), text=LIST, on=FRIDAY))

    assert (words_at(session, commitment.what), commitment.channel_id) == (LIST, OPS)
    assert all_unfinished(session, ada, now) == []


def test_where_the_bot_was_invited_meanwhile_the_card_is_posted(session, ada, now, go_on):
    a_channel(session, "CPRIV", kind=ChannelKind.PRIVATE, is_member=False)
    held = Scene(channel_id="CPRIV", posting=Posting.HELD)
    number = promise(session, ada, held, "call acme", now).facts["unfinished"]
    mark_member(session, TEAM, "CPRIV", is_member=True)

    said = go_on(number, text=LIST)

    assert said.facts["posting"] == Posting.POSTED
    assert ("commitment.card", "CPRIV") in to_be_said(session)


def test_a_typed_hour_stays_with_its_day(begin, go_on, made):
    number = begin(f"@zoe {LIST} by friday 17:00")

    assert made(go_on(number, text=LIST, person="UBEN", on=FRIDAY)).due_at == time(17)


def test_a_typed_hour_does_not_move_to_another_day(begin, go_on, made):
    number = begin(f"@zoe {LIST} by friday 17:00")

    assert made(go_on(number, text=LIST, person="UBEN", on=MONDAY)).due_at is None


def test_what_was_begun_can_be_shown_elsewhere(session, begin, go_on, made):
    a_channel(session, "CPRIV", kind=ChannelKind.PRIVATE)

    commitment = made(go_on(begin("call acme"), text=LIST, channel="CPRIV"))

    assert (commitment.channel_id, commitment.is_private) == ("CPRIV", True)


def test_a_begun_form_sent_twice_is_answered_with_what_it_made(begin, go_on):
    number = begin("call acme")

    first, again = go_on(number, text=LIST), go_on(number, text=LIST)

    assert first.facts["number"] == again.facts["number"]


def test_another_form_for_what_is_finished_is_refused(begin, go_on):
    number = begin("call acme")
    go_on(number, text=LIST)

    with pytest.raises(UnfinishedGone):
        go_on(number, view="V2", text=LIST)


def test_nobody_finishes_what_another_began(session, begin, now):
    number = begin("call acme")

    with pytest.raises(BegunByAnother):
        begun(session, a_person(session, "ben"), number)


def test_what_was_begun_comes_back_with_its_words(session, ada, begin):
    assert begun(session, ada, begin("call acme")).words == "call acme"


def test_each_copy_has_one_owner(session, begin, go_on):
    number = begin(f"<@UBEN> @me {LIST} by friday")

    said = go_on(number, text=LIST, people=("UBEN", "UADA", "UBEN"), on=FRIDAY)

    copies = [session.get_one(Commitment, (TEAM, each)) for each in said.facts["numbers"]]
    assert [each.state for each in copies] == [State.OFFERED, State.OPEN]


def test_copies_need_somebody(begin, go_on):
    with pytest.raises(PersonMissing):
        go_on(begin(f"<@UBEN> @me {LIST}"), text=LIST)


def test_one_who_cannot_promise_stops_all_copies(session, begin, go_on):
    a_person(session, "robo")

    with pytest.raises(NoOwner):
        go_on(begin(f"<@UBEN> @me {LIST}"), text=LIST, people=("UBEN", "UROBO"))
    assert session.get(Commitment, (TEAM, 1)) is None


def test_a_picked_commitment_gets_what_was_typed(session, ada, now, go_on):
    commitment = a_commitment(session, "ada")
    asked = lines.settle(session, ada, PUBLIC_SCENE, (FormKind.DONE, "https://crm/1"), now)

    go_on(asked.facts["unfinished"], record=1)

    assert words_at(session, commitment.proof) == "https://crm/1"


def test_a_form_about_a_commitment_is_the_act(session, ada, now, go_on):
    commitment = a_commitment(session, "ada")
    asked = lines.settle(session, ada, PUBLIC_SCENE, (FormKind.DROP, "C-1"), now)

    go_on(asked.facts["unfinished"], text="the customer left")

    assert commitment.state is State.DROPPED


def test_an_hour_typed_for_an_extension_stays_with_its_day(session, ada, now, go_on):
    commitment = a_commitment(session, "ada")
    typed = (FormKind.EXTEND, "C-1 monday 17:00")
    asked = lines.settle(session, ada, PUBLIC_SCENE, typed, now)

    go_on(asked.facts["unfinished"], text="the file came late", on=MONDAY)

    assert (commitment.due_on, commitment.due_at) == (MONDAY, time(17))


def test_the_same_promise_can_be_meant_twice(session, ada, now):
    first = a_commitment(session, "ada", to="ben", due_at=time(17))

    make_again(session, ada, first, PUBLIC_SCENE, now)

    second = session.get_one(Commitment, (TEAM, 2))
    for name in ("due_on", "due_at", "owner", "promised_to", "channel_id"):
        assert getattr(second, name) == getattr(first, name)
    assert words_at(session, second.what) == words_at(session, first.what)


def test_nobody_means_anothers_promise_twice(session, now):
    first = a_commitment(session, "ada")

    with pytest.raises(NotYours):
        make_again(session, a_person(session, "ben"), first, Scene(), now)


def test_a_form_from_a_message_keeps_its_link(session, ada, now):
    scene = replace(PUBLIC_SCENE, message_channel=OPS, message_ts="1.2")
    said = promise(session, ada, scene, "call acme", now)

    fill_begun(session, ada, (said.facts["unfinished"], Filled(text=LIST), "view:V1"), now)

    commitment = session.get_one(Commitment, (TEAM, 1))
    assert (commitment.message_channel, commitment.message_ts) == (OPS, "1.2")
