"""What the clock alone does to forums is on the horizon, and done by the jobs of the timetable."""

from datetime import date, timedelta

from bot.domain.forums.changing import pause
from bot.domain.forums.records import Forum, State
from bot.domain.horizon import next_due
from schedules import TIMETABLE
from schedules.forums import hand_forums_on, look_at_forum_channels, resume_forums
from tests.conftest import NOON
from tests.domain.forums.test_races import prepare, starts
from tests.factories import TEAM, a_person


def test_the_end_of_a_pause_is_on_the_horizon(session, ada, forum, now):
    pause(session, forum, ada, now, date(2027, 1, 10))
    session.flush()

    assert next_due(session, now) == forum.resume_at


def test_every_job_is_on_the_timetable():
    assert {resume_forums, hand_forums_on, look_at_forum_channels} <= set(TIMETABLE)


async def test_a_pause_that_is_over_ends_and_a_session_is_planned(database):
    await database.transaction(prepare)
    await database.transaction(starts)
    await database.transaction(paused)

    await resume_forums(database.transaction, lambda: NOON + timedelta(days=60))

    forum = await database.reading(lambda session: session.get(Forum, (TEAM, 1)))
    assert (forum.state, forum.next_on) == (State.ACTIVE, date(2027, 1, 26))


async def test_what_somebody_led_who_left_unnoticed_is_handed_on(database):
    await database.transaction(prepare)
    await database.transaction(starts)
    await database.transaction(leaves)

    await hand_forums_on(database.transaction, lambda: NOON)
    await look_at_forum_channels(database.transaction, lambda: NOON)

    assert (await database.reading(lambda session: session.get(Forum, (TEAM, 1)))).facilitator == 2


def paused(session):
    pause(session, session.get(Forum, (TEAM, 1)), a_person(session, "ada"), NOON, date(2027, 1, 10))


def leaves(session):
    forum = session.get(Forum, (TEAM, 1))
    forum.deputy = a_person(session, "ben").number
    ada = a_person(session, "ada")
    ada.is_deactivated = True
    session.add_all([forum, ada])
