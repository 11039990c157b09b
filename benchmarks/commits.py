"""A signed `/cx commit`, against bare Bolt and against its own transaction in SQLAlchemy Core."""

from contextlib import ExitStack

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged, middle, said
from benchmarks.filling import know_people
from benchmarks.processes import Server, cxbot, floor, slack, started
from benchmarks.slack import PEOPLE
from bot.database import database_url, engine_for

LINE = "commit send the churn list {} to the board by friday"
ROUNDS = 3
SECONDS = 0.8
SECONDS_OF_ACK = 0.3  # Enough for hundreds.
WARM = 1.5
MOST_ALONE = 15.0  # Milliseconds, for the slowest of a hundred.


def run(databases: Databases) -> None:
    """Measure alone, with 16 and with 64 in flight, on both databases."""
    for name, url in databases.both():
        core = databases.sqlite() if name == "SQLite" else databases.postgresql()
        with ExitStack() as stack:
            log, api = databases.folder / "log", stack.enter_context(slack())
            _introduce_people(core)  # The floor does not learn them itself.
            floors = floor("ack", core, log), floor("core", core, log)
            bare, written, bot = started(stack, *floors, cxbot(url, api, log))
            for each in (bare, written, bot):
                each.load(4, WARM, LINE)
            for in_flight in (1, 16, 64):
                _compare(name, in_flight, bare, written, bot)


def _introduce_people(url: str) -> None:
    engine = engine_for(database_url(url))
    with engine.begin() as connection:
        know_people(connection, len(PEOPLE))
    engine.dispose()


def _compare(name: str, in_flight: int, bare: Server, written: Server, bot: Server) -> None:
    rounds = [
        [
            bare.load(in_flight, SECONDS_OF_ACK, LINE),
            written.load(in_flight, SECONDS, LINE),
            bot.load(in_flight, SECONDS, LINE),
        ]
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
