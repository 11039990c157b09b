"""Changing a forum: by whom, what becomes of it, and what can be taken back."""

from datetime import date, timedelta

import pytest

from bot.domain.changing import MovedOn
from bot.domain.forums.changing import (
    ChannelTaken,
    PauseInThePast,
    TooLateToUndo,
    alter,
    end,
    pause,
    rehouse,
    resume,
    resume_due,
    undo,
)
from bot.domain.forums.finding import forum_in, forum_name, members_of
from bot.domain.forums.making import CannotBeAsked, start
from bot.domain.forums.records import NOUN, Held, State, change
from bot.domain.forums.rights import ForumEnded, NotYourForum
from bot.domain.history import Event, is_unbroken, story_of
from tests.factories import OPS, TEAM, a_channel, a_person, to_be_said

JANUARY = date(2027, 1, 10)


def story(session, forum):
    session.flush()
    happened = story_of(session, TEAM, NOUN, forum.number)
    assert is_unbroken(happened)
    assert len(happened) == forum.revision
    return [each.what for each in happened]


def test_a_forum_is_changed_as_a_whole(session, ada, dev, plan, forum, now):
    alter(session, forum, ada, plan(name="Council", members=(dev.number,), length=30), now)

    assert forum_name(session, forum) == "Council"
    assert [person.called for person in members_of(session, forum)] == ["Dev Rao"]
    assert (forum.length, story(session, forum)) == (30, ["started", "changed"])


def test_a_change_asks_nobody_who_cannot_be_reached(session, ada, plan, forum, now):
    robo = a_person(session, "robo")

    with pytest.raises(CannotBeAsked):
        alter(session, forum, ada, plan(members=(robo.number,)), now)


def test_only_those_who_lead_it_and_its_maker_change_it(session, dev, cleo, plan, forum, now):
    with pytest.raises(NotYourForum) as refused:
        alter(session, forum, dev, plan(), now)
    assert refused.value.facts["who"] == "Ada Lind or Ben Okafor or Cleo Marsh"

    assert pause(session, forum, cleo, now).state is State.PAUSED


def test_whoever_made_it_may_change_it_still(session, ada, ben, dev, plan, now):
    forum = start(session, dev, plan(), "U-2", now).forum

    assert pause(session, forum, dev, now).state is State.PAUSED


def test_of_two_who_change_the_same_the_first_wins(session, ada, forum, now):
    seen = forum.revision
    pause(session, forum, ada, now)
    forum.revision = seen

    with pytest.raises(MovedOn), session.no_autoflush:
        change(session, forum, Event(ada.number, "changed", now), length=30)


def test_a_new_facilitator_hears_of_it_once(session, ada, dev, plan, forum, now):
    alter(session, forum, ada, plan(facilitator=dev.number), now)
    alter(session, forum, ada, plan(facilitator=dev.number, length=30), now)

    assert to_be_said(session) == {("forum.told", "UDEV")}


def test_a_pause_ends_by_itself_on_its_day_in_the_zone_of_the_forum(session, ada, forum, now):
    pause(session, forum, ada, now, JANUARY)
    midnight = forum.resume_at

    assert midnight.isoformat() == "2027-01-09T23:00:00+00:00"
    assert resume_due(session, midnight - timedelta(seconds=1)) == []
    assert resume_due(session, midnight) == [forum]
    assert (forum.state, forum.resume_at) == (State.ACTIVE, None)


def test_a_pause_without_a_day_lasts_until_somebody_resumes_it(session, ada, forum, now):
    pause(session, forum, ada, now)

    assert resume_due(session, now + timedelta(days=999)) == []
    assert resume(session, forum, ada, now).state is State.ACTIVE


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 1, 1)])
def test_a_pause_until_a_day_that_has_come_is_refused(session, ada, forum, now, day):
    with pytest.raises(PauseInThePast):
        pause(session, forum, ada, now, day)


def test_a_double_click_changes_it_once(session, ada, forum, now):
    for act in (pause, pause, resume, resume, end, end):
        act(session, forum, ada, now)

    assert story(session, forum) == ["started", "paused", "resumed", "ended"]


def test_after_its_end_the_channel_is_free_and_nothing_changes_it(session, ada, plan, forum, now):
    end(session, forum, ada, now)

    assert forum_in(session, TEAM, OPS) is None
    for act in (pause, resume):
        with pytest.raises(ForumEnded):
            act(session, forum, ada, now)
    assert start(session, ada, plan(), "U-2", now).forum.number == 2


def test_a_pause_is_undone_for_ten_minutes(session, ada, forum, now):
    pause(session, forum, ada, now, JANUARY)

    undo(session, forum, ada, forum.revision, now + timedelta(minutes=9))

    assert (forum.state, forum.resume_at) == (State.ACTIVE, None)
    with pytest.raises(TooLateToUndo):
        undo(session, forum, ada, 1, now)


def test_an_end_is_undone_unless_it_is_late_or_the_channel_taken(session, ada, plan, forum, now):
    end(session, forum, ada, now)
    with pytest.raises(TooLateToUndo):
        undo(session, forum, ada, forum.revision, now + timedelta(minutes=11))
    other = start(session, ada, plan(), "U-2", now).forum
    with pytest.raises(ChannelTaken):
        undo(session, forum, ada, forum.revision, now)

    end(session, other, ada, now)

    assert undo(session, forum, ada, forum.revision, now).state is State.ACTIVE
    assert forum.ended_at is None


def test_an_undo_pressed_twice_undoes_once(session, ada, forum, now):
    end(session, forum, ada, now)
    revision = forum.revision

    for _ in range(2):
        undo(session, forum, ada, revision, now)

    assert story(session, forum) == ["started", "ended", "undone"]


def test_it_moves_to_another_channel_that_is_free(session, ada, plan, forum, now):
    a_channel(session, "CNEW", name="new")
    a_channel(session, "CTAKEN", name="taken")
    start(session, ada, plan(channel_id="CTAKEN"), "U-2", now)

    rehouse(session, forum, ada, "CNEW", now)
    assert forum_in(session, TEAM, "CNEW") is forum
    with pytest.raises(ChannelTaken) as refused:
        rehouse(session, forum, ada, "CTAKEN", now)
    assert refused.value.facts == {"channel": "#taken", "forum": "F-2"}


def test_a_forum_that_resumes_where_nothing_can_be_posted_is_held(session, ada, forum, now):
    pause(session, forum, ada, now)
    a_channel(session, is_archived=True)

    resume(session, forum, ada, now)

    assert (forum.state, forum.held_why) == (State.HELD, Held.ARCHIVED)
    assert to_be_said(session) == {("forum.told", "UADA")}
