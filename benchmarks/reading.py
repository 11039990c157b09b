"""A list and a Home, with a thousand commitments and with a million of them."""

import time
from contextlib import ExitStack
from statistics import median

from sqlmodel import Session

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged, middle, said
from benchmarks.filling import fill
from benchmarks.processes import Server, cxbot, slack
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
SECONDS = 0.5
HOMES = 40
MOST = 1.3


def run(databases: Databases) -> None:
    """Measure both, on both databases."""
    for name in ("SQLite", "PostgreSQL"):
        urls = [_filled(databases, name, many) for many in SIZES]
        _measure_lists(databases, name, urls)
        _measure_homes(name, urls)


def _filled(databases: Databases, name: str, many: int) -> str:
    url = databases.sqlite() if name == "SQLite" else databases.postgresql()
    database, began = Database(url), time.perf_counter()
    fill(database.engine, many, PEOPLE_OF[many])
    database.dispose()
    print(f"  ({name}: {many:,} commitments in {time.perf_counter() - began:.0f} s)", flush=True)
    return url


def _measure_lists(databases: Databases, name: str, urls: list[str]) -> None:
    with ExitStack() as stack:
        api, log = stack.enter_context(slack()), databases.folder / "log"
        bots = [stack.enter_context(cxbot(url, api, log)) for url in urls]
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
