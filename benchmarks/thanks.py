"""A million thanks: giving within the limits, one's own, and what the CCO reads of coverage.

As many were given in these 90 days as where there are ten thousand in all; the others lie before.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from sqlmodel import Session

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.filling_thanks import LATELY, fill_thanks
from benchmarks.slack import CHANNELS, PEOPLE, TEAM
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.channels import Posting
from bot.domain.people import Person, person_numbered
from bot.domain.recognition.coverage import coverage
from bot.domain.recognition.finding import had_lately
from bot.domain.recognition.giving import Thanks, give
from bot.domain.roles import appoint_cco
from bot.domain.scenes import Scene
from handlers import TABLES

__all__ = ["TABLES", "run"]  # Who knows thanks knows what they point to.

SIZES = (LATELY, 1_000_000)
MOST = 50.0  # Milliseconds, 95 times of 100.
FLAT = 1.3
CALLS = 60
SCENE = Scene(channel_id=CHANNELS[0], posting=Posting.POSTED)


@dataclass(frozen=True)
class Call:
    """One of the calls that are timed, by somebody else each time."""

    session: Session
    me: Person
    number: int
    now: datetime


def run(databases: Databases) -> None:
    """Measure on both databases."""
    for name in ("SQLite", "PostgreSQL"):
        some = {many: _filled(databases, name, many) for many in SIZES}
        for what, query in QUERIES.items():
            _measure(name, what, query, some)
        for database in some.values():
            database.dispose()


def _filled(databases: Databases, name: str, many: int) -> Database:
    url = databases.sqlite() if name == "SQLite" else databases.postgresql()
    database, began = Database(url), time.perf_counter()
    fill_thanks(database.engine, many)
    with Session(database.engine) as session:
        appoint_cco(session, person_numbered(session, TEAM, 1), wall_clock())
        session.commit()
    print(f"  ({name}: {many:,} thanks in {time.perf_counter() - began:.0f} s)", flush=True)
    return database


def _measure(
    name: str, what: str, query: Callable[[Call], object], some: dict[int, Database]
) -> None:
    took = [{many: _timed(query, each, n) for many, each in some.items()} for n in range(-5, CALLS)]
    # In turn, since other work on the machine comes and goes; the first ones only warm up.
    times = {many: [each[many] for each in took[5:]] for many in SIZES}
    headed(f"{what} on {name}")
    for many, each in times.items():
        middle, late = median(each), quantiles(each, n=20)[-1]
        print(f"  {many:>9,} thanks: p50 {middle:6.2f} ms, p95 {late:6.2f} ms")
    small, large = (median(times[many]) for many in SIZES)
    judged("p95 with the most", quantiles(times[SIZES[-1]], n=20)[-1], MOST, unit=" ms")
    judged("p50, the most to the fewest", large / small, FLAT)


def _timed(query: Callable[[Call], object], database: Database, number: int) -> float:
    """Time a call in a session of its own; nothing is saved."""
    with Session(database.engine, expire_on_commit=False) as session:
        me = person_numbered(session, TEAM, 1 + (31 * number) % len(PEOPLE))
        call = Call(session, me, number, wall_clock())
        began = time.perf_counter()
        query(call)
        return 1000 * (time.perf_counter() - began)


def _give(call: Call) -> object:
    other = person_numbered(call.session, TEAM, 1 + call.me.number % len(PEOPLE))
    thanks = Thanks((other,), f"stayed with customer {call.number} until all worked", "they stay")
    return give(call.session, call.me, thanks, SCENE, call.now)


def _own(call: Call) -> object:
    return had_lately(call.session, call.me, call.now)


def _coverage(call: Call) -> object:
    return coverage(call.session, person_numbered(call.session, TEAM, 1), call.now)


QUERIES: dict[str, Callable[[Call], object]] = {
    "Thanks within the limits": _give,
    "One's own on Home": _own,
    "Coverage": _coverage,
}
