"""Draws rich_text blocks: sections, lists, quotes and code, with styled words inside."""

from __future__ import annotations

from typing import Any

from sandbox.emoji import as_pictures
from sandbox.page.markup import Safe, joined, lines, tag
from sandbox.page.prose import link, prose
from sandbox.reading import Reader

STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code", "underline": "u"}
TOKENS = {
    "user": "@{user_id}",
    "channel": "#{channel_id}",
    "usergroup": "!subteam^{usergroup_id}",
    "broadcast": "!{range}",
}


def rich_text(reader: Reader, block: dict[str, Any]) -> Safe:
    return joined(_part(reader, part) for part in block["elements"])


def _part(reader: Reader, part: dict[str, Any]) -> Safe:
    inner = part["elements"]
    match part["type"]:
        case "rich_text_list":
            name = "ol" if part.get("style") == "ordered" else "ul"
            return tag(name, (tag("li", _part(reader, item)) for item in inner))
        case "rich_text_quote":
            return tag("blockquote", (_leaf(reader, leaf) for leaf in inner))
        case "rich_text_preformatted":
            return tag("pre", (str(leaf.get("text") or leaf.get("url") or "") for leaf in inner))
    return tag("div", (_leaf(reader, leaf) for leaf in inner))


def _leaf(reader: Reader, leaf: dict[str, Any]) -> Safe:
    drawn = _bare(reader, leaf)
    for style, is_on in leaf.get("style", {}).items():
        if is_on and style in STYLES:
            drawn = tag(STYLES[style], drawn)
    return drawn


def _bare(reader: Reader, leaf: dict[str, Any]) -> Safe:
    kind = leaf["type"]
    if kind in TOKENS:
        return prose(reader, f"<{TOKENS[kind].format(**leaf)}>")
    if kind == "date":
        return prose(reader, f"<!date^{leaf['timestamp']}^{leaf['format']}|{leaf['timestamp']}>")
    if kind == "link":
        return link(str(leaf["url"]), str(leaf.get("text") or leaf["url"]))
    if kind == "emoji":
        return joined(as_pictures(f":{leaf['name']}:"))
    return lines(str(leaf.get("text", "")).split("\n"))
