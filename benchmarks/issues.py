"""A hundred thousand issues with a million reports, and a thousand signals a second.

A list, a search, a trend and a chain are timed with ten thousand issues and with ten times as many;
everybody has as many as everybody else. Signals are offered to the real bot, more than it can take:
what counts is that all that it answered for is there, each once.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median, quantiles

from sqlmodel import Session

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.filling_issues import fill_issues, wording
from benchmarks.signals import measure_signals
from benchmarks.slack import TEAM
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.issues.chain import chain_of
from bot.domain.issues.listing import Which, listed
from bot.domain.issues.records import Issue
from bot.domain.issues.similar import find_issues, similar_issues
from bot.domain.issues.trends import trends_of
from bot.domain.people import Person, person_numbered
from handlers import TABLES

__all__ = ["TABLES", "run"]  # Who knows an issue knows what it points to.

SIZES = (10_000, 100_000)
PEOPLE_OF = {10_000: 100, 100_000: 1_000}
MOST = 50.0  # Milliseconds, 95 times of 100.
FLAT = 1.3
CALLS = 60
ASKED = {number: 7919 * number for number in range(1, CALLS + 1)}  # Far from each other.

Query = Callable[[Session, Person, int, int], object]


def run(databases: Databases) -> None:
    """Measure both, on both databases."""
    for name in ("SQLite", "PostgreSQL"):
        some = {many: _filled(databases, name, many) for many in SIZES}
        for what, query in QUERIES.items():
            _measure(name, what, query, some)
        for database in some.values():
            database.dispose()
        measure_signals(databases, name)


def _filled(databases: Databases, name: str, many: int) -> Database:
    url = databases.sqlite() if name == "SQLite" else databases.postgresql()
    database, began = Database(url), time.perf_counter()
    fill_issues(database.engine, many, PEOPLE_OF[many])
    took = time.perf_counter() - began
    print(f"  ({name}: {many:,} issues in {took:.0f} s)", flush=True)
    return database


def _measure(name: str, what: str, query: Query, some: dict[int, Database]) -> None:
    times = {many: sorted(_timed(query, database, many)) for many, database in some.items()}
    headed(f"{what} on {name}")
    for many, each in times.items():
        middle, late = median(each), quantiles(each, n=20)[-1]
        print(f"  {many:>9,} issues: p50 {middle:6.2f} ms, p95 {late:6.2f} ms")
    small, large = (median(times[many]) for many in SIZES)
    judged("p95 with the most", quantiles(times[SIZES[-1]], n=20)[-1], MOST, unit=" ms")
    judged("p50, the most to the fewest", large / small, FLAT)


def _timed(query: Query, database: Database, many: int) -> Iterator[float]:
    """Time a query in a session of its own each time, after a few that warm up."""
    for call in range(-5, CALLS):
        with Session(database.engine, expire_on_commit=False) as session:
            me = person_numbered(session, TEAM, 1 + ASKED.get(call, 1) % PEOPLE_OF[many])
            began = time.perf_counter()
            query(session, me, 1 + ASKED.get(call, 1) % many, many)
            took = 1000 * (time.perf_counter() - began)
        if call >= 0:
            yield took


def _list(which: Which, session: Session, me: Person, number: int, many: int) -> object:
    del number, many
    return listed(session, me, which, wall_clock())


def _similar(session: Session, me: Person, number: int, many: int) -> object:
    del many
    return similar_issues(session, me, f"{wording(number)} again", wall_clock())


def _find(session: Session, me: Person, number: int, many: int) -> object:
    del many
    return find_issues(session, me, f"{number:x} page")


def _find_common(session: Session, me: Person, number: int, many: int) -> object:
    del many
    return find_issues(session, me, f"page k{number % 7}")


def _trend(session: Session, me: Person, number: int, many: int) -> object:
    del me, number, many
    return trends_of(session, TEAM, wall_clock())


def _chain(session: Session, me: Person, number: int, many: int) -> object:
    del many
    return chain_of(session, session.get_one(Issue, (TEAM, number)), me, wall_clock())


QUERIES: dict[str, Query] = {
    "List of open issues": partial(_list, Which.OPEN),
    "List of one's own": partial(_list, Which.MINE),
    "Seen before?": _similar,
    "Search, a rare and a common word": _find,
    "Search, common words": _find_common,
    "Trend": _trend,
    "Chain": _chain,
}
