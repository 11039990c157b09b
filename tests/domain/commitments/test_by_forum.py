"""A promise without a date is due before the next forum of its channel."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.commitments.by_forum import promising_in
from bot.domain.commitments.lines import commit
from bot.domain.commitments.promising import Note
from bot.domain.commitments.records import Commitment
from bot.domain.forums.changing import pause
from bot.domain.forums.making import Plan, start
from bot.domain.recurrence import Rhythm
from bot.domain.sessions.planning import replan
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_channel, a_commitment, a_person

WHAT = "call every customer lost in May"
A_WEEK_ON = date(2026, 12, 1)


@pytest.fixture
def meets(session, ada, now):
    """Give #ops a forum, each week from a day on."""

    def each_week_from(day, **more):
        a_channel(session)
        weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
        rhythm = Rhythm(f"FREQ=WEEKLY;BYDAY={weekday}", day, time(10), "Europe/Berlin", **more)
        plan = Plan(OPS, rhythm, ada.number, (ada.number,))
        forum = start(session, ada, plan, "U-1", now).forum
        replan(session, forum, now)
        return forum

    return each_week_from


def promised(session, me, now, scene=PUBLIC_SCENE):
    """Return when a promise without a date is due, and what the answer says of it."""
    said = commit(session, me, scene, WHAT, now)
    return session.get_one(Commitment, (TEAM, said.facts["number"])).due_on, said.facts["notes"]


@pytest.mark.parametrize(
    ("forum_on", "due_on"),
    [
        (date(2026, 11, 25), date(2026, 12, 1)),  # Tomorrow is too soon: before the one after it.
        (date(2026, 11, 26), date(2026, 12, 2)),  # So is Thursday, with one working day before.
        (date(2026, 11, 27), date(2026, 11, 26)),
        (date(2026, 11, 30), date(2026, 11, 27)),  # Never on a week-end.
    ],
)
def test_it_is_due_the_working_day_before_with_two_working_days_ahead(
    session, ada, meets, now, forum_on, due_on
):
    meets(forum_on)

    assert promised(session, ada, now) == (due_on, [Note.BEFORE_FORUM])


def test_holidays_of_the_forums_country_are_no_working_days(session, ada, meets, now):
    meets(date(2026, 11, 27), country="US")  # The day before is Thanksgiving.

    assert promised(session, ada, now - timedelta(days=1))[0] == date(2026, 11, 25)


def test_without_a_forum_that_meets_it_is_due_in_a_week(session, ada, meets, now):
    pause(session, forum := meets(date(2026, 11, 30)), ada, now)
    replan(session, forum, now)

    elsewhere = replace(PUBLIC_SCENE, channel_id="COTHER")
    a_channel(session, "COTHER")

    for scene in (PUBLIC_SCENE, elsewhere):
        assert promised(session, ada, now, scene) == (A_WEEK_ON, [Note.DEFAULT_DATE])


def test_who_promises_in_a_channel_is_known_the_latest_first(session, ada):
    for place, name in enumerate(("ben", "ada", "ben", "cleo")):
        a_commitment(session, name, what=f"call customer number {place}")
    cleo, ben = (a_person(session, name).number for name in ("cleo", "ben"))

    assert promising_in(session, TEAM, OPS, 2) == [cleo, ben]
    assert promising_in(session, TEAM, "", 2) == []
