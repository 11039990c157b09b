"""Processes that are killed or frozen while they deliver, and several at once: all is said once."""

import asyncio
from random import Random

import pytest

from bot.clock import wall_clock
from schedules.delivery import Delivery
from tests.schedules.backlog import fill
from tests.schedules.replicas import (
    AFTER_EACH,
    PEOPLE,
    POST,
    Replicas,
    freeze,
    kill,
    thaw,
    times_said,
    until_said,
)
from tests.schedules.saying import QUICK, Speaker, draw_facts

# A tenth of what `make soak` does.
KILLS = 5
RACING = 500
SHARES = [("sqlite", 1), ("postgresql", 1), ("postgresql", 2), ("postgresql", 3)]
SHARED = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@pytest.mark.parametrize(("url", "count"), SHARES, indirect=["url"])
async def test_whoever_is_killed_everything_is_said_once(database, url, slack, count):
    async with Replicas(url, slack, count) as replicas:
        await kill(replicas, slack, database, Random(count), KILLS)

    assert await times_said(database, slack) == {1: KILLS * (AFTER_EACH + 2)}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_it_is_the_look_that_keeps_posts_from_doubling(database, url, slack):
    async with Replicas(url, slack, 1, "blind") as replicas:
        await kill(replicas, slack, database, Random(1), KILLS)

    assert max(await times_said(database, slack)) > 1


@SHARED
@pytest.mark.parametrize("count", [2, 3])
async def test_replicas_that_race_say_everything_once(database, url, slack, count):
    fill(database, RACING, PEOPLE, wall_clock())

    async with Replicas(url, slack, count, "hurried"):
        await until_said(database)

    assert await times_said(database, slack) == {1: RACING}


@SHARED
async def test_replicas_that_freeze_past_their_lease_say_nothing_twice(database, url, slack):
    fill(database, RACING, PEOPLE, wall_clock())

    async with Replicas(url, slack, 2, "hurried") as replicas:
        await slack.until(lambda: slack.log.calls(POST), within=10)
        await freeze(replicas, database, Random(1), times=2)

    assert await times_said(database, slack) == {1: RACING}


@SHARED
@pytest.mark.parametrize("method", ["conversations.info", POST])
async def test_who_thaws_after_its_lease_sends_nothing_any_more(database, url, slack, method):
    slack.faults.slow(method, 0.2)
    bot = Speaker(database, None, wall_clock)
    async with Replicas(url, slack, 1) as replicas:
        await bot.promises("a")
        # It has claimed, and asks about the channel before it posts, or has just posted.
        await slack.until(lambda: slack.log.calls(method), within=10)
        frozen = replicas.freeze_one(Random(1))
        await replicas.start()
        await until_said(database)
        thaw(frozen)
        await asyncio.sleep(0.5)

    assert await times_said(database, slack) == {1: 1}
    assert len(slack.log.calls(POST)) == 1


async def test_replicas_in_one_process_share_the_work(database, gateway, clock, slack):
    replicas = [Delivery(database, gateway, draw_facts, clock, pace=QUICK) for _ in range(3)]
    fill(database, 64, PEOPLE, clock())

    await asyncio.gather(*(replica.until_idle() for replica in replicas))

    assert await times_said(database, slack) == {1: 64}
