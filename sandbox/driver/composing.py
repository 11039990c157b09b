"""What the client makes of typed text before it leaves: names become mentions, signs escapes."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.emoji import as_names
from sandbox.text import BARE_CALL, BARE_LINK, escaped
from sandbox.workspace import Workspace

AT_NAME = re.compile(r"(?<![\w@.])@([\w.-]*\w)")
HASH_NAME = re.compile(r"(?<![\w&/#])#([\w-]+)")


def typed_message(text: str, workspace: Workspace) -> str:
    """Return a message as it is stored when a person typed it."""
    text = _linked(as_names(escaped(text)))
    text = BARE_CALL.sub(r"<!\1>", text)
    return _named(text, workspace, lambda id_, _: f"<@{id_}>")


def typed_command(text: str, workspace: Workspace, *, should_escape: bool) -> str:
    """Return the text of a command; without should_escape, names stay mere words."""
    if not should_escape:
        return as_names(text)
    text = _linked(as_names(escaped(text)))
    return _named(text, workspace, lambda id_, name: f"<@{id_}|{name}>")


def _linked(text: str) -> str:
    return BARE_LINK.sub(lambda found: f"<{found[0]}>", text)


def _named(text: str, workspace: Workspace, mention: Callable[[str, str], str]) -> str:
    users = {user.name: user for user in workspace.users.values()}
    groups = {group.handle: group for group in workspace.groups.values()}
    channels = {c.name: c for c in workspace.channels.values() if not c.is_direct}

    def person(found: re.Match[str]) -> str:
        if found[1] in users:
            return mention(users[found[1]].id, found[1])
        if found[1] in groups:
            return f"<!subteam^{groups[found[1]].id}|@{found[1]}>"
        return found[0]

    def channel(found: re.Match[str]) -> str:
        if found[1] not in channels:
            return found[0]
        place = channels[found[1]]
        return f"<#{place.id}|{place.name if place.kind == 'public' else ''}>"

    return HASH_NAME.sub(channel, AT_NAME.sub(person, text))
