"""Starting a forum: once for a draft, once for a channel, with people who can be reached."""

import pytest

from bot.domain.forums.finding import (
    facilitators_of,
    forum_in,
    forum_name,
    forums_asking,
    forums_led_by,
    members_of,
    shown,
)
from bot.domain.forums.making import (
    CannotBeAsked,
    LengthOff,
    NameTooLong,
    NobodyAsked,
    NoPlace,
    TooManyAsked,
    start,
)
from bot.domain.forums.records import NOUN, Held, State
from bot.domain.history import is_unbroken, story_of
from tests.factories import OPS, TEAM, a_channel, a_person, to_be_said


def test_a_forum_is_found_by_its_channel_its_people_and_its_facilitator(
    session, ada, ben, dev, forum
):
    assert forum_in(session, TEAM, OPS) is forum
    assert forums_led_by(session, ada) == forums_asking(session, ben) == [forum]
    assert forums_led_by(session, ben) == forums_asking(session, dev) == []
    assert [person.called for person in members_of(session, forum)] == ["Ada Lind", "Ben Okafor"]


def test_its_next_three_dates_follow_from_its_rhythm(session, forum, now):
    dates = [slot.held_on.isoformat() for slot in shown(session, forum, now).dates]

    assert dates == ["2026-12-01", "2026-12-15", "2026-12-29"]


def test_it_is_called_as_it_was_named_else_as_its_channel(session, ada, plan, forum, now):
    a_channel(session, "CNEW", name="new")
    named = start(session, ada, plan(channel_id="CNEW", name=" Customer council "), "U-2", now)

    assert forum_name(session, forum) == "#ops"
    assert forum_name(session, named.forum) == "Customer council"


def test_facilitator_deputy_and_cco_lead_it(session, ada, ben, cleo, forum):
    assert facilitators_of(session, forum) == [ada.number, ben.number, cleo.number]


def test_the_same_draft_makes_one_forum(session, ada, plan, forum, now):
    again = start(session, ada, plan(), "U-1", now)

    assert (again.forum, again.is_new) == (forum, False)


def test_a_channel_has_one_living_forum(session, ben, plan, forum, now):
    again = start(session, ben, plan(), "U-2", now)

    assert (again.forum, again.is_new) == (forum, False)
    assert start(session, ben, plan(), "U-3", now).forum.number == 1


def test_its_history_begins(session, forum):
    session.flush()
    story = story_of(session, TEAM, NOUN, forum.number)

    assert [happening.what for happening in story] == ["started"]
    assert is_unbroken(story)


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_who_cannot_be_reached_is_refused_by_name(session, ada, plan, now, name):
    unfit = a_person(session, name)

    for wanted in (
        {"members": (ada.number, unfit.number)},
        {"facilitator": unfit.number},
        {"deputy": unfit.number},
    ):
        with pytest.raises(CannotBeAsked) as refused:
            start(session, ada, plan(**wanted), "U-2", now)
        assert refused.value.facts["who"] == unfit.called


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ({"members": ()}, NobodyAsked),
        ({"members": tuple(range(51))}, TooManyAsked),
        ({"length": 4}, LengthOff),
        ({"length": 481}, LengthOff),
        ({"name": "n" * 81}, NameTooLong),
    ],
)
def test_what_makes_no_forum_is_refused(plan, wanted, refusal):
    with pytest.raises(refusal):
        plan(**wanted)


@pytest.mark.parametrize(
    "facts", [{"kind": "dm"}, {"kind": "bot_dm"}, {"is_archived": True}, {"is_external": True}]
)
def test_a_place_that_is_no_channel_of_ours_takes_no_forum(session, ada, plan, now, facts):
    a_channel(session, "COTHER", **facts)

    with pytest.raises(NoPlace):
        start(session, ada, plan(channel_id="COTHER"), "U-2", now)


def test_in_a_private_channel_it_waits_for_our_invitation(session, ada, plan, now):
    a_channel(session, "CPRIV", kind="private", is_member=False)

    forum = start(session, ada, plan(channel_id="CPRIV"), "U-2", now).forum

    assert (forum.state, forum.held_why, forum.meets) == (State.HELD, Held.PRIVATE, False)


def test_whoever_is_to_lead_it_hears_of_it(session, ada, ben, plan, now):
    start(session, ada, plan(facilitator=ben.number), "U-2", now)

    assert to_be_said(session) == {("forum.told", "UBEN")}
