"""The same commits while Slack takes 100 ms and 2 s for each call: nobody may notice."""

from contextlib import ExitStack

from benchmarks.commits import LINE, WARM
from benchmarks.databases import Databases
from benchmarks.figures import headed, judged, middle, said
from benchmarks.processes import cxbot, slack, started

DELAYS = (0.0, 0.1, 2.0)
ROUNDS = 3
SECONDS = 0.7
MOST = 1.2
IN_FLIGHT = 16


def run(databases: Databases) -> None:
    """Measure with 16 in flight, on both databases."""
    for name in ("SQLite", "PostgreSQL"):
        with ExitStack() as stack:
            waiting = []
            for delay in DELAYS:
                url = databases.sqlite() if name == "SQLite" else databases.postgresql()
                api = stack.enter_context(slack(delay))
                waiting.append(cxbot(url, api, databases.folder / "log"))
            bots = started(stack, *waiting)
            for bot in bots:
                bot.load(4, WARM, LINE)
            rounds = [[bot.load(IN_FLIGHT, SECONDS, LINE) for bot in bots] for _ in range(ROUNDS)]
        headed(f"/cx commit on {name}, {IN_FLIGHT} in flight, by how long Slack takes")
        quick, *slower = (middle(each) for each in zip(*rounds, strict=True))
        said("at once", quick)
        for delay, seen in zip(DELAYS[1:], slower, strict=True):
            said(f"{delay:g} s", seen)
            judged("p50 to a Slack that answers at once", seen["p50"] / quick["p50"], MOST)
