"""What Slack does to a text on its way into a message, and whom that text calls."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.emoji import as_names
from sandbox.workspace import Channel, Workspace

MARKUP = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!subteam\^S[A-Z0-9]+|!(?:here|channel|everyone)"
    r"|!date\^[^<>]*|https?://[^<>\s|]+|mailto:[^<>\s|]+)(?:\|[^<>]*)?>"
)
CODE = re.compile(r"```.+?```|`[^`\n]+`", re.DOTALL)
LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
BARE_LINK = re.compile(r"(?<![\w/|])https?://[^\s<>|]*[^\s<>|.,;:!?)\]]")
BARE_CALL = re.compile(r"(?<!\w)@(here|channel|everyone)\b")
BARE_CHANNEL = re.compile(r"(?<![\w&/])#([\w-]+)", re.ASCII)
CALLS = re.compile(r"<!(here|channel|everyone)(?:\|[^<>]*)?>")
MENTIONS = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
TEAMS = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^<>]*)?>")


def escaped(text: str) -> str:
    """Escape the three characters that are markup, and no others."""
    return html.escape(text, quote=False)


def unescaped(text: str) -> str:
    """Decode the three entities that Slack decodes, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stored(text: str, workspace: Workspace, *, names: bool, links: bool = True) -> str:
    """Return the text as Slack keeps it; with names, plain @here and #wins come alive."""

    def lively(part: str) -> str:
        part = as_names(_loose_signs_escaped(part))
        if links:
            part = BARE_LINK.sub(lambda found: f"<{found[0]}>", part)
        return _named(part, workspace) if names else part

    return _outside(MARKUP, text, lambda rest: _outside(CODE, rest, lively, _loose_signs_escaped))


def _outside(
    kept: re.Pattern[str],
    text: str,
    change: Callable[[str], str],
    inside: Callable[[str], str] = str,
) -> str:
    """Change what lies between the matches."""
    parts, end = [], 0
    for found in kept.finditer(text):
        parts += [change(text[end : found.start()]), inside(found[0])]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def _loose_signs_escaped(text: str) -> str:
    return LOOSE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _named(text: str, workspace: Workspace) -> str:
    def channel_link(found: re.Match[str]) -> str:
        for channel in workspace.channels.values():
            if channel.kind == "public" and channel.name == found[1]:
                return f"<#{channel.id}|{channel.name}>"
        return found[0]

    return BARE_CHANNEL.sub(channel_link, BARE_CALL.sub(r"<!\1>", text))


def stored_blocks(blocks: list[dict[str, Any]], workspace: Workspace) -> list[dict[str, Any]]:
    """Return the blocks with each text object as Slack keeps it."""
    return [_stored_part(block, workspace) for block in blocks]


def _stored_part(part: Any, workspace: Workspace) -> Any:
    if isinstance(part, list):
        return [_stored_part(item, workspace) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "mrkdwn":
        names = not part.get("verbatim", False)
        text = stored(part["text"], workspace, names=names, links=names)
        return {"verbatim": False, **part, "text": text}
    if part.get("type") == "plain_text":
        text = as_names(_loose_signs_escaped(part["text"]))
        return {"emoji": True, **part, "text": text}
    return {key: _stored_part(value, workspace) for key, value in part.items()}


def lively_texts(blocks: Any) -> Iterator[str]:
    """Yield every text of the blocks in which a mention would call somebody."""
    if isinstance(blocks, list):
        for part in blocks:
            yield from lively_texts(part)
    elif isinstance(blocks, dict):
        yield from _own_texts(blocks)
        for value in blocks.values():
            yield from lively_texts(value)


def _own_texts(part: dict[str, Any]) -> Iterator[str]:
    match part:
        case {"type": "mrkdwn" | "markdown", "text": str(text)}:
            yield text
        case {"type": "user", "user_id": str(user)}:
            yield f"<@{user}>"
        case {"type": "usergroup", "usergroup_id": str(group)}:
            yield f"<!subteam^{group}>"
        case {"type": "broadcast", "range": str(whom)}:
            yield f"<!{whom}>"


def called(texts: list[str], channel: Channel, author: str, workspace: Workspace) -> list[str]:
    """Return the ids of the people whom a post with these texts would ping, in the channel."""
    wanted: set[str] = set()
    for text in texts:
        wanted.update(MENTIONS.findall(text))
        if CALLS.search(text):
            wanted.update(channel.members)
        for group in TEAMS.findall(text):
            wanted.update(workspace.groups[group].members if group in workspace.groups else [])
    return [
        user.id
        for user in (workspace.users[name] for name in sorted(wanted & set(channel.members)))
        if user.id != author and not user.bot and not user.deactivated
    ]
