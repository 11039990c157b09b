"""The app as Slack sees it: something to deliver to, by socket or by signed request."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.links.outcome import UNREACHABLE, Outcome, Parcel
from sandbox.links.signed_http import SignedHttp
from sandbox.links.sockets import Sockets
from sandbox.traffic import Log


class AppLink:
    """Delivers over Socket Mode unless an address was given, and logs every delivery."""

    def __init__(self, sockets: Sockets, log: Log, seconds: Callable[[], float]) -> None:
        self.sockets = sockets
        self.http: SignedHttp | None = None
        self.log = log
        self.seconds = seconds
        self.is_offline = False
        self.delivered: list[Parcel] = []

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
        if self.is_offline:
            return UNREACHABLE
        if self.http is not None:
            return await self.http.deliver(parcel)
        return await self.sockets.deliver(parcel)
