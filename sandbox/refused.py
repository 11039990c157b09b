"""The one exception by which the stand-in says no, in Slack's words."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A Web API call that Slack would answer with ok: false."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


def refused_arguments(*messages: str) -> Refused:
    """Return invalid_arguments as Slack spells it out, one line a fault."""
    lines = [f"[ERROR] {message}" for message in messages]
    return Refused("invalid_arguments", response_metadata={"messages": lines})
