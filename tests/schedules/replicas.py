"""Processes that share one outbox, killed and frozen in the midst: what Slack got from them."""

import asyncio
import signal
import sys
import time
from collections import Counter

from bot.clock import wall_clock
from bot.domain.notices import Place, is_anything_due
from tests.schedules.saying import Speaker

PEOPLE = [f"U0{name}" for name in ("ADA", "BEN", "CLEO", "DEV", "EMA", "FINN", "GITA", "HUGO")]
POST = "chat.postMessage"
FORUM = "C0FORUM"
AFTER_EACH = 4  # Notices to people, besides one to a channel and one that answers it.
FROZEN_FOR = 1.5  # Seconds; a lease is one.


class Replicas:
    """So many processes at one database and one Slack; they are gone when the block ends."""

    def __init__(self, url, slack, count, *how):
        self.address = (url, slack.api_url, slack.bot_token, *how)
        self.count = count
        self.running = []

    async def __aenter__(self):
        for _ in range(self.count):
            await self.start()
        return self

    async def __aexit__(self, *_):
        for process in self.running:
            process.kill()
            await process.wait()

    async def start(self):
        command = [sys.executable, "-m", "tests.schedules.child", *self.address]
        self.running.append(await asyncio.create_subprocess_exec(*command))

    async def kill_one(self, chance):
        """Kill one of them as a power cut would, and start another."""
        victim = self.running.pop(chance.randrange(len(self.running)))
        victim.kill()
        await victim.wait()
        await self.start()

    def freeze_one(self, chance):
        """Stop one of them where it is; return what is to be thawed."""
        victim = chance.choice(self.running)
        victim.send_signal(signal.SIGSTOP)
        return victim


def thaw(process):
    process.send_signal(signal.SIGCONT)


async def kill(replicas, slack, database, chance, kills, progress=lambda done: None):
    """Kill one again and again, a moment after a post has begun; return when all is said."""
    bot = Speaker(database, None, wall_clock)
    slack.faults.slow(POST, 0.05, times=None)
    for number in range(kills):
        before = slack.log.last
        await promise_some(bot, chance, number)
        await slack.until(lambda before=before: slack.log.calls(POST, after=before), within=60)
        await asyncio.sleep(chance.uniform(0, 0.1))
        await replicas.kill_one(chance)
        progress(number + 1)
    await until_said(database)


async def freeze(replicas, database, chance, times, progress=lambda done: None):
    """Freeze one past its lease again and again; return when all is said."""
    for number in range(times):
        frozen = replicas.freeze_one(chance)
        await asyncio.sleep(FROZEN_FOR)
        thaw(frozen)
        await asyncio.sleep(chance.uniform(0, 0.3))
        progress(number + 1)
    await until_said(database)


async def be_away(server, seconds):
    """Stop PostgreSQL as a power cut would, and start it again after a while."""
    await asyncio.to_thread(server.stop)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.start)


async def promise_some(bot, chance, number):
    """Promise a post and what answers it (the answer first), and some more to people."""
    post = f"k{number}"
    answer = Place(channel_id=FORUM, thread_of=post, broadcast=True)
    await bot.promises(f"{post}.answer", f"Agenda {number}", place=answer)
    await bot.promises(post, f"Forum {number}", to=FORUM)
    for each in range(AFTER_EACH):
        await bot.promises(f"{post}.{each}", f"Line {number}.{each}", to=chance.choice(PEOPLE))


async def until_said(database, within=120):
    ends = time.monotonic() + within
    while await database.reading(is_anything_due, wall_clock()):
        if time.monotonic() > ends:
            raise TimeoutError("Something due is not being said.")
        await asyncio.sleep(0.1)


async def times_said(database, slack):
    """Return how many notices were said so many times."""
    posts = Counter(_mark_of(post) for post in slack.everything_posted())
    return Counter(posts[notice.mark] for notice in await Speaker(database, None, None).all())


def _mark_of(post):
    return ((post.message.metadata or {}).get("event_payload") or {}).get("key")
