"""Where files arrive: the address that Slack gave for one, which takes it once."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.front import Front
from sandbox.traffic import Entry
from sandbox.world import World

UPLOAD = "upload"
BAD_REQUEST = 400


class Uploads:
    """Answers POSTs of bytes, as they are or as a form with one file, without a token."""

    def __init__(self, world: World, front: Front) -> None:
        self.world = world
        self.front = front

    async def answer(self, request: web.Request) -> web.StreamResponse:
        async def work(entry: Entry) -> dict[str, Any]:
            data = await _sent(request)
            entry.sent = {"bytes": len(data)}
            secret = request.match_info["secret"]
            file = self.world.workspace.files.take_in(secret, data)
            return {"ok": file is not None, "bytes": len(data)}

        return await self.front.answer(request, UPLOAD, work, _response)


async def _sent(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def _response(answer: dict[str, Any]) -> web.Response:
    if answer.get("ok"):
        return web.Response(text=f"OK - {answer['bytes']}")
    return web.Response(status=BAD_REQUEST, text="Bad Request")
