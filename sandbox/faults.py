"""Faults that a test or the demo switches on: what goes wrong with the app's next calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

ANY = "*"
RESPONSE_URL = "response_url"
AFTER_THE_EFFECT = {"cut_after", "internal_error", "slow"}


@dataclass
class Fault:
    """One thing that goes wrong, for a number of calls or until it is cleared."""

    method: str
    kind: str
    value: Any = None
    times: int | None = 1

    def concerns(self, method: str) -> bool:
        return self.method in {ANY, method}


@dataclass
class Faults:
    """The faults that wait; the first that concerns a call strikes it."""

    waiting: list[Fault] = field(default_factory=list)
    struck: list[Fault] = field(default_factory=list)

    def ratelimited(self, method: str, retry_after: int = 1, *, times: int | None = 1) -> Fault:
        return self.add(method, "ratelimited", retry_after, times=times)

    def server_error(self, method: str, status: int = 503, *, times: int | None = 1) -> Fault:
        """Answer with a page of HTML, as Slack's front does."""
        return self.add(method, "server_error", status, times=times)

    def hang(self, method: str, *, times: int | None = 1) -> Fault:
        """Never answer, and do nothing."""
        return self.add(method, "hang", times=times)

    def slow(self, method: str, seconds: float, *, times: int | None = 1) -> Fault:
        """Do it, but answer late."""
        return self.add(method, "slow", seconds, times=times)

    def cut_before(self, method: str, *, times: int | None = 1) -> Fault:
        """Drop the connection before anything was done."""
        return self.add(method, "cut_before", times=times)

    def cut_after(self, method: str, *, times: int | None = 1) -> Fault:
        """Do it, then drop the connection, so that the app cannot know."""
        return self.add(method, "cut_after", times=times)

    def internal_error(self, method: str, *, times: int | None = 1) -> Fault:
        """Do it, then answer internal_error."""
        return self.add(method, "internal_error", times=times)

    def refuse(self, method: str, error: str, *, times: int | None = 1) -> Fault:
        return self.add(method, "refuse", error, times=times)

    def add(self, method: str, kind: str, value: Any = None, *, times: int | None = 1) -> Fault:
        fault = Fault(method, kind, value, times)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def strike(self, method: str) -> Fault | None:
        """Return the fault for this call and use it up."""
        for fault in self.waiting:
            if fault.concerns(method):
                self.struck.append(fault)
                if fault.times is not None:
                    fault.times -= 1
                if fault.times == 0:
                    self.waiting.remove(fault)
                return fault
        return None
