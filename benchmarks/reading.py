"""A list and a Home, with a thousand commitments and with a million of them."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import median

from sqlmodel import Session

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged, middle, said
from benchmarks.filling import fill
from benchmarks.processes import Server, cxbot, slack, started
from benchmarks.slack import PEOPLE, TEAM
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.answers import Kind
from bot.drawings import Drawings, Subject

SIZES = (1_000, 1_000_000)
# Each has ten open ones in the small workspace and a hundred in the large one.
PEOPLE_OF = {1_000: 100, 1_000_000: 10_000}
LISTS = ("list mine", "list open")
ROUNDS = 5
SECONDS = 0.4
HOMES = 40
MOST = 1.3


def run(databases: Databases) -> None:
    """Measure both, on both databases."""
    urls = {
        name: [databases.sqlite() if name == "SQLite" else databases.postgresql() for _ in SIZES]
        for name in ("SQLite", "PostgreSQL")
    }
    # At once, since one is written by this process and the other by a server.
    with ThreadPoolExecutor(len(urls)) as filling:
        list(filling.map(_fill, urls, urls.values()))
    for name, own in urls.items():
        _measure_lists(databases, name, own)
        _measure_homes(name, own)


def _fill(name: str, urls: list[str]) -> None:
    for url, many in zip(urls, SIZES, strict=True):
        database, began = Database(url), time.perf_counter()
        fill(database.engine, many, PEOPLE_OF[many])
        database.dispose()
        took = time.perf_counter() - began
        print(f"  ({name}: {many:,} commitments in {took:.0f} s)", flush=True)


def _measure_lists(databases: Databases, name: str, urls: list[str]) -> None:
    with ExitStack() as stack:
        api, log = stack.enter_context(slack()), databases.folder / "log"
        bots = started(stack, *(cxbot(url, api, log) for url in urls))
        for line in LISTS:
            _measure_list(name, line, bots)


def _measure_list(name: str, line: str, bots: list[Server]) -> None:
    for bot in bots:
        bot.load(1, SECONDS, line)
    rounds = [[bot.load(1, SECONDS, line) for bot in bots] for _ in range(ROUNDS)]
    small, large = (middle(each) for each in zip(*rounds, strict=True))
    headed(f"/cx {line} on {name}")
    said("a thousand", small)
    said("a million", large)
    judged("p50, a million to a thousand", large["p50"] / small["p50"], MOST)


def _measure_homes(name: str, urls: list[str]) -> None:
    drawn = [Database(url) for url in urls]
    rounds: list[list[float]] = [[], []]
    for number in range(HOMES):
        for database, times in zip(drawn, rounds, strict=True):
            began = time.perf_counter()
            _home(database, PEOPLE[number % len(PEOPLE)])
            times.append(1000 * (time.perf_counter() - began))
    for database in drawn:
        database.dispose()
    small, large = (median(times) for times in rounds)
    headed(f"Home on {name}, read and drawn")
    print(f"  a thousand {small:.2f} ms, a million {large:.2f} ms")
    judged("a million to a thousand", large / small, MOST)


def _home(database: Database, reader: str) -> None:
    drawings = Drawings(wall_clock, "/cx")
    with Session(database.engine, expire_on_commit=False) as session:
        draw = drawings(session, Subject(TEAM, Kind.HOME, {}, reader))
    if draw is not None:
        draw().to_dict()  # type: ignore[union-attr]  # a Home is a View
