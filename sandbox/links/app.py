"""The app as Slack sees it: something to deliver to, by socket or by signed request."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from sandbox.links.outcome import ACK_SECONDS, UNREACHABLE, Outcome, Parcel
from sandbox.links.signed_http import SignedHttp
from sandbox.links.sockets import Sockets
from sandbox.traffic import Log

MOST_KEPT = 5_000


class AppLink:
    """Delivers over Socket Mode unless an address was given, and logs every delivery."""

    def __init__(self, sockets: Sockets, log: Log, seconds: Callable[[], float]) -> None:
        self.sockets = sockets
        self.http: SignedHttp | None = None
        self.log = log
        self.seconds = seconds
        self.is_offline = False
        self.takes_interaction = True
        self.patience = ACK_SECONDS
        self.delivered: deque[Parcel] = deque(maxlen=MOST_KEPT)

    async def deliver(self, parcel: Parcel) -> Outcome:
        name = str(parcel.payload.get("type") or parcel.kind)
        if parcel.kind == "events_api":
            name = str(parcel.payload["event"]["type"])
        entry = self.log.open("delivery", name, parcel.payload, self.seconds())
        self.delivered.append(parcel)
        outcome = UNREACHABLE
        try:
            outcome = await self._carry(parcel)
        finally:
            self.log.close(entry, outcome.state, outcome.answer)
        return outcome

    async def _carry(self, parcel: Parcel) -> Outcome:
        if self.is_offline or (parcel.kind == "interactive" and not self.takes_interaction):
            return UNREACHABLE
        link = self.http or self.sockets
        return await link.deliver(replace(parcel, patience=self.patience))
