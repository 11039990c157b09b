"""Processes that are killed while they deliver, and several at once: all is said once."""

import asyncio
import sys
from random import Random

from bot.clock import wall_clock
from bot.domain.notices import is_anything_due
from schedules.delivery import Delivery
from tests.schedules.saying import QUICK, Speaker, draw_facts

PEOPLE = [f"U0{name}" for name in ("ADA", "BEN", "CLEO", "DEV", "EMA", "FINN", "GITA", "HUGO")]
NOTICES = 64
POST = "chat.postMessage"
KILLS = 5


async def test_a_process_killed_again_and_again_says_everything_once(database, url, slack):
    bot = Speaker(database, None, wall_clock)
    slack.faults.slow(POST, 0.1, times=None)
    await promise_all(bot)
    chance = Random(1)

    for _ in range(KILLS):
        await deliver_and_kill(chance.uniform(0, 0.1), url, slack)
    await deliver_all(database, url, slack)

    assert await said(bot, slack) == [1] * NOTICES
    assert slack.log.calls("conversations.history")


async def test_replicas_share_the_work(database, gateway, clock, slack):
    replicas = [Delivery(database, gateway, draw_facts, clock, pace=QUICK) for _ in range(3)]
    bot = Speaker(database, replicas[0], clock)
    await promise_all(bot)

    await asyncio.gather(*(replica.until_idle() for replica in replicas))

    assert await said(bot, slack) == [1] * NOTICES


async def promise_all(bot):
    for number in range(NOTICES):
        await bot.promises(f"n{number}", f"Line {number}", to=PEOPLE[number % len(PEOPLE)])


async def said(bot, slack):
    return [len(slack.posts_with_key(notice.mark)) for notice in await bot.all()]


async def started(url, slack):
    module = ["-m", "tests.schedules.child", url, slack.api_url, slack.bot_token]
    return await asyncio.create_subprocess_exec(sys.executable, *module)


async def deliver_and_kill(seconds, url, slack):
    """Let a process make its first post, and kill it a little later, in the midst of others."""
    process, before = await started(url, slack), slack.log.last
    await slack.until(lambda: slack.log.calls(POST, after=before), within=10)
    await asyncio.sleep(seconds)
    process.kill()
    await process.wait()


async def deliver_all(database, url, slack):
    process = await started(url, slack)
    for _ in range(600):
        if not await database.reading(is_anything_due, wall_clock()):
            break
        await asyncio.sleep(0.05)
    process.kill()
    await process.wait()
