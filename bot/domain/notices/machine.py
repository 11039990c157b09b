"""Machine time: leases, pacing and back-off run on it, and no moved clock changes them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import SystemRandom

from sqlalchemy import func
from sqlmodel import Session, select

_chance = SystemRandom()


@dataclass(frozen=True)
class Pace:
    """How long to wait for what, in seconds. Slack's limits are behind all of them."""

    post: float = 1.0  # Between two posts to one place.
    update: float = 2.0  # Between two updates of one message.
    lease: float = 60.0  # Half of it is the fence; a call takes 10 s at most.
    first_look: float = 5.0  # After a lost answer: a slow post may still be on its way.
    look: float = 10.0  # Between two looks.
    longest_wait: float = 30.0  # Back-off grows no further, so that an outage ends for us too.
    locked_out: float = 300.0  # Until a workspace that refuses our token is tried again.

    def back_off(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row: doubling, ± 20 %."""
        longest: float = min(self.longest_wait, 2.0 ** min(failures, 16) / 2)
        return longest * _chance.uniform(0.8, 1.2)


@dataclass
class Allowance:
    """How many calls of a method a workspace still has in this minute."""

    each: Mapping[str, int] = field(default_factory=dict)  # Method → calls, where none were made.
    left: dict[tuple[str, str], int] = field(default_factory=dict)  # (Team id, method) → calls.
    # Method → the last calls of a minute, which are kept for what a person waits for.
    kept: Mapping[str, int] = field(default_factory=dict)

    def take(self, team_id: str, method: str, *, is_answer: bool = True) -> bool:
        """Use one call, if there is one; a method without a limit always has one."""
        if method not in self.each:
            return True
        left = self.left.get((team_id, method), self.each[method])
        if left <= (0 if is_answer else self.kept.get(method, 0)):
            return False
        self.left[team_id, method] = left - 1
        return True

    def used_up(self) -> set[tuple[str, str]]:
        """Return where nothing is left."""
        return {rest for rest, calls in self.left.items() if calls <= 0}

    def for_answers(self) -> set[tuple[str, str]]:
        """Return where all that is left is kept for what a person waits for."""
        return {
            (team_id, method)
            for (team_id, method), calls in self.left.items()
            if calls <= self.kept.get(method, 0)
        }


def machine_time(session: Session) -> float:
    """Return the present in machine seconds: the server's on PostgreSQL, ours on SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        return float(session.exec(select(func.extract("epoch", func.clock_timestamp()))).one())
    return time.monotonic()
