"""The pulse of sessions: it takes what is due, all of it, once, however many replicas beat."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from bot.database import Database
from bot.domain.notices import Notice
from bot.domain.sessions.records import ForumSession
from schedules import TIMETABLE
from schedules.sessions import follow_sessions
from tests.domain.sessions.living import a_forum, berlin

POST, START, ASK = berlin(27, month=11), berlin(1), berlin(1, "11:30")
MANY = 7


def start_many(session):
    """Start several forums that meet at the same time."""
    for number in range(MANY):
        a_forum(session, channel=f"C{number}")


@pytest.fixture
async def forums(database):
    await database.transaction(start_many)


async def said(database):
    def keys(session):
        found = session.exec(select(Notice.key).where(col(Notice.key).like("session:%")))
        return sorted(key.rpartition(":")[2] for key in found)

    return await database.reading(keys)


async def test_everything_that_is_due_is_done_in_one_beat(database, forums):
    await follow_sessions(database.transaction, lambda: POST)

    assert await said(database) == ["post"] * MANY


async def test_nothing_is_done_before_its_time(database, forums):
    await follow_sessions(database.transaction, lambda: POST - timedelta(seconds=1))

    assert await said(database) == []


async def test_two_replicas_do_each_thing_once(postgresql_url):
    replicas = [Database(postgresql_url) for _ in range(2)]
    await replicas[0].transaction(start_many)

    for moment in (POST, START, ASK):
        clock = partial(_same, moment)
        beats = (follow_sessions(each.transaction, clock) for each in replicas)
        await asyncio.gather(*beats)

    assert await said(replicas[0]) == sorted(["post", "start", "asked"] * MANY)
    planned = await replicas[0].reading(lambda session: session.exec(select(ForumSession)).all())
    assert len(planned) == 2 * MANY
    for each in replicas:
        each.dispose()


def _same(moment):
    return moment


def test_the_pulse_looks_each_second():
    assert TIMETABLE[follow_sessions] == 1
