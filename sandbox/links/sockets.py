"""Socket Mode: hands each envelope to one of the app's sockets and waits for its word."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.ids import new_secret
from sandbox.links.outcome import TIMED_OUT, UNREACHABLE, Outcome, Parcel

MOST_SOCKETS = 10
PING_SECONDS = 10.0
HOST = "applink-sandbox"


@dataclass(eq=False)
class Socket:
    """One connection of the app, with the envelopes that wait for its word."""

    connection: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Outcome]] = field(default_factory=dict)

    async def send(self, frame: dict[str, Any]) -> None:
        await self.connection.send_str(json.dumps(frame))

    def hear(self, text: str) -> None:
        """Take an acknowledgement; one for another socket's envelope is none."""
        try:
            frame = json.loads(text)
        except ValueError:
            return
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        waiter = self.waiting.get(str(envelope_id))
        if waiter is not None and not waiter.done():
            waiter.set_result(Outcome("acknowledged", frame.get("payload"), 200))

    def lose(self) -> None:
        for waiter in self.waiting.values():
            if not waiter.done():
                waiter.set_result(TIMED_OUT)


class Sockets:
    """All sockets of the app, and the tickets with which new ones are opened."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.open: list[Socket] = []
        self.tickets: set[str] = set()
        self.refused: list[str] = []
        self.changed = asyncio.Event()

    def ticket(self) -> str:
        ticket = new_secret()
        self.tickets.add(ticket)
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket for as long as it lives."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=401, text="invalid ticket")
        self.tickets.remove(ticket)
        connection = web.WebSocketResponse(heartbeat=None)
        await connection.prepare(request)
        socket = Socket(connection)
        if len(self.open) >= MOST_SOCKETS:
            self.refused.append(ticket)
            await socket.send(_farewell("too_many_websockets"))
            await connection.close()
            return connection
        await self._serve(socket)
        return connection

    async def _serve(self, socket: Socket) -> None:
        await socket.send(self._hello())
        self._change(socket, joins=True)
        pings = asyncio.create_task(_ping(socket.connection))
        try:
            async for frame in socket.connection:
                if frame.type is WSMsgType.TEXT:
                    socket.hear(frame.data)
        finally:
            pings.cancel()
            self._change(socket, joins=False)
            socket.lose()

    def _change(self, socket: Socket, *, joins: bool) -> None:
        if joins:
            self.open.append(socket)
        elif socket in self.open:
            self.open.remove(socket)
        self.changed.set()
        self.changed = asyncio.Event()

    def _hello(self) -> dict[str, Any]:
        debug = {"host": HOST, "build_number": 54, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self.open) + 1,
            "connection_info": {"app_id": self.app_id},
            "debug_info": debug,
        }

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Hand the parcel to any one socket; there is no affinity."""
        if not self.open:
            return UNREACHABLE
        socket = random.choice(self.open)
        envelope_id = str(uuid.uuid4())
        waiter: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = waiter
        try:
            await socket.send(_envelope(envelope_id, parcel))
            async with asyncio.timeout(parcel.patience):
                return await waiter
        except TimeoutError:
            return TIMED_OUT
        except ConnectionError:
            return UNREACHABLE
        finally:
            socket.waiting.pop(envelope_id, None)

    async def say_goodbye(self, reason: str) -> None:
        """Send a disconnect frame to every socket: warning, refresh_requested or link_disabled."""
        for socket in list(self.open):
            await socket.send(_farewell(reason))

    async def drop(self) -> None:
        """Cut every socket without a word, as a broken network does."""
        for socket in list(self.open):
            self._change(socket, joins=False)
            socket.lose()
            transport = socket.connection.get_extra_info("socket")
            with contextlib.suppress(OSError):
                transport and transport.shutdown(2)
            await socket.connection.close(drain=False)

    async def close(self) -> None:
        for socket in list(self.open):
            await socket.connection.close()


def _envelope(envelope_id: str, parcel: Parcel) -> dict[str, Any]:
    envelope = {
        "envelope_id": envelope_id,
        "type": parcel.kind,
        "accepts_response_payload": parcel.may_answer,
        "payload": parcel.payload,
    }
    if parcel.kind == "events_api":
        reason = "timeout" if parcel.reason == "http_timeout" else parcel.reason
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": reason}
    return envelope


def _farewell(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}


async def _ping(connection: web.WebSocketResponse) -> None:
    with contextlib.suppress(ConnectionError):
        while not connection.closed:
            await asyncio.sleep(PING_SECONDS)
            await connection.ping(b"Ping from applink")
