"""Slack's rate limits; off until a test or the demo switches them on."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.refused import Refused

TIERS = {1: 1, 2: 20, 3: 50, 4: 100, 5: 300}
MINUTE = 60.0
POSTING = {"chat.postMessage", "chat.postEphemeral", "chat.meMessage", "response_url"}


@dataclass
class Limits:
    """Counts calls of a method in the last minute and posts to one channel in the last seconds."""

    on: bool = False
    per_minute: dict[str, int] = field(default_factory=dict)
    posts_per_second: float = 1.0
    burst: int = 3
    tick: Callable[[], float] = time.monotonic
    calls: dict[str, deque[float]] = field(default_factory=dict)
    posts: dict[str, tuple[float, float]] = field(default_factory=dict)

    def count(self, method: str, tier: int, place: str = "") -> None:
        """Count a call, or refuse it with the seconds to wait."""
        if not self.on:
            return
        self._count_minute(method, self.per_minute.get(method, TIERS[tier]))
        if place and method in POSTING:
            self._count_post(place)

    def _count_minute(self, method: str, allowed: int) -> None:
        now, recent = self.tick(), self.calls.setdefault(method, deque())
        while recent and recent[0] <= now - MINUTE:
            recent.popleft()
        if len(recent) >= allowed:
            raise ratelimited(recent[0] + MINUTE - now)
        recent.append(now)

    def _count_post(self, place: str) -> None:
        """Let a burst through, then one post a second: a bucket that fills as time goes by."""
        now = self.tick()
        left, since = self.posts.get(place, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.posts_per_second)
        if left < 1:
            self.posts[place] = (left, now)
            raise ratelimited((1 - left) / self.posts_per_second)
        self.posts[place] = (left - 1, now)


def ratelimited(seconds: float) -> Refused:
    return Refused("ratelimited", retry_after=max(1, math.ceil(seconds)))
