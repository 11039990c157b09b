"""Sharing: on the word of somebody on it, a card appears in one more place."""

from dataclasses import replace

import pytest
from sqlmodel import select

from bot.domain.channels import ChannelKind
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, NotOpen, keep
from bot.domain.commitments.sharing import NoSuchChannel, SharedWithOthers, share
from bot.domain.notices import Notice, State
from tests.factories import PUBLIC_SCENE, a_channel, a_commitment, a_person, what_happened

PRIVATE = replace(PUBLIC_SCENE, channel_id="CPRIV", is_private=True)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def private(session, ada):
    return a_commitment(session, "ada", scene=PRIVATE)


def card_in(session, channel_id):
    session.flush()
    found = select(Notice).where(Notice.channel_id == channel_id)
    return session.exec(found).one()


def test_its_card_is_promised_there(session, private, ada, now):
    a_channel(session)

    share(session, private, ada, "COPS", now)

    card = card_in(session, "COPS")
    assert (card.kind, card.state, card.asked_by) == ("commitment.card", State.READY, "UADA")
    assert what_happened(session, private) == ["made", "shared"]


def test_shared_in_public_it_is_private_no_more_and_comes_from_where_it_came(
    session, private, ada, now
):
    a_channel(session)

    share(session, private, ada, "COPS", now)

    assert (private.is_private, private.channel_id) == (False, "CPRIV")


def test_shared_in_private_it_stays_private(session, private, ada, now):
    a_channel(session, "CELSE", kind=ChannelKind.PRIVATE)

    assert share(session, private, ada, "CELSE", now).is_private


def test_a_public_record_is_not_made_private_by_sharing(session, ada, now):
    a_channel(session, "CELSE", kind=ChannelKind.PRIVATE)

    assert not share(session, a_commitment(session, "ada"), ada, "CELSE", now).is_private


def test_where_the_bot_is_not_it_waits_for_an_invitation(session, private, ada, now):
    a_channel(session, "CELSE", kind=ChannelKind.PRIVATE, is_member=False)

    share(session, private, ada, "CELSE", now)

    assert card_in(session, "CELSE").state is State.HELD


def test_where_another_company_reads_it_needs_a_word_more(session, private, ada, now):
    a_channel(session, "CEXT", is_external=True)

    with pytest.raises(SharedWithOthers) as refused:
        share(session, private, ada, "CEXT", now)

    assert refused.value.field == "channel"


def test_with_that_word_it_is_posted(session, private, ada, now):
    a_channel(session, "CEXT", is_external=True)

    share(session, private, ada, "CEXT", now, outside=True)

    assert card_in(session, "CEXT").facts["shared_ok"] is True


@pytest.mark.parametrize(
    "facts",
    [None, {"is_archived": True}, {"kind": ChannelKind.DM}, {"kind": ChannelKind.BOT_DM}],
    ids=["unknown", "archived", "between people", "our DM"],
)
def test_what_is_no_place_for_a_card_is_refused(session, private, ada, now, facts):
    if facts is not None:
        a_channel(session, "CELSE", **facts)

    with pytest.raises(NoSuchChannel):
        share(session, private, ada, "CELSE", now)


def test_no_channel_is_no_place(session, private, ada, now):
    with pytest.raises(NoSuchChannel):
        share(session, private, ada, "", now)


def test_somebody_who_is_not_on_it_shares_nothing(session, now):
    a_channel(session)

    with pytest.raises(NotYours):
        share(session, a_commitment(session, "ada"), a_person(session, "ben"), "COPS", now)


def test_an_offer_is_not_shared(session, ada, now):
    a_channel(session)

    with pytest.raises(NotAccepted):
        share(session, a_commitment(session, "ada", owner="ben"), ada, "COPS", now)


def test_what_is_over_is_not_shared(session, private, ada, now):
    a_channel(session)
    keep(session, private, ada, "", now)

    with pytest.raises(NotOpen):
        share(session, private, ada, "COPS", now)


def test_shared_twice_it_is_one_card(session, private, ada, now):
    a_channel(session)
    share(session, private, ada, "COPS", now)

    share(session, private, ada, "COPS", now)

    assert card_in(session, "COPS").wanted > 1
