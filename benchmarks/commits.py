"""A signed `/cx commit`, against bare Bolt and against its own transaction in SQLAlchemy Core."""

import time
from contextlib import ExitStack

from sqlalchemy import text

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged, middle, said
from benchmarks.processes import Server, cxbot, floor, slack
from benchmarks.slack import PEOPLE
from bot.database import database_url, engine_for
from bot.database.engines import reading_engine_for

LINE = "commit send the churn list {} to the board by friday"
ROUNDS = 3
SECONDS = 0.8
WARM = 1.5
KNOWN_WITHIN = 30.0
MOST_ALONE = 15.0  # Milliseconds, for the slowest of a hundred.


def run(databases: Databases) -> None:
    """Measure alone, with 16 and with 64 in flight, on both databases."""
    for name, url in databases.both():
        core = databases.sqlite() if name == "SQLite" else databases.postgresql()
        with ExitStack() as stack:
            log, api = databases.folder / "log", stack.enter_context(slack())
            with cxbot(core, api, log):
                _wait_for_people(core)  # The floor does not learn them itself.
            bot = stack.enter_context(cxbot(url, api, log))
            bare = stack.enter_context(floor("ack", core, log))
            written = stack.enter_context(floor("core", core, log))
            for each in (bare, written, bot):
                each.load(4, WARM, LINE)
            for in_flight in (1, 16, 64):
                _compare(name, in_flight, bare, written, bot)


def _wait_for_people(url: str) -> None:
    engine = reading_engine_for(database_url(url)) or engine_for(database_url(url))
    asked = text("SELECT count(*) FROM people WHERE zone <> ''")
    ends = time.perf_counter() + KNOWN_WITHIN
    with engine.connect() as connection:
        while connection.execute(asked).scalar_one() < len(PEOPLE):
            if time.perf_counter() > ends:
                raise TimeoutError("The bot does not learn who is there.")
            connection.rollback()
            time.sleep(0.05)
    engine.dispose()


def _compare(name: str, in_flight: int, bare: Server, written: Server, bot: Server) -> None:
    rounds = [
        [each.load(in_flight, SECONDS, LINE) for each in (bare, written, bot)]
        for _ in range(ROUNDS)
    ]
    ack, core, ours = (middle(each) for each in zip(*rounds, strict=True))
    headed(f"/cx commit on {name}, {in_flight} in flight")
    said("(a) Bolt, only acknowledges", ack)
    said("(b) Bolt, same rows in Core", core)
    said("cxbot", ours)
    judged("requests/s to (b)", ours["per_second"] / core["per_second"], 0.5, least=True)
    judged("CPU to (b)", ours["cpu"] / core["cpu"], 2.0)
    if in_flight == 1:
        judged("p50 to (b)", ours["p50"] / core["p50"], 2.0)
        judged("p99", ours["p99"], MOST_ALONE, unit=" ms")
