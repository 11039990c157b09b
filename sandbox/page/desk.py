"""Answers the browser: the page, its parts as they change, its words, and each act."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from sandbox.controls import body_of
from sandbox.page import traffic
from sandbox.page.acts import ACTS, noticing, reading
from sandbox.page.markup import Safe
from sandbox.page.parts import parts
from sandbox.page.places import Look, NobodyLooks, look_of
from sandbox.page.shell import document, first_page
from sandbox.page.suggestions import suggestions
from sandbox.page.toasts import Toasts
from sandbox.page.unread import Unread

if TYPE_CHECKING:
    from sandbox.slack import Slack

STATIC = Path(__file__).with_name("static")
GLANCE_SECONDS = 0.1
GUARDED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Desk:
    """Where everything that the browser asks for arrives."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.unread = Unread(slack.clock.seconds())
        self.toasts = Toasts(self.unread)
        self.acts = {**ACTS, "read": reading(self.unread), "notice": noticing(self.toasts)}
        self.done = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/page/parts", self.parts),
            web.get("/page/words", self.words),
            web.get("/page/changes", self.changes),
            web.get("/page/traffic", self.traffic),
            web.get("/page/traffic/{seq:[0-9]+}", self.exchange),
            web.get("/page/static/{name}", self.static),
            web.get("/page/files/{id}", self.file),
            web.post("/page/act/{act}", self.act),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Show the page; without anybody to be, ask who one is."""
        try:
            look = look_of(self.slack, request.query)
        except NobodyLooks:
            return _html(first_page(self.slack))
        is_chosen = "in" in request.query
        return _html(document(look, parts(look, self.toasts), is_chosen=is_chosen))

    async def parts(self, request: web.Request) -> web.StreamResponse:
        look = self._look(request.query)
        drawn = parts(look, self.toasts)
        title = f"{look.name} · {self.slack.world.workspace.team.name}"
        told = {"place": look.place, "thread": bool(look.parent), "title": title, "parts": drawn}
        return web.json_response({**told, "panel": look.panel or "no"}, headers=GUARDED)

    async def words(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(suggestions(self._look(request.query)), headers=GUARDED)

    async def traffic(self, request: web.Request) -> web.StreamResponse:
        """Return the rows of the traffic that changed since the browser asked last."""
        look, after = self._look(request.query), request.query.get("after", "")
        since = int(after) if after.isdecimal() else 0
        told = traffic.rows(look, since, request.query.get("wanted", ""))
        return web.json_response(told, headers=GUARDED)

    async def exchange(self, request: web.Request) -> web.StreamResponse:
        seq = int(request.match_info["seq"])
        return _html(traffic.opened(self._look(request.query), seq))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do one thing; whatever cannot be done is said in a sentence."""
        if request.content_type != "application/json":
            # Another site's form could be sent here, but never as this type.
            raise web.HTTPUnsupportedMediaType(text="Send JSON.")
        act = self.acts.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound(text="There is no such act.")
        told = await body_of(request)
        look = self._look({key: str(value) for key, value in told.items()})
        try:
            said = await act(look, told)
        except (LookupError, ValueError) as refused:
            said = {"failure": "refused", "said": _sentence(refused)}
        finally:
            self.done += 1
        return web.json_response(said, headers=GUARDED)

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Say over a socket whenever anything may look different; the page then asks for it."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        telling = asyncio.create_task(self._tell(socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            telling.cancel()
        return socket

    async def _tell(self, socket: web.WebSocketResponse) -> None:
        known: Any = None
        while not socket.closed and not self.slack.front.closing.is_set():
            if known != (known := self._signs()):
                await socket.send_str("changed")
            await asyncio.sleep(GLANCE_SECONDS)

    def _signs(self) -> tuple[object, ...]:
        """Return what differs whenever something was said, done, drawn or moved."""
        slack = self.slack
        minute = slack.clock.seconds() // 60
        said = (slack.log.changes, slack.world.workspace.last_tick, self.done)
        wrong = (tuple(map(id, slack.faults.waiting)), slack.is_offline)
        return (*said, *wrong, minute, len(slack.sockets.open))

    async def static(self, request: web.Request) -> web.StreamResponse:
        file = STATIC / Path(request.match_info["name"]).name
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={**GUARDED, "Cache-Control": "no-cache"})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Return a picture that the app uploaded."""
        file = self.slack.world.workspace.files.kept.get(request.match_info["id"])
        if file is None or not file.content_type:
            raise web.HTTPNotFound
        return web.Response(body=file.data, content_type=file.content_type, headers=GUARDED)

    def _look(self, query: Any) -> Look:
        try:
            return look_of(self.slack, query)
        except NobodyLooks as nobody:
            raise web.HTTPNotFound(text=str(nobody)) from None


def _html(drawn: Safe) -> web.Response:
    # What people typed may hold half a character, which no encoding knows.
    body = drawn.encode("utf-8", "replace")
    return web.Response(body=body, content_type="text/html", charset="utf-8", headers=GUARDED)


def _sentence(refused: Exception) -> str:
    said = refused.args[0] if refused.args else ""
    return str(said) or "That cannot be done."
