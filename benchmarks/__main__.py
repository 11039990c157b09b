"""`python -m benchmarks [NAME …]`: prints every figure, or those that are named."""

import argparse
import os
import time
from importlib import import_module

from benchmarks.databases import databases

NAMES = ("starting", "dispatching", "commits", "slow", "reading", "delivering", "recurring")
LONGER = ("nudging", "issues", "thanks")  # Only when named: they take minutes.


def main() -> None:
    """Measure what is asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES + LONGER))
    names = parser.parse_args().names or NAMES
    if strangers := [name for name in names if name not in NAMES + LONGER]:
        there_are = ", ".join(NAMES + LONGER)
        parser.error(f"no such figure: {', '.join(strangers)}; there are {there_are}")
    began = time.perf_counter()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} processors, load before: {load}. Ratios are to floors of this run.")
    with databases() as some:
        for name in names:
            import_module(f"benchmarks.{name}").run(some)
    print(f"\nIn {time.perf_counter() - began:.0f} s.")


if __name__ == "__main__":
    main()
