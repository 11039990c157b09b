"""Cursor pages, as the list methods hand them out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.refused import Refused
from sandbox.web_api.arguments import Arguments

Item = TypeVar("Item")
MOST = 1000
PREFIX = "next:"


def page_of(
    items: Sequence[Item], arguments: Arguments, standard: int = 100
) -> tuple[list[Item], str]:
    """Return one page and the cursor of the next, which is blank at the end."""
    limit = arguments.number("limit", standard) or standard
    if limit > MOST:
        raise Refused("invalid_limit")
    start = _position(arguments.text("cursor"))
    end = start + limit
    cursor = base64.b64encode(f"{PREFIX}{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), cursor


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    number = text.removeprefix(PREFIX)
    if number == text or not number.isdecimal():
        raise Refused("invalid_cursor")
    return int(number)
