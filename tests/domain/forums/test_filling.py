"""The form of a forum, page by page: nothing typed is lost, and what is wrong is said."""

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.forums.beginning import ask_first, begin
from bot.domain.forums.doubts import MoreThanOne, NoDay, RhythmUnclear, TooOften
from bot.domain.forums.drafting import (
    Draft,
    NoLeader,
    NoRhythm,
    OwnFields,
    draft_begun,
    draft_of,
    first_asked,
    plan_of,
    rhythm_of,
    settled,
)
from bot.domain.forums.filling import FilledForum, send, shape, start_drafted
from bot.domain.forums.finding import members_of, shown
from bot.domain.people import person_seen
from bot.domain.recurrence import NoSuchZone, OnHoliday
from bot.domain.unfinished import UnfinishedGone, all_unfinished, unfinished_numbered
from tests.factories import CAST, PUBLIC_SCENE, TEAM, a_person

EVERY = "every 2 weeks tue 10:00"


@pytest.fixture
def note(session, ada, now):
    """What a typed rhythm is kept under."""
    return f"U-{begin(session, ada, PUBLIC_SCENE, EVERY, now).facts['unfinished']}"


EVERYTHING = FilledForum(
    name="Council",
    people=("UADA", "UBEN"),
    often="last friday of the month",
    at=time(14, 30),
    facilitator="UBEN",
    channel="COPS",
    deputy="UADA",
    length=90,
    zone="Asia/Tokyo",
    country="DE",
    on_holiday=OnHoliday.SKIP,
)


def test_a_draft_is_kept_with_all_its_fields(session, ada, note, now):
    number = shape(session, ada, note, EVERYTHING, now)
    draft = draft_begun(unfinished_numbered(session, ada, number))

    assert (draft.name, draft.often) == ("Council", "last friday of the month")
    assert (draft.at, draft.length, draft.zone) == (time(14, 30), 90, "Asia/Tokyo")
    assert (draft.country, draft.on_holiday) == ("DE", OnHoliday.SKIP)
    assert len(draft.people) == 2


def test_what_is_on_the_other_page_stays(session, ada, note, now):
    shape(session, ada, note, FilledForum(often="weekly mon", name="Council"), now)
    number = shape(session, ada, note, FilledForum(length=30, zone="berlin"), now)
    draft = draft_begun(unfinished_numbered(session, ada, number))

    assert (draft.often, draft.name, draft.length) == ("weekly mon", "Council", 30)
    assert draft.zone == "Europe/Berlin"


def test_a_form_starts_a_forum_once(session, ada, note, now):
    filled = FilledForum(people=("UADA",), name="Council")

    done = send(session, ada, note, filled, now)
    again = send(session, ada, note, filled, now)

    assert (done.what, done.forum) == ("started", again.forum)
    assert all_unfinished(session, ada, now) == []


def test_a_draft_starts_a_forum_once_with_those_who_are_there(session, ada, ben, note, now):
    number = int(note.removeprefix("U-"))

    forums = [start_drafted(session, ada, number, (ben.number,), now).forum for _ in range(2)]

    assert forums[0] is forums[1]
    assert members_of(session, forums[0]) == [ben]


def test_a_form_changes_a_forum_and_keeps_its_phase(session, ada, forum, now):
    done = send(session, ada, "F-1", FilledForum(at=time(9), length=30), now)

    assert (done.what, forum.at, forum.length) == ("changed", time(9), 30)
    assert shown(session, forum, now).dates[0].held_on.isoformat() == "2026-12-01"


def test_a_form_that_was_sent_or_discarded_cannot_be_gone_on_with(session, ada, now):
    with pytest.raises(UnfinishedGone):
        send(session, ada, "U-99", FilledForum(), now)


def test_people_who_were_picked_stay_picked(session, ada, ben, dev, note, now):
    number = shape(session, ada, note, FilledForum(people=("UBEN",)), now)

    ask_first(session, ada, number, (dev.number,), now)

    assert draft_begun(unfinished_numbered(session, ada, number)).people == (ben.number,)


def test_a_channel_is_asked_whole_if_it_is_small(session, ada):
    there = [CAST[name].slack_id for name in CAST]
    people = {name: a_person(session, name) for name in CAST}

    asked = first_asked(session, ada, there, ())

    assert asked == tuple(people[name].number for name in ("ada", "ben", "cleo", "dev"))


def test_of_a_large_or_unknown_channel_those_are_asked_who_promise_there(session, ada, ben):
    crowd = [f"UCROWD{number}" for number in range(16)]
    for slack_id in crowd:
        person_seen(session, TEAM, slack_id)

    assert first_asked(session, ada, crowd, (ben.number,)) == (ada.number, ben.number)
    assert first_asked(session, ada, (), (ben.number,)) == (ada.number, ben.number)


@pytest.mark.parametrize(
    ("often", "refusal"),
    [
        ("", NoRhythm),
        ("weekly", NoDay),
        ("daily", TooOften),
        ("biweekly tue", MoreThanOne),
        ("when we feel like it", RhythmUnclear),
    ],
)
def test_what_is_no_rhythm_is_refused_under_its_field(now, often, refusal):
    with pytest.raises(refusal) as refused:
        rhythm_of(Draft(often=often), now)

    assert refused.value.field == "often"


def test_an_hour_of_its_own_is_asked_out_of_the_rhythm(now):
    with pytest.raises(OwnFields):
        rhythm_of(Draft(often="every week on Tuesday at 9:00"), now)


def test_a_zone_that_is_none_is_refused(now):
    draft = replace(settled(Draft(often=EVERY), now), zone="Mars/Olympus")

    with pytest.raises(NoSuchZone):
        rhythm_of(draft, now)


def test_a_draft_without_a_leader_is_no_plan(now):
    with pytest.raises(NoLeader):
        plan_of(settled(Draft(often=EVERY), now), now)


@pytest.mark.parametrize(("typed", "has_hour"), [(EVERY, True), ("every 2 weeks tue", False)])
def test_whether_an_hour_was_named_is_known(now, typed, has_hour):
    assert settled(Draft(often=typed), now).has_hour is has_hour


def test_a_forum_as_a_draft_is_the_same_forum(session, forum, plan, now):
    assert plan_of(draft_of(session, forum), now) == plan()
