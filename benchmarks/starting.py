"""How long a start takes until it is ready, and how much memory a process has."""

from statistics import median

from benchmarks.commits import LINE
from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.processes import cxbot, slack

STARTS = 3
LOADED = 1.5  # Seconds.
READY_WITHIN = 1.5
MOST_MEMORY = 110.0


def run(databases: Databases) -> None:
    """Start on a database that is there already, as every start but the first does."""
    with slack() as api:
        for name, url in databases.both():
            seconds, cpu = [], []
            for number in range(STARTS):
                with cxbot(url, api, databases.folder / "log") as bot:
                    seconds.append(bot.seconds_to_ready)
                    cpu.append(bot.cpu_to_ready)
                    if number == STARTS - 1:
                        bot.load(16, LOADED, LINE)
                        memory = bot.megabytes
            headed(f"Start and memory on {name}")
            print(f"  processor time until ready {median(cpu):.2f} s")
            judged("start to ready", median(seconds), READY_WITHIN, unit=" s")
            judged("resident after a load", memory, MOST_MEMORY, unit=" MB")
