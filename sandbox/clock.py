"""The stand-in's clock: real time plus however far somebody moved it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Tells the time in the workspace and writes into its file how far that is ahead."""

    def __init__(self, file: Path | None = None, ahead: timedelta = timedelta(0)) -> None:
        self.file = file
        self.ahead = timedelta(0)
        self.when_moved: list[Callable[[], None]] = []
        self.move(ahead)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def seconds(self) -> float:
        return self.now().timestamp()

    def move(self, by: timedelta) -> None:
        """Move by whole seconds, since that is what the file holds and the bot reads."""
        self.ahead = timedelta(seconds=round((self.ahead + by).total_seconds()))
        if self.file is not None:
            replace_text(self.file, f"{self.ahead.total_seconds():.0f}\n")
        for tell in self.when_moved:
            tell()

    def move_to(self, moment: datetime) -> None:
        """Move to the first whole second by which this moment has come."""
        self.move(timedelta(seconds=math.ceil((moment - self.now()).total_seconds()) + 1))


def replace_text(file: Path, text: str) -> None:
    """Write the whole file or none of it: somebody may read it at any moment."""
    draft = file.with_name(file.name + ".new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
