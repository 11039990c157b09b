"""What became of a delivery to the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Parcel:
    """What is delivered: its kind as Socket Mode names it, and whether an answer may come along."""

    kind: str
    payload: dict[str, Any]
    may_answer: bool = False
    attempt: int = 0
    reason: str = ""
    patience: float = ACK_SECONDS


@dataclass(frozen=True)
class Outcome:
    """Acknowledged, or why not: timeout, refused (a wrong status) or unreachable."""

    state: str
    answer: Any = None
    status: int = 0
    no_retry: bool = False

    @property
    def is_acknowledged(self) -> bool:
        return self.state == "acknowledged"

    @property
    def retry_reason(self) -> str:
        reasons = {"timeout": "http_timeout", "refused": "http_error"}
        return reasons.get(self.state, "connection_failed")


TIMED_OUT = Outcome("timeout")
UNREACHABLE = Outcome("unreachable")
