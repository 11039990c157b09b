"""Turns what a test or the page says a person entered into what the element would hold."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sandbox.driver.controls import offered
from sandbox.driver.post import Surface
from sandbox.emoji import as_names
from sandbox.workspace import Channel, User, Workspace

INCLUDED = {"public": "public", "private": "private", "im": "im", "mpim": "mpim"}
TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}


def held_by(surface: Surface, element: dict[str, Any], value: Any) -> Any:
    """Return the value as Slack holds it, or say that it is not offered."""
    if value is None:
        return None
    if element["type"].startswith("multi_") or element["type"] == "checkboxes":
        return [_one(surface, element, part) for part in value]
    return _one(surface, element, value)


def _one(surface: Surface, element: dict[str, Any], value: Any) -> Any:
    workspace, kind = surface.reader.workspace, element["type"].removeprefix("multi_")
    if "options" in element or "option_groups" in element:
        option = offered(surface, element, str(value))
        if option is None:
            raise LookupError(f"“{value}” is not offered there.")
        return option
    match kind:
        case "users_select":
            return workspace.user(str(value)).id
        case "conversations_select" | "channels_select":
            return _place(workspace, surface.reader.user, element, str(value)).id
        case "datepicker" | "timepicker":
            return _moment(value)
        case "datetimepicker" if isinstance(value, datetime):
            return int(value.timestamp())
    return as_names(str(value)) if kind in TYPED else value


def _moment(value: Any) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _place(workspace: Workspace, user: User, element: dict[str, Any], name: str) -> Channel:
    if name.startswith("@"):
        place = workspace.direct(user.id, workspace.user(name).id)
    else:
        place = workspace.channel(name)
    if place not in offered_places(workspace, user, element):
        raise LookupError(f"{name} is not offered there.")
    return place


def offered_places(workspace: Workspace, user: User, element: dict[str, Any]) -> list[Channel]:
    """Return the conversations that the select lists for this person."""
    return [c for c in workspace.channels.values() if _is_offered(c, user, element, workspace)]


def _is_offered(
    channel: Channel, user: User, element: dict[str, Any], workspace: Workspace
) -> bool:
    if channel.archived or (channel.kind != "public" and user.id not in channel.members):
        return False
    if element["type"].endswith("channels_select"):
        return channel.kind == "public"
    wanted = element.get("filter", {})
    if channel.kind not in wanted.get("include", INCLUDED):
        return False
    if wanted.get("exclude_external_shared_channels") and channel.ext_shared:
        return False
    with_bot = channel.is_direct and any(workspace.users[m].bot for m in channel.members)
    return not (wanted.get("exclude_bot_users") and with_bot)
