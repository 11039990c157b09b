"""Reads the arguments of a call from wherever its client put them, as strictly as Slack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.refused import Refused, refused_arguments

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
TRUE = {"1", "true", "True", "yes"}
BEARER = "Bearer "


@dataclass
class Arguments:
    """The arguments of one call, its token, and what Slack warns of."""

    values: Mapping[str, Any]
    token: str = ""
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None or isinstance(value, (dict, list)) else str(value)

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or str(value) in TRUE

    def number(self, name: str, standard: int) -> int:
        text = self.text(name)
        if text and not text.isdecimal():
            raise Refused(f"invalid_{name}")
        return int(text) if text else standard

    def words(self, name: str) -> list[str]:
        """Return a comma list as its parts; a JSON list will do as well."""
        value = self.values.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def view(self) -> dict[str, Any]:
        value = self.values.get("view")
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise refused_arguments("must provide an object [json-pointer:/view]") from None
        if not isinstance(value, dict):
            raise refused_arguments("must provide an object [json-pointer:/view]")
        return value


async def read_arguments(request: web.Request, *, takes_json: bool) -> Arguments:
    """Return query, form or JSON arguments; JSON to a method without JSON counts for nothing."""
    values: dict[str, Any] = dict(request.query)
    token_in_address = values.pop("token", "")
    warnings: list[str] = []
    if request.content_type == "application/json":
        sent = await _json(request)
        sent.pop("token", None)
        values |= sent if takes_json else {}
        warnings = [] if request.charset else ["missing_charset"]
    elif request.content_type in FORMS:
        values |= dict((await request.post()).items())
    elif request.can_read_body and await request.read():
        raise Refused("invalid_post_type")
    token = str(values.pop("token", "")) or _bearer(request)
    if token_in_address and not token:
        raise Refused("not_authed")
    return Arguments(values, token, warnings)


async def _json(request: web.Request) -> dict[str, Any]:
    try:
        sent = json.loads(await request.read() or b"{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(sent, dict):
        raise Refused("json_not_object")
    return sent


def _bearer(request: web.Request) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix(BEARER) if header.startswith(BEARER) else ""
