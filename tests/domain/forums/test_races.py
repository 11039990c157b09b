"""Two at once: on PostgreSQL real threads meet; a channel has one forum whatever they do."""

import asyncio
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import select

from bot.domain.forums.changing import ChannelTaken, pause, rehouse
from bot.domain.forums.finding import forum_for
from bot.domain.forums.making import Plan, start
from bot.domain.forums.records import Forum, State
from tests.domain.forums.conftest import TUESDAYS
from tests.factories import NOON, OPS, TEAM, a_channel, a_person

ROUNDS = range(3)


@pytest.fixture
def at_once(database):
    """Run verbs in as many threads at the same moment; returns what each came to."""
    in_parallel = database.engine.dialect.name == "postgresql"

    async def run(*verbs):
        ready = Barrier(len(verbs) if in_parallel else 1)

        def begin(verb, session):
            ready.wait(timeout=5)
            return verb(session)

        begun = (database.transaction(partial(begin, verb)) for verb in verbs)
        return await asyncio.gather(*begun, return_exceptions=True)

    return run


def prepare(session):
    a_channel(session)
    a_channel(session, "CNEW", name="new")
    for name in ("ada", "ben"):
        a_person(session, name)


def starts(session, channel=OPS, origin="U-1", by="ada"):
    me = a_person(session, by)
    return start(session, me, Plan(channel, TUESDAYS, me.number, (me.number,)), origin, NOON)


def moves(session, number, channel):
    ada = a_person(session, "ada")
    return rehouse(session, forum_for(session, ada, number), ada, channel, NOON)


def forums(session):
    return [(forum.number, forum.channel_id, forum.state) for forum in session.exec(select(Forum))]


@pytest.mark.parametrize("attempt", ROUNDS)
async def test_the_same_draft_and_two_drafts_make_one_forum(database, at_once, attempt):
    await database.transaction(prepare)

    begun = await at_once(starts, starts, partial(starts, origin="U-2", by="ben"))

    assert sorted(each.is_new for each in begun) == [False, False, True]
    assert await database.reading(forums) == [(1, OPS, State.ACTIVE)]


@pytest.mark.parametrize("attempt", ROUNDS)
async def test_a_forum_that_moves_to_where_another_starts_finds_it_or_is_found(
    database, at_once, attempt
):
    await database.transaction(prepare)
    await database.transaction(starts)

    moved, begun = await at_once(
        partial(moves, number=1, channel="CNEW"), partial(starts, channel="CNEW", origin="U-2")
    )

    assert isinstance(moved, ChannelTaken) == begun.is_new
    places = [channel for _, channel, _ in await database.reading(forums)]
    assert sorted(places) == (["CNEW", OPS] if begun.is_new else ["CNEW"])


@pytest.mark.parametrize("attempt", ROUNDS)
async def test_of_two_who_pause_it_one_changes_it(database, at_once, attempt):
    await database.transaction(prepare)
    await database.transaction(starts)

    def pauses(session):
        ada = a_person(session, "ada")
        return pause(session, forum_for(session, ada, 1), ada, NOON).revision

    assert await at_once(pauses, pauses) == [2, 2]
    assert await database.reading(lambda session: session.get(Forum, (TEAM, 1)).state) == "paused"
