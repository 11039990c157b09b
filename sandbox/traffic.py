"""The log of all traffic between the stand-in and the app, for tests, the page and the curious."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

TOKEN = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+")


@dataclass
class Entry:
    """One exchange: a call by the app, or a delivery to it, with the answer once there is one.

    `at` is the workspace's time, `took` real seconds; `changed` grows with each change of the log.
    """

    seq: int
    kind: str
    name: str
    sent: dict[str, Any]
    at: float
    answer: Any = None
    outcome: str = "open"
    took: float | None = None
    changed: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def ok(self) -> bool:
        return isinstance(self.answer, dict) and self.answer.get("ok") is True

    @property
    def error(self) -> str:
        return str(self.answer.get("error", "")) if isinstance(self.answer, dict) else ""

    def shown(self) -> dict[str, Any]:
        """Return it for other eyes, even while it is on its way: without tokens."""
        shown: dict[str, Any] = redacted(asdict(self))
        del shown["began"]
        return shown


@dataclass
class Log:
    entries: list[Entry] = field(default_factory=list)
    in_flight: int = 0
    changes: int = 0
    limit: int = 20_000

    def open(self, kind: str, name: str, sent: dict[str, Any], at: float) -> Entry:
        self.changes += 1
        entry = Entry(self.changes, kind, name, sent, at, changed=self.changes)
        self.entries.append(entry)
        del self.entries[: -self.limit]
        self.in_flight += 1
        return entry

    def close(self, entry: Entry, outcome: str, answer: Any = None) -> None:
        entry.outcome, entry.answer = outcome, redacted(answer)
        entry.sent = redacted(entry.sent)
        entry.took = time.monotonic() - entry.began
        self.in_flight -= 1
        self.changes += 1
        entry.changed = self.changes

    def calls(self, method: str = "", *, after: int = 0) -> list[Entry]:
        """Return the app's Web API calls, oldest first."""
        return list(self._of("call", method, after))

    def deliveries(self, name: str = "", *, after: int = 0) -> list[Entry]:
        """Return what was delivered to the app, oldest first."""
        return list(self._of("delivery", name, after))

    def _of(self, kind: str, name: str, after: int) -> Iterator[Entry]:
        for entry in self.entries:
            if entry.kind == kind and name in {"", entry.name} and entry.seq > after:
                yield entry

    @property
    def last(self) -> int:
        return self.entries[-1].seq if self.entries else 0


def redacted(value: Any) -> Any:
    """Return the same without tokens."""
    match value:
        case dict():
            return {key: redacted(item) for key, item in value.items()}
        case list():
            return [redacted(item) for item in value]
        case str():
            return TOKEN.sub("[token]", value)
        case _:
            return value
