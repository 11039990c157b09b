"""Trigger ids: good for three seconds of real time, once, and only when a person acted."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.ids import new_trigger
from sandbox.refused import Refused, refused_arguments

LIFE_SECONDS = 3.0
MOST_KNOWN = 10_000
SHAPE = re.compile(r"\d+\.\d+\.[0-9a-f]+")


@dataclass
class Trigger:
    id: str
    user: str
    view: str
    place: str
    born: float
    used: bool = False


@dataclass
class Triggers:
    tick: Callable[[], float] = time.monotonic
    life_seconds: float = LIFE_SECONDS
    known: dict[str, Trigger] = field(default_factory=dict)

    def pull(self, user: str, *, view: str = "", place: str = "") -> str:
        """Return a fresh trigger for what this person just did, in a view or in a channel."""
        while len(self.known) >= MOST_KNOWN:
            del self.known[next(iter(self.known))]
        trigger = Trigger(new_trigger(), user, view, place, self.tick())
        self.known[trigger.id] = trigger
        return trigger.id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up, or say in Slack's words why that cannot be done."""
        if not SHAPE.fullmatch(trigger_id):
            raise refused_arguments("invalid `trigger_id`")
        trigger = self.known.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.tick() - trigger.born > self.life_seconds:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
