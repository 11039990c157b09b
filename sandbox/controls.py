"""The switches of the stand-in over HTTP, for the page and for scripts: faults, clock, log."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from sandbox.slack import Slack

KINDS = {
    "ratelimited",
    "server_error",
    "hang",
    "slow",
    "cut_before",
    "cut_after",
    "internal_error",
    "refuse",
}


class Controls:
    """Everything under /control/, in JSON."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/settings", self.settings),
            web.get("/control/clock", self.clock),
            web.post("/control/clock", self.move_clock),
            web.get("/control/faults", self.faults),
            web.post("/control/faults", self.add_fault),
            web.delete("/control/faults", self.clear_faults),
            web.post("/control/limits", self.limits),
            web.post("/control/offline", self.offline),
            web.post("/control/drop-sockets", self.drop_sockets),
            web.post("/control/retry-events", self.retry_events),
            web.post("/control/app", self.app),
            web.post("/control/figures", self.figures),
            web.get("/control/log", self.log),
        ]

    async def settings(self, _: web.Request) -> web.StreamResponse:
        """Return the environment for a bot; the tokens are worth nothing elsewhere."""
        return web.json_response(self.slack.settings_for_bot())

    async def clock(self, _: web.Request) -> web.StreamResponse:
        clock = self.slack.clock
        ahead = clock.ahead.total_seconds()
        return web.json_response({"now": clock.now().isoformat(), "ahead_seconds": ahead})

    async def move_clock(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        self.slack.clock.move(timedelta(seconds=float(body["seconds"])))
        return await self.clock(request)

    async def faults(self, _: web.Request) -> web.StreamResponse:
        waiting = [
            {"method": f.method, "kind": f.kind, "value": f.value, "times": f.times}
            for f in self.slack.faults.waiting
        ]
        return web.json_response({"faults": waiting, "offline": self.slack.is_offline})

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        if body.get("kind") not in KINDS:
            raise web.HTTPBadRequest(text=f"kind is one of {', '.join(sorted(KINDS))}")
        method, times = str(body.get("method", "*")), body.get("times", 1)
        self.slack.faults.add(method, str(body["kind"]), body.get("value"), times=times)
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        self.slack.faults.clear()
        return await self.faults(request)

    async def limits(self, request: web.Request) -> web.StreamResponse:
        self.slack.limits.on = bool((await body_of(request)).get("on"))
        return web.json_response({"on": self.slack.limits.on})

    async def offline(self, request: web.Request) -> web.StreamResponse:
        if (await body_of(request)).get("on"):
            await self.slack.go_offline()
        else:
            self.slack.come_back()
        return await self.faults(request)

    async def drop_sockets(self, _: web.Request) -> web.StreamResponse:
        await self.slack.drop_sockets()
        return web.json_response({"ok": True})

    async def retry_events(self, _: web.Request) -> web.StreamResponse:
        await self.slack.retry_events()
        return web.json_response({"ok": True})

    async def app(self, request: web.Request) -> web.StreamResponse:
        """Say where the app is reached: at a URL, or without one over Socket Mode."""
        url = (await body_of(request)).get("url")
        if url:
            self.slack.deliver_by_http(str(url))
        else:
            self.slack.deliver_by_socket()
        return web.json_response(self.slack.settings_for_bot())

    async def figures(self, request: web.Request) -> web.StreamResponse:
        """Say where the bot serves its figures, by which it tells when it wakes next."""
        self.slack.figures_url = str((await body_of(request)).get("url") or "")
        return web.json_response({"url": self.slack.figures_url})

    async def log(self, request: web.Request) -> web.StreamResponse:
        """Return the traffic since a sequence number, oldest first."""
        after = int(request.query.get("after", "0"))
        shown = [entry.shown() for entry in self.slack.log.entries if entry.seq > after]
        return web.json_response({"entries": shown, "sockets": len(self.slack.sockets.open)})


async def body_of(request: web.Request) -> dict[str, Any]:
    """Return the request's JSON object, or refuse the request."""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Send a JSON object.")
    return body
