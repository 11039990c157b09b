"""A forum outlives its facilitator, and waits for its channel."""

import pytest
from sqlmodel import select

from bot.domain.channels import mark_member
from bot.domain.forums.changing import end, pause
from bot.domain.forums.finding import facilitator_of
from bot.domain.forums.making import ask
from bot.domain.forums.outliving import (
    follow_channel,
    hand_on,
    look_at_channels,
    lose_channel,
    regain_channel,
    renumber_channel,
    take_lead,
)
from bot.domain.forums.records import Held, State
from bot.domain.forums.rights import LedAlready, NotAskedThere
from bot.domain.forums.telling import administrators_of
from bot.domain.notices import Notice, Place, promise
from bot.domain.roles import appoint_cco
from tests.factories import OPS, TEAM, a_channel, a_person, to_be_said


def leaves(session, person):
    person.is_deactivated = True
    session.add(person)
    session.flush()


def told(session):
    """Return what people are told about the forum: (what, whom), in order."""
    session.flush()
    notices = session.exec(select(Notice).where(Notice.kind == "forum.told").order_by(Notice.id))
    return [(notice.facts["what"], notice.person_id) for notice in notices]


def test_the_deputy_leads_when_the_facilitator_has_left(session, ada, ben, cleo, forum, now):
    leaves(session, ada)

    assert [hand_on(session, now), hand_on(session, now)] == [1, 0]

    assert (forum.facilitator, forum.deputy) == (ben.number, None)
    assert told(session) == [("led", "UBEN")]


def test_the_cco_leads_when_the_deputy_has_left_too(session, ada, ben, cleo, forum, now):
    leaves(session, ben)
    leaves(session, ada)

    hand_on(session, now)

    assert forum.facilitator == cleo.number
    assert told(session) == [("led", "UCLEO")]


def test_without_a_cco_the_administrators_hear_once_and_it_waits(
    session, ada, ben, dev, forum, now
):
    dev.is_admin = True
    leaves(session, ben)
    leaves(session, ada)

    assert [hand_on(session, now), hand_on(session, now)] == [1, 0]
    assert (told(session), facilitator_of(session, forum)) == ([("adrift", "UDEV")], None)

    appoint_cco(session, dev, now)
    assert hand_on(session, now) == 1
    assert forum.facilitator == dev.number


@pytest.fixture
def adrift(session, ada, ben, dev, forum, now):
    """A forum whose facilitator and deputy have left, where there is no CCO; Dev is asked, too."""
    ask(session, forum, (ada.number, ben.number, dev.number))
    dev.is_admin = True
    leaves(session, ben)
    leaves(session, ada)
    hand_on(session, now)
    return forum


def test_it_is_said_once_that_nobody_leads_it_whatever_happens_to_it(session, adrift, now):
    a_channel(session, is_archived=True)
    follow_channel(session, TEAM, OPS, now)

    assert hand_on(session, now) == 0

    assert [what for what, _ in told(session)] == ["adrift", "held"]


def test_who_is_asked_takes_the_lead_where_nobody_has_it(session, adrift, dev, now):
    for _ in range(2):
        take_lead(session, adrift, dev, now)

    assert (adrift.facilitator, adrift.deputy, hand_on(session, now)) == (dev.number, None, 0)
    assert facilitator_of(session, adrift) == dev


def test_only_who_is_asked_takes_the_lead_and_only_where_nobody_has_it(
    session, adrift, dev, cleo, now
):
    with pytest.raises(LedAlready):  # Cleo is the CCO.
        take_lead(session, adrift, dev, now)
    cleo.is_deactivated = True
    session.flush()

    with pytest.raises(NotAskedThere) as refused:
        take_lead(session, adrift, a_person(session, "gus"), now)
    assert refused.value.facts["who"] == "Dev Rao"


def test_what_has_ended_is_nobodys_to_lead(session, ada, forum, now):
    end(session, forum, ada, now)
    leaves(session, ada)

    assert hand_on(session, now) == 0


def test_administrators_are_people_who_are_here(session, ada):
    assert administrators_of(session, TEAM) == [ada]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"is_archived": True}, Held.ARCHIVED),
        ({"is_external": True}, Held.EXTERNAL),
        ({"kind": "private", "is_member": False}, Held.PRIVATE),
    ],
)
def test_a_channel_that_cannot_be_posted_to_holds_it(session, ada, forum, now, facts, why):
    a_channel(session, **facts)

    for _ in range(2):
        follow_channel(session, TEAM, OPS, now)

    assert (forum.state, forum.held_why, forum.meets) == (State.HELD, why, False)
    assert told(session) == [("held", "UADA")]


def test_it_goes_on_by_itself_and_what_said_so_shows_it(session, ada, forum, now):
    a_channel(session, is_archived=True)
    follow_channel(session, TEAM, OPS, now)
    a_channel(session)

    assert follow_channel(session, TEAM, OPS, now) is forum

    assert (forum.state, forum.held_why) == (State.ACTIVE, None)
    assert told(session) == [("held", "UADA")], "That message shows it."


def test_sent_away_we_wait_to_be_invited(session, ada, forum, now):
    mark_member(session, TEAM, OPS, is_member=False)
    lose_channel(session, TEAM, OPS, Held.REMOVED, now)

    assert follow_channel(session, TEAM, OPS, now) is None
    assert forum.held_why is Held.REMOVED
    assert regain_channel(session, TEAM, OPS, now) is forum
    assert forum.state is State.ACTIVE


def test_a_channel_that_became_private_in_silence_holds_it_until_we_are_invited(
    session, ada, forum, now
):
    mark_member(session, TEAM, OPS, is_member=False)
    assert look_at_channels(session, now) == []  # A public one can be joined.
    card = {"kind": "card", "place": Place(channel_id=OPS), "now": now}
    promise(session, TEAM, "card:C-1", held=True, **card)

    assert [look_at_channels(session, now) for _ in range(2)] == [[forum], []]
    assert forum.held_why is Held.PRIVATE
    assert follow_channel(session, TEAM, OPS, now) is None

    mark_member(session, TEAM, OPS, is_member=True)
    assert [look_at_channels(session, now) for _ in range(2)] == [[forum], []]
    assert told(session) == [("held", "UADA")], "That message shows it."


def test_what_is_archived_does_not_go_on_by_an_invitation(session, ada, forum, now):
    a_channel(session, is_archived=True)
    follow_channel(session, TEAM, OPS, now)

    assert regain_channel(session, TEAM, OPS, now) is None
    assert forum.state is State.HELD


def test_a_paused_forum_stays_paused_without_a_word(session, ada, forum, now):
    pause(session, forum, ada, now)
    a_channel(session, is_archived=True)

    assert follow_channel(session, TEAM, OPS, now) is None

    assert forum.state is State.PAUSED
    assert to_be_said(session) == set()


def test_it_follows_its_channel_to_a_new_id(session, ada, forum, now):
    a_channel(session, "CNEW", kind="private", is_member=False)

    renumber_channel(session, TEAM, OPS, "CNEW", now)

    assert (forum.channel_id, forum.held_why) == ("CNEW", Held.PRIVATE)


def test_whoever_takes_over_a_held_forum_hears_the_way_out(session, ada, ben, forum, now):
    lose_channel(session, TEAM, OPS, Held.DELETED, now)
    leaves(session, ada)

    hand_on(session, now)

    assert told(session)[1:] == [("led", "UBEN"), ("held", "UBEN")]


def test_where_no_forum_is_nothing_happens(session, ada, now):
    a_person(session, "ben")

    assert follow_channel(session, TEAM, OPS, now) is None
    assert lose_channel(session, TEAM, OPS, Held.REMOVED, now) is None
    assert regain_channel(session, TEAM, OPS, now) is None
    assert renumber_channel(session, TEAM, OPS, "CNEW", now) is None
