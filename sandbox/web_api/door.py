"""The door of the Web API: token, scopes and limits, then the method's effect."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.front import Front
from sandbox.ids import new_secret
from sandbox.refused import Refused, refused_arguments
from sandbox.traffic import Entry
from sandbox.web_api import METHODS
from sandbox.web_api.arguments import Arguments, read_arguments
from sandbox.web_api.method import Method
from sandbox.world import World

TOO_MANY = 429


def _unknown(_: World, __: Arguments) -> dict[str, Any]:
    raise Refused("unknown_method")


UNKNOWN = Method("", _unknown, tier=5, caller="anybody")


class Door:
    """Answers every call under /api/."""

    def __init__(self, world: World, front: Front) -> None:
        self.world = world
        self.front = front

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]

        async def work(entry: Entry) -> dict[str, Any]:
            return await self._result(request, name, entry)

        return await self.front.answer(request, name, work, self._response)

    async def _result(self, request: web.Request, name: str, entry: Entry) -> dict[str, Any]:
        try:
            method = METHODS.get(name, UNKNOWN)
            arguments = await read_arguments(request, takes_json=method.takes_json)
            entry.sent = dict(arguments.values)
            self._check(method, arguments)
            return _warned({"ok": True, **method.effect(self.world, arguments)}, arguments)
        except Refused as refused:
            return {"ok": False, "error": refused.error, **refused.details}

    def _check(self, method: Method, arguments: Arguments) -> None:
        self._check_token(method, arguments.token)
        granted = self.world.manifest.scopes
        if method.scopes and not granted & set(method.scopes):
            provided = ",".join(sorted(granted))
            raise Refused("missing_scope", needed=method.scopes[0], provided=provided)
        self.world.limits.count(method.name, method.tier, arguments.text("channel"))
        missing = [need for need in method.needs if arguments.values.get(need) in (None, "")]
        if missing:
            lines = [f"missing required field: {n} [json-pointer:/{n}]" for n in missing]
            raise refused_arguments(*lines)

    def _check_token(self, method: Method, token: str) -> None:
        keys = self.world.keys
        wanted, other = keys.bot_token, keys.app_token
        if method.caller == "app":
            wanted, other = other, wanted
        if method.caller == "anybody" or (token and token == wanted):
            return
        if not token:
            raise Refused("not_authed")
        raise Refused("not_allowed_token_type" if token == other else "invalid_auth")

    def _response(self, answer: dict[str, Any]) -> web.Response:
        headers = {"x-slack-req-id": new_secret(32), "x-accepted-oauth-scopes": ""}
        headers["x-oauth-scopes"] = ",".join(sorted(self.world.manifest.scopes))
        body = {key: value for key, value in answer.items() if key != "retry_after"}
        if answer.get("error") == "ratelimited":
            headers["Retry-After"] = str(answer.get("retry_after", 1))
            return web.json_response(body, status=TOO_MANY, headers=headers)
        return web.json_response(body, headers=headers)


def _warned(answer: dict[str, Any], arguments: Arguments) -> dict[str, Any]:
    if not arguments.warnings:
        return answer
    answer["warning"] = ",".join(arguments.warnings)
    details = answer.setdefault("response_metadata", {})
    details["warnings"] = list(arguments.warnings)
    return answer
