"""An offer: between two people until it is accepted; discussed, changed, taken back, or lapsed."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.channels import ChannelKind, mark_member
from bot.domain.commitments.making import TooLong, WhatMissing
from bot.domain.commitments.moving import DateInThePast
from bot.domain.commitments.offers import (
    NothingAsked,
    OfferAnswered,
    Wish,
    accept,
    change_offer,
    decline,
    discuss,
    look_after_offers,
    take_offer_back,
)
from bot.domain.commitments.records import State
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, drop, keep
from bot.domain.lines import digest_of, waiting_lines
from bot.domain.notices import Notice
from tests.factories import (
    FRIDAY,
    OPS,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
    words_at,
    working_days_later,
)

OFFER = ("commitment.offer", "UBEN")
TOLD_ADA = ("commitment.told", "UADA")
CARD = ("commitment.card", OPS)
MONDAY = FRIDAY + timedelta(days=3)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def offer(session):
    a_channel(session)
    return a_commitment(session, "ada", owner="ben")


def test_an_accepted_offer_is_a_promise(session, offer, ben, now):
    accept(session, offer, ben, now)

    assert (offer.state, offer.answer_by) == (State.OPEN, None)
    assert what_happened(session, offer) == ["offered", "accepted"]


def test_its_card_appears_when_it_is_accepted(session, offer, ben, now):
    before = to_be_said(session)

    accept(session, offer, ben, now)

    assert to_be_said(session) - before == {CARD, TOLD_ADA}


def test_who_waits_for_an_offered_promise_hears_of_it_when_it_is_accepted(session, ben, now):
    a_channel(session)
    offer = a_commitment(session, "ada", owner="ben", to="cleo")

    accept(session, offer, ben, now)

    assert ("commitment.told", "UCLEO") in to_be_said(session)


def test_the_card_follows_what_the_channel_has_become(session, ben, now):
    a_channel(session, kind=ChannelKind.PRIVATE)
    offer = a_commitment(session, "ada", owner="ben")
    mark_member(session, TEAM, OPS, is_member=False)

    accept(session, offer, ben, now)

    assert CARD in to_be_said(session)


def test_an_offer_from_a_channel_nobody_knows_gets_no_card(session, ben, now):
    offer = a_commitment(session, "ada", owner="ben")

    accept(session, offer, ben, now)

    assert CARD not in to_be_said(session)


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_only_whom_it_is_offered_to_answers_it(session, offer, name, now):
    with pytest.raises(NotYours) as refused:
        accept(session, offer, a_person(session, name), now)

    assert refused.value.facts["who"] == "Ben Okafor"


def test_accepting_twice_is_refused_and_says_how_it_stands(session, offer, ben, now):
    accept(session, offer, ben, now)

    with pytest.raises(OfferAnswered) as refused:
        accept(session, offer, ben, now)

    assert refused.value.facts["state"] == "open"


def test_a_decline_is_told_to_the_offerer_and_posted_nowhere(session, offer, ben, now):
    decline(session, offer, ben, "I am away that week", now)

    assert (offer.state, offer.settled_at) == (State.DECLINED, now)
    assert to_be_said(session) == {OFFER, TOLD_ADA}


def test_a_decline_needs_no_reason(session, offer, ben, now):
    assert decline(session, offer, ben, " ", now).state is State.DECLINED


def test_a_declined_offer_cannot_be_accepted_any_more(session, offer, ben, now):
    decline(session, offer, ben, "", now)

    with pytest.raises(OfferAnswered):
        accept(session, offer, ben, now)


def test_discussing_leaves_it_an_offer_and_tells_the_offerer(session, offer, ben, now):
    discuss(session, offer, ben, Wish("I need the list first"), now)

    assert offer.state is State.OFFERED
    assert to_be_said(session) == {OFFER, TOLD_ADA}


def test_another_date_alone_is_something_to_discuss(session, offer, ben, now):
    discuss(session, offer, ben, Wish(on=MONDAY), now)

    assert what_happened(session, offer) == ["offered", "discussed"]


def test_asking_for_nothing_is_refused():
    with pytest.raises(NothingAsked):
        Wish(" \u200b")


def test_wishing_for_a_day_that_has_passed_is_refused(session, offer, ben, now):
    with pytest.raises(DateInThePast):
        discuss(session, offer, ben, Wish(on=FRIDAY - timedelta(days=7)), now)


def test_who_asked_what_could_change_is_not_called_silent(session, offer, ben, now):
    discuss(session, offer, ben, Wish("I need the list first"), now)

    assert look_after_offers(session, working_days_later(now, 4)) == 0


def test_a_changed_offer_is_made_anew(session, offer, ada, now):
    change_offer(session, offer, ada, "call five customers", MONDAY, now)

    assert (words_at(session, offer.what), offer.due_on) == ("call five customers", MONDAY)
    assert (offer.state, offer.first_due_on) == (State.OFFERED, FRIDAY)


def test_each_time_of_asking_is_a_message_of_its_own(session, offer, ada, now):
    change_offer(session, offer, ada, "call five customers", FRIDAY, now)

    assert offer.answer_by is not None
    assert what_happened(session, offer) == ["offered", "offer_changed"]
    assert len(_offers_said(session)) == 2


def test_a_changed_offer_keeps_its_hour_only_on_its_day(session, ada, now):
    at = now.time()
    offer = a_commitment(session, "ada", owner="ben", due_at=at)

    change_offer(session, offer, ada, "the same", FRIDAY, now)
    kept = offer.due_at
    change_offer(session, offer, ada, "the same", MONDAY, now)

    assert (kept, offer.due_at) == (at, None)


def test_only_the_offerer_changes_it_or_takes_it_back(session, offer, ben, now):
    for act in (
        lambda: change_offer(session, offer, ben, "less", FRIDAY, now),
        lambda: take_offer_back(session, offer, ben, now),
    ):
        with pytest.raises(NotYours):
            act()


@pytest.mark.parametrize(
    ("what", "refusal"), [("\u200b", WhatMissing), ("", WhatMissing), ("x" * 1001, TooLong)]
)
def test_a_changed_offer_must_be_a_promise_too(session, offer, ada, now, what, refusal):
    with pytest.raises(refusal):
        change_offer(session, offer, ada, what, FRIDAY, now)


def test_an_offer_is_not_changed_to_a_day_that_has_passed(session, offer, ada, now):
    with pytest.raises(DateInThePast):
        change_offer(session, offer, ada, "call", FRIDAY - timedelta(days=7), now)


def test_an_offer_taken_back_is_withdrawn(session, offer, ada, now):
    take_offer_back(session, offer, ada, now)

    assert (offer.state, offer.answer_by) == (State.WITHDRAWN, None)


def test_an_offer_can_be_neither_done_nor_dropped(session, offer, ben, now):
    for act in (keep, drop):
        with pytest.raises(NotAccepted):
            act(session, offer, ben, "https://crm/1", now)


def test_for_three_working_days_nothing_is_said_about_a_silent_offer(session, offer, now):
    almost = working_days_later(now, 3) - timedelta(seconds=1)

    assert look_after_offers(session, almost) == 0


def test_after_three_working_days_the_offerer_is_told_once(session, offer, now):
    later = working_days_later(now, 3)

    assert (look_after_offers(session, later), look_after_offers(session, later)) == (1, 0)
    assert _lines_for(session, offer) == ["offer_waits"]
    assert to_be_said(session) == {OFFER}, "Nobody waits for the offerer, so no DM of its own."


def test_after_ten_working_days_it_lapses(session, offer, now):
    look_after_offers(session, working_days_later(now, 3))
    look_after_offers(session, working_days_later(now, 10) - timedelta(seconds=1))
    before = offer.state

    look_after_offers(session, working_days_later(now, 10))

    assert (before, offer.state) == (State.OFFERED, State.LAPSED)
    assert _lines_for(session, offer) == ["offer_waits", "offer_lapsed"]
    assert what_happened(session, offer) == ["offered", "unanswered", "lapsed"]


def test_after_a_long_stop_the_offerer_is_still_told_before_it_lapses(session, offer, now):
    later = working_days_later(now, 30)

    look_after_offers(session, later)
    told = offer.state
    look_after_offers(session, later)

    assert (told, offer.state) == (State.OFFERED, State.LAPSED)


def test_a_changed_offer_has_its_ten_days_again(session, offer, ada, now):
    changed_at = working_days_later(now, 8)
    change_offer(session, offer, ada, "call five customers", changed_at.date(), changed_at)

    look_after_offers(session, working_days_later(now, 11))
    look_after_offers(session, working_days_later(now, 17))

    assert offer.state is State.OFFERED


def test_an_answered_offer_is_left_alone_by_the_clock(session, offer, ben, now):
    accept(session, offer, ben, now)

    assert look_after_offers(session, working_days_later(now, 30)) == 0


def _lines_for(session, offer):
    """Return the kinds of lines that wait for the digest of whoever made an offer."""
    return [line.kind for line in waiting_lines(session, TEAM, digest_of(offer.offered_by))]


def _offers_said(session):
    session.flush()
    return session.exec(select(Notice.key).where(Notice.kind == "commitment.offer")).all()
