"""What can come of a call to Slack, told apart by what may be done next."""

from dataclasses import dataclass

from bot.domain.notices.rows import Problem


@dataclass(frozen=True)
class Sent:
    """It is there: said, changed, deleted, published, or found."""

    channel_id: str = ""
    ts: str = ""
    drawn_as: str = ""


@dataclass(frozen=True)
class Unneeded:
    """It need no longer be said, or would show what is already there."""


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive, and may another time."""


@dataclass(frozen=True)
class RateLimited:
    """It did not arrive, and Slack said how long to leave the method alone."""

    seconds: float


@dataclass(frozen=True)
class Refused:
    """It will never arrive as it is. `error` is Slack's word for it."""

    problem: Problem
    error: str = ""


@dataclass(frozen=True)
class Unknown:
    """It may have arrived."""


@dataclass(frozen=True)
class NotFound:
    """A look at the history did not show it."""


@dataclass(frozen=True)
class Unreadable:
    """Nobody can look: the history is closed to us."""


@dataclass(frozen=True)
class LockedOut:
    """The workspace refuses our token."""

    error: str = ""


Outcome = (
    Sent | Unneeded | NotSent | RateLimited | Refused | Unknown | NotFound | Unreadable | LockedOut
)
