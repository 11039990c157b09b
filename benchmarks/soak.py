"""Two hundred kills in the midst of delivery, then a load: `make soak`; ends by itself."""

import argparse
import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks import commits
from benchmarks.databases import Databases, databases
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.notices import is_anything_due
from sandbox.slack import Slack
from tests.schedules.saying import Speaker
from tests.schedules.test_kills import PEOPLE, POST, said, started

KILLS = 200
AFTER_EACH = 6  # Notices promised while processes come and go.
# A SQLite file is for one process; on PostgreSQL replicas share the work.
REPLICAS = {"SQLite": (1,), "PostgreSQL": (1, 2, 3)}
ENDS_WITHIN = 300.0
MANIFEST = Path(__file__).parents[1] / "manifest.json"


async def killed(name: str, url: str, replicas: int, kills: int) -> bool:
    """Kill one of the replicas again and again; tell whether all was said exactly once."""
    database, chance, began = Database(url), Random(kills), time.perf_counter()  # noqa: S311 - no secret
    bot = Speaker(database, None, wall_clock)
    async with Slack.start(manifest=MANIFEST) as slack:
        slack.faults.slow(POST, 0.05, times=None)
        running = [await started(url, slack) for _ in range(replicas)]
        for number in range(kills):
            await _until_in_the_midst(bot, slack, chance, number)
            victim = running.pop(chance.randrange(replicas))
            victim.kill()
            await victim.wait()
            running.append(await started(url, slack))
        await _until_said(database)
        for process in running:
            process.kill()
            await process.wait()
        times = Counter(await said(bot, slack))
        looks = len(slack.log.calls("conversations.history"))
    database.dispose()
    notices = sum(times.values())
    print(
        f"{name}, replicas {replicas}: {kills} kills, {notices} notices, said once {times[1]},"
        f" never {times[0]}, more than once {notices - times[1] - times[0]};"
        f" looked for {looks}×; {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    return times[1] == notices


async def _until_in_the_midst(bot: Speaker, slack: Slack, chance: Random, number: int) -> None:
    """Promise some notices, and wait until the first of them is on its way."""
    before = slack.log.last
    for each in range(AFTER_EACH):
        person = chance.choice(PEOPLE)
        await bot.promises(f"k{number}.{each}", f"Line {number}.{each}", to=person)
    await slack.until(lambda: slack.log.calls(POST, after=before), within=60)
    await asyncio.sleep(chance.uniform(0, 0.1))


async def _until_said(database: Database) -> None:
    ends = time.perf_counter() + ENDS_WITHIN
    while await database.reading(is_anything_due, wall_clock()):
        if time.perf_counter() > ends:
            raise TimeoutError("Something due is not being said.")
        await asyncio.sleep(0.1)


def kill_all(some: Databases, kills: int) -> bool:
    """Share the kills among both databases and the numbers of replicas."""
    right = True
    for name, counts in REPLICAS.items():
        for replicas in counts:
            url = some.sqlite() if name == "SQLite" else some.postgresql()
            share = max(1, kills // 2 // len(counts))
            right &= asyncio.run(killed(name, url, replicas, share))
    return right


def main() -> int:
    """Kill, then load; the code tells whether everything was said exactly once."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"in all (default: {KILLS})")
    kills = parser.parse_args().kills
    with databases() as some:
        right = kill_all(some, kills)
        commits.run(some)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
