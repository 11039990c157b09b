"""The only place that asks what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def moved_clock(seconds_file: Path) -> Clock:
    """Return a clock that runs ahead of the wall by the seconds in a file, read anew each time.

    Only the sandbox uses it (`SANDBOX_CLOCK`): its people move the clock to see what arrives.
    """

    def clock() -> datetime:
        return wall_clock() + timedelta(seconds=_seconds_in(seconds_file))

    return clock


def _seconds_in(path: Path) -> float:
    try:
        return float(path.read_text(encoding="ascii").strip() or 0)
    except (OSError, ValueError):
        return 0.0
