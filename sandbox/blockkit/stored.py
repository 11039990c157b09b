"""How Slack keeps and reads what it was sent: with ids, decoded, and as plain text."""

import json
import random
import re
import string
from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.blockkit.elements import INTERACTIVE
from sandbox.blockkit.parts import elements_of, every_block

ID_LETTERS = string.ascii_letters + string.digits + "+/"
TEXT_DEFAULTS = {"plain_text": ("emoji", True), "mrkdwn": ("verbatim", False)}
# What is heard, in the order it is heard; options, placeholders and confirmations are not.
READ_ALOUD = (
    "title",
    "label",
    "text",
    "subtitle",
    "body",
    "subtext",
    "caption",
    "fields",
    "elements",
    "rows",
    "child_blocks",
    "accessory",
    "alt_text",
)
MENTIONS = {
    "user": ("@", "user_id"),
    "channel": ("#", "channel_id"),
    "usergroup": ("!subteam^", "usergroup_id"),
    "broadcast": ("!", "range"),
}
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


def with_ids(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks as Slack gives them back: absent ids made up, text defaults written out."""
    stored: list[dict[str, Any]] = json.loads(json.dumps(list(blocks)))
    for _, block in every_block(stored):
        if block["type"] == "markdown":
            block.pop("block_id", None)
        block.setdefault("block_id", _new_id())
        for _, element in elements_of(block):
            if element["type"] in INTERACTIVE:
                element.setdefault("action_id", _new_id())
    _write_out_defaults(stored)
    return stored


def unescaped(text: str) -> str:
    """Decode the three entities Slack knows, once."""
    return re.sub("&(?:amp|lt|gt);", lambda found: ENTITIES[found[0]], text)


def plain_fallback(blocks: Any) -> str:
    """Read out what a screen reader gets from blocks that were sent without `text`."""
    return "\n".join(_lines(blocks))


def _new_id() -> str:
    return "".join(random.choices(ID_LETTERS, k=5))


def _write_out_defaults(value: Any) -> None:
    if isinstance(value, dict):
        if value.get("type") in TEXT_DEFAULTS:
            value.setdefault(*TEXT_DEFAULTS[value["type"]])
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        _write_out_defaults(one)


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif not isinstance(value, dict):
        return
    elif str(value.get("type")).startswith("rich_text_"):
        yield "".join(_piece(one) for one in value["elements"])
    else:
        for name in READ_ALOUD:
            one = value.get(name)
            yield from [one] if isinstance(one, str) else _lines(one)


def _piece(piece: dict[str, Any]) -> str:
    if piece["type"] in MENTIONS:
        before, name = MENTIONS[piece["type"]]
        return f"<{before}{piece[name]}>"
    if piece["type"] == "emoji":
        return f":{piece['name']}:"
    if piece["type"] == "rich_text_section":
        return "".join(_piece(one) for one in piece["elements"]) + "\n"
    return str(piece.get("text") or piece.get("url") or piece.get("fallback") or "")
