"""Response URLs: five uses in thirty minutes, for one person's one act."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.ids import new_secret
from sandbox.refused import Refused
from sandbox.workspace import Message

MOST_USES = 5
MOST_KNOWN = 10_000
LIFE_SECONDS = 30 * 60


@dataclass
class Hook:
    """Where an answer goes: to whom, in which channel, and instead of which message."""

    path: str
    channel: str
    user: str
    born: float
    source: Message | None = None
    uses: int = 0


@dataclass
class Hooks:
    clock: Clock
    known: dict[str, Hook] = field(default_factory=dict)

    def new(self, kind: str, channel: str, user: str, source: Message | None = None) -> Hook:
        """Return a fresh one; the kind is commands or actions."""
        while len(self.known) >= MOST_KNOWN:
            del self.known[next(iter(self.known))]
        path = f"/{kind}/{new_secret()}"
        hook = Hook(path, channel, user, self.clock.seconds(), source)
        self.known[path] = hook
        return hook

    def use(self, path: str) -> Hook:
        """Count a use, or say why there is none left."""
        hook = self.known.get(path)
        if hook is None:
            raise Refused("no_service")
        if self.clock.seconds() - hook.born > LIFE_SECONDS:
            raise Refused("expired_url")
        if hook.uses >= MOST_USES:
            raise Refused("used_url")
        hook.uses += 1
        return hook
