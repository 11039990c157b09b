"""Kills, races, freezes and outages in full, then loads: `make soak [ARGS=NAME …]`."""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import commits, nudging
from benchmarks.databases import Databases, databases
from benchmarks.figures import headed, progressed
from bot.clock import wall_clock
from bot.database import Database
from sandbox.slack import Slack
from tests.schedules.backlog import fill
from tests.schedules.replicas import (
    AFTER_EACH,
    PEOPLE,
    POST,
    Replicas,
    be_away,
    freeze,
    kill,
    times_said,
    until_said,
)

KILLS = 200
BLIND_KILLS = 20
RACING = 5000
FREEZES = 12
AWAY_FOR = 60.0
ENDS_WITHIN = 900.0
# A SQLite file is for one process; on PostgreSQL replicas share the work.
SHARES = (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2), ("PostgreSQL", 3))
MANIFEST = Path(__file__).parents[1] / "manifest.json"


class Soak:
    """The databases of one run, and how many kills it is to make."""

    def __init__(self, some: Databases, kills: int) -> None:
        self.some = some
        self.kills = kills

    def killed(self) -> bool:
        """Kill one of the replicas again and again: all is to be said exactly once."""
        headed(f"{self.kills} kills in the midst of delivery")
        share = max(1, self.kills // len(SHARES))
        rights = [self._killed(name, count, share) for name, count in SHARES]
        return all(rights)

    def _killed(self, name: str, count: int, kills: int, *how: str) -> bool:
        async def with_replicas(slack: Slack, database: Database, replicas: Any) -> None:
            await kill(replicas, slack, database, Random(kills), kills, progressed(kills))  # noqa: S311 - no secret

        promised = kills * (AFTER_EACH + 2)
        return self._said_once(name, count, promised, with_replicas, *how)

    def blind(self) -> bool:
        """Kill those who cannot look for what they may have said: some of it is to be doubled."""
        headed(f"{BLIND_KILLS} kills without the look: it must show doubles")
        pairs = SHARES[:2]
        once = [self._killed(name, count, BLIND_KILLS, "blind") for name, count in pairs]
        return not any(once)

    def racing(self) -> bool:
        """Let two and three replicas race for thousands that are due at once."""
        headed(f"Replicas race for {RACING:,} due notices")

        async def race(_slack: Slack, database: Database, _replicas: Any) -> None:
            await until_said(database, ENDS_WITHIN)

        rights = [self._raced(count, race) for count in (2, 3)]
        return all(rights)

    def freezing(self) -> bool:
        """Freeze one of three past its lease, again and again, while they race."""
        headed(f"One of three replicas frozen past its lease, {FREEZES} times")

        async def race(slack: Slack, database: Database, replicas: Any) -> None:
            await slack.until(lambda: slack.log.calls(POST), within=30)
            chance = Random(FREEZES)  # noqa: S311 - no secret
            await freeze(replicas, database, chance, FREEZES, progressed(FREEZES))

        return self._raced(3, race)

    def outage(self) -> bool:
        """Stop PostgreSQL for a minute in the midst of delivery."""
        headed(f"PostgreSQL away for {AWAY_FOR:.0f} s in the midst of delivery")

        async def survive(slack: Slack, database: Database, replicas: Any) -> None:
            await slack.until(lambda: len(slack.log.calls(POST)) > RACING // 10, within=60)
            await be_away(self.some, AWAY_FOR)
            await until_said(database, ENDS_WITHIN)
            if any(process.returncode is not None for process in replicas.running):
                raise RuntimeError("A process ended with its database.")

        return self._raced(2, survive)

    def loads(self) -> bool:
        """Ten thousand nudges in one minute, and lines that people type."""
        nudging.run(self.some)
        commits.run(self.some)
        return True

    def _raced(self, count: int, race: Callable[..., Any]) -> bool:
        return self._said_once("PostgreSQL", count, RACING, race, "hurried", filled=RACING)

    def _said_once(
        self,
        name: str,
        count: int,
        promised: int,
        with_replicas: Callable[..., Any],
        *how: str,
        filled: int = 0,
    ) -> bool:
        url = self.some.sqlite() if name == "SQLite" else self.some.postgresql()
        began = time.perf_counter()
        times, looks = asyncio.run(_seen(url, count, with_replicas, how, filled))
        twice = sum(many for said, many in times.items() if said > 1)
        print(
            f"\r  {name}, replicas {count}: {promised:,} notices, once {times[1]:,}, never"
            f" {promised - times[1] - twice:,}, more than once {twice:,}; looked for {looks}×;"
            f" {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        return bool(times == {1: promised})


async def _seen(
    url: str, count: int, with_replicas: Callable[..., Any], how: tuple[str, ...], filled: int
) -> tuple[Any, int]:
    """Run replicas at a Slack; return how many notices were said so often, and the looks."""
    with _database(url) as database:
        fill(database, filled, PEOPLE, wall_clock())
        async with Slack.start(manifest=MANIFEST) as slack:
            async with Replicas(url, slack, count, *how) as replicas:
                await with_replicas(slack, database, replicas)
            looks = [*slack.log.calls("conversations.history")]
            looks += slack.log.calls("conversations.replies")
            return await times_said(database, slack), len(looks)


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.dispose()


NAMES = ("killed", "blind", "racing", "freezing", "outage", "loads")


def main() -> int:
    """Do what is named, or all of it; the code tells whether everything was as it is to be."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--kills", type=int, default=KILLS, help=f"in all (default: {KILLS})")
    asked = parser.parse_args()
    if strangers := [name for name in asked.names if name not in NAMES]:
        parser.error(f"no such soak: {', '.join(strangers)}; there are {', '.join(NAMES)}")
    with databases() as some:
        soak = Soak(some, asked.kills)
        rights = [getattr(soak, name)() for name in asked.names or NAMES]
    return 0 if all(rights) else 1


if __name__ == "__main__":
    sys.exit(main())
