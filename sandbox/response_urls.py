"""The response URLs: ok, or Slack's short word for why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.answers import answer_by_hook
from sandbox.faults import RESPONSE_URL
from sandbox.front import Front
from sandbox.refused import Refused
from sandbox.traffic import Entry
from sandbox.world import World

GONE = {"no_service", "expired_url", "used_url"}
TIER = 5
STATUSES = {"ratelimited": 429, **dict.fromkeys(GONE, 404)}
BAD_REQUEST = 400


class ResponseUrls:
    """Answers posts to response URLs, which need no token."""

    def __init__(self, world: World, front: Front) -> None:
        self.world = world
        self.front = front

    async def answer(self, request: web.Request) -> web.StreamResponse:
        async def work(entry: Entry) -> dict[str, Any]:
            return self._result(request.path, await request.text(), entry)

        return await self.front.answer(request, RESPONSE_URL, work, _response)

    def _result(self, path: str, text: str, entry: Entry) -> dict[str, Any]:
        try:
            body = _read(text)
            entry.sent = dict(body)
            hook = self.world.hooks.use(path)
            self.world.limits.count(RESPONSE_URL, TIER, hook.channel)
            answer_by_hook(self.world, hook, body)
        except Refused as refused:
            return {"ok": False, "error": refused.error, **refused.details}
        return {"ok": True}


def _read(text: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        raise Refused("invalid_payload") from None
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return body


def _response(answer: dict[str, Any]) -> web.Response:
    error = str(answer.get("error", ""))
    if not error:
        return web.Response(text="ok")
    wait = {"Retry-After": str(answer["retry_after"])} if "retry_after" in answer else {}
    return web.Response(status=STATUSES.get(error, BAD_REQUEST), text=error, headers=wait)
