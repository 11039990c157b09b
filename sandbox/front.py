"""The front of the server: logs each request, and lets it fail as the faults will have it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.faults import AFTER_THE_EFFECT, Fault
from sandbox.traffic import Entry
from sandbox.world import World

HTML = "<html><body><h1>Server Error</h1><p>Something went wrong on our end.</p></body></html>"
FOREVER = 3600.0

Answer = dict[str, Any]
Work = Callable[[Entry], Awaitable[Answer]]
Say = Callable[[Answer], web.Response]


class Front:
    """Stands before everything that the app calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closing = asyncio.Event()

    async def answer(
        self, request: web.Request, name: str, work: Work, say: Say
    ) -> web.StreamResponse:
        """Do the work and say its answer, unless a fault strikes before or after."""
        if self.world.app.is_offline:
            return cut(request)
        entry = self.world.log.open("call", name, {}, self.world.clock.seconds())
        fault = self.world.faults.strike(name)
        answer: Answer | None = None
        try:
            if fault is not None and fault.kind not in AFTER_THE_EFFECT:
                return await self._fail(request, fault, say)
            answer = await work(entry)
            if fault is not None:
                return await self._spoil(request, fault, answer, say)
            return say(answer)
        finally:
            self.world.log.close(entry, fault.kind if fault else "answered", answer)

    async def _fail(self, request: web.Request, fault: Fault, say: Say) -> web.StreamResponse:
        """Fail before anything was done."""
        match fault.kind:
            case "ratelimited":
                return say({"ok": False, "error": "ratelimited", "retry_after": fault.value})
            case "server_error":
                return web.Response(status=fault.value, text=HTML, content_type="text/html")
            case "refuse":
                return say({"ok": False, "error": fault.value})
            case "hang":
                await self._pause(FOREVER)
        return cut(request)

    async def _spoil(
        self, request: web.Request, fault: Fault, answer: Answer, say: Say
    ) -> web.StreamResponse:
        """Spoil the answer after everything was done."""
        if fault.kind == "slow":
            await self._pause(fault.value)
            return say(answer)
        if fault.kind == "internal_error":
            return say({"ok": False, "error": "internal_error"})
        return cut(request)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return


def cut(request: web.Request) -> web.Response:
    """Drop the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
