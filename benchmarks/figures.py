"""Figures: medians of interleaved rounds, said in lines, each beside what it is to reach."""

import sys
from collections.abc import Callable, Iterable, Mapping
from statistics import median

Seen = Mapping[str, float]
WIDTH = 30  # Of a bar.


def middle(rounds: Iterable[Seen]) -> dict[str, float]:
    """Return the median of each figure over the rounds."""
    seen = list(rounds)
    return {name: median(each[name] for each in seen) for name in seen[0]}


def said(title: str, seen: Seen) -> None:
    """Print what one target did."""
    wrong = f"  WRONG {seen['wrong']:.0f}" if seen.get("wrong") else ""
    print(
        f"  {title:<34}{seen['per_second']:8.0f}/s  p50 {seen['p50']:7.2f} ms"
        f"  p99 {seen['p99']:7.2f} ms  CPU {seen['cpu']:6.2f} ms{wrong}"
    )


def judged(what: str, value: float, bar: float, *, least: bool = False, unit: str = "×") -> None:
    """Print a figure, what it is to reach, and whether it does."""
    reached = value >= bar if least else value <= bar
    sign = "≥" if least else "≤"
    word = "ok  " if reached else "MISS"
    print(f"    {word} {what}: {value:.2f}{unit} (to reach: {sign} {bar}{unit})")


def progressed(whole: int) -> Callable[[int], None]:
    """Return what shows how much of something long is done, where somebody is watching."""

    def show(done: int) -> None:
        if sys.stderr.isatty():
            filled = WIDTH * done // whole
            bar = "█" * filled + "░" * (WIDTH - filled)
            print(f"\r  {bar} {done:,} of {whole:,}", end="", file=sys.stderr, flush=True)

    return show


def headed(title: str) -> None:
    print(f"\n{title}", flush=True)
