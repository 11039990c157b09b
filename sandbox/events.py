"""The Events API: tells the app what happened, and tells it again when nobody acknowledged."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.ids import new_id
from sandbox.links.app import AppLink
from sandbox.links.outcome import Outcome, Parcel
from sandbox.manifest import Manifest
from sandbox.workspace import Channel, Workspace

RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)
LONGEST_SLEEP = 30.0
MOST_KEPT = 5_000
MESSAGE_EVENTS = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
NO_SCOPE = {
    "app_home_opened",
    "app_uninstalled",
    "channel_id_changed",
    "tokens_revoked",
    "function_executed",
}
PLACE_SCOPES = {"public": "channels:read", "private": "groups:read"}
SCOPES = {
    "app_mention": "app_mentions:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "subteam_members_changed": "usergroups:read",
}


@dataclass(eq=False)
class Event:
    """One thing that happened, on its way to the app."""

    body: dict[str, Any]
    attempts: int = 0
    due: float | None = None
    state: str = "waiting"
    first: asyncio.Event = field(default_factory=asyncio.Event)
    last: Outcome | None = None

    @property
    def id(self) -> str:
        return str(self.body["event_id"])


class Events:
    """Sends what the app subscribed to and may see, at least once."""

    def __init__(
        self, manifest: Manifest, workspace: Workspace, clock: Clock, app: AppLink
    ) -> None:
        self.manifest = manifest
        self.workspace = workspace
        self.clock = clock
        self.app = app
        self.sent: deque[Event] = deque(maxlen=MOST_KEPT)
        self.waiting: list[Event] = []
        self.tasks: set[asyncio.Task[None]] = set()
        self.woken = asyncio.Event()
        clock.when_moved.append(self.woken.set)

    def tell(self, event: dict[str, Any], place: Channel | None = None) -> Event | None:
        """Send the event on its way, or nothing when the app has no right to it."""
        if not self._may_see(event, place):
            return None
        told = Event(self._envelope(event, place))
        self.sent.append(told)
        self._start(told)
        return told

    def again(self, event: Event, *, fresh_id: bool = False) -> Event:
        """Deliver the same once more, as Slack now and then does."""
        body = dict(event.body)
        if fresh_id:
            body["event_id"] = new_id("Ev")
        copy = Event(body, attempts=0 if fresh_id else max(1, event.attempts))
        self.sent.append(copy)
        self._start(copy)
        return copy

    def retry_now(self) -> list[Event]:
        """Retry at once whatever waits for its minute, or its five."""
        waiting, self.waiting = self.waiting, []
        for event in waiting:
            event.due = None
            self._start(event)
        return waiting

    def _may_see(self, event: dict[str, Any], place: Channel | None) -> bool:
        name, scope = event["type"], SCOPES.get(event["type"], "")
        if name == "message" and place is not None:
            kind = MESSAGE_EVENTS[place.kind]
            name, scope = f"message.{kind}", f"{kind}:history"
        elif not scope and name not in NO_SCOPE and place is not None:
            scope = PLACE_SCOPES.get(place.kind, "")
        return name in self.manifest.events and (not scope or scope in self.manifest.scopes)

    def _envelope(self, event: dict[str, Any], place: Channel | None) -> dict[str, Any]:
        team, bot = self.workspace.team.id, self.workspace.bot
        grant = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": bot.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "sandbox",
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": bot.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(self.clock.seconds()),
            "authorizations": [grant],
            "is_ext_shared_channel": bool(place and place.ext_shared),
            "event_context": new_id("EC"),
        }

    def _start(self, event: Event) -> None:
        task = asyncio.create_task(self._carry(event))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _carry(self, event: Event) -> None:
        reason = event.last.retry_reason if event.last else "http_timeout"
        parcel = Parcel("events_api", event.body, attempt=event.attempts, reason=reason)
        if not event.attempts:
            parcel = Parcel("events_api", event.body)
        event.last = outcome = await self.app.deliver(parcel)
        event.attempts += 1
        event.first.set()
        if outcome.is_acknowledged:
            event.state = "delivered"
        elif outcome.no_retry or event.attempts > len(RETRY_AFTER_SECONDS):
            event.state = "dropped"
        else:
            await self._wait_for_retry(event)

    async def _wait_for_retry(self, event: Event) -> None:
        pause = RETRY_AFTER_SECONDS[event.attempts - 1]
        if not pause:
            await self._carry(event)
            return
        event.due = self.clock.seconds() + pause
        self.waiting.append(event)
        self.woken.set()

    async def stop(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def retry_when_due(self) -> None:
        """Watch the stand-in's clock for as long as it runs."""
        while True:
            self.woken.clear()
            now, sleep = self.clock.seconds(), LONGEST_SLEEP
            for event in list(self.waiting):
                if event.due is not None and event.due <= now:
                    self.waiting.remove(event)
                    event.due = None
                    self._start(event)
                elif event.due is not None:
                    sleep = min(sleep, event.due - now)
            try:
                # Not wait_for: in Python 3.11 it can swallow the cancellation that ends this.
                async with asyncio.timeout(sleep):
                    await self.woken.wait()
            except TimeoutError:
                continue
