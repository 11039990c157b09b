"""The payloads that Slack sends of what a person did."""

from __future__ import annotations

from typing import Any

from sandbox.blockkit import message_state
from sandbox.hooks import Hook
from sandbox.shapes import message_shape
from sandbox.views import View
from sandbox.workspace import Channel, Message, User
from sandbox.world import World

TOKEN = "sandbox"  # noqa: S105 - The deprecated verification token, which nobody may rely on.


def channel_word(channel: Channel) -> str:
    """Return the name as payloads give it: not that of a private place."""
    if channel.is_direct:
        return "directmessage"
    return channel.name if channel.kind == "public" else "privategroup"


def command(
    world: World, user: User, channel: Channel, name: str, text: str, hook: Hook
) -> dict[str, Any]:
    team = world.workspace.team
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_word(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": world.workspace.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": world.url + hook.path,
        "trigger_id": world.triggers.pull(user.id, place=channel.id),
    }


def _interaction(world: World, user: User, kind: str) -> dict[str, Any]:
    team = world.workspace.team
    who = {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id}
    return {
        "type": kind,
        "user": who,
        "api_app_id": world.workspace.bot.app_id,
        "token": TOKEN,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _moment(world: World) -> str:
    return world.workspace.next_ts(world.clock.seconds())


def action_in_message(
    world: World, user: User, message: Message, action: dict[str, Any]
) -> dict[str, Any]:
    """block_actions from a message; of an ephemeral one Slack sends no content."""
    channel = world.workspace.channels[message.channel]
    hook = world.hooks.new("actions", channel.id, user.id, message)
    typed = {(b, a): value for b, row in message.typed.items() for a, value in row.items()}
    container: dict[str, Any] = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _interaction(world, user, "block_actions") | {
        "container": container,
        "trigger_id": world.triggers.pull(user.id, place=channel.id),
        "channel": {"id": channel.id, "name": channel_word(channel)},
        "state": {"values": message_state(message.blocks or [], typed)},
        "response_url": world.url + hook.path,
        "actions": [action | {"action_ts": _moment(world)}],
    }
    if not message.only_for:
        payload["message"] = message_shape(message, world.workspace)
    return payload


def action_in_view(world: World, user: User, view: View, action: dict[str, Any]) -> dict[str, Any]:
    """block_actions from a modal or from Home: no channel, no message, no response_url."""
    return _interaction(world, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.triggers.pull(user.id, view=view.id, place=view.place),
        "view": world.views.shape(view),
        "actions": [action | {"action_ts": _moment(world)}],
    }


def submission(world: World, user: User, view: View) -> dict[str, Any]:
    return _interaction(world, user, "view_submission") | {
        "trigger_id": world.triggers.pull(user.id, view=view.id, place=view.place),
        "view": world.views.shape(view),
        "response_urls": [],
    }


def closing(world: World, user: User, view: View, *, is_cleared: bool) -> dict[str, Any]:
    shape = world.views.shape(view) | {"state": {"values": {}}}
    return _interaction(world, user, "view_closed") | {"view": shape, "is_cleared": is_cleared}


def global_shortcut(world: World, user: User, callback_id: str) -> dict[str, Any]:
    """Return what a shortcut from the composer or the search bar sends: it knows no channel."""
    payload = _interaction(world, user, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": world.triggers.pull(user.id),
        "action_ts": _moment(world),
    }
    payload["user"].pop("name")
    return payload


def message_shortcut(
    world: World, user: User, callback_id: str, message: Message
) -> dict[str, Any]:
    channel = world.workspace.channels[message.channel]
    hook = world.hooks.new("actions", channel.id, user.id)
    return _interaction(world, user, "message_action") | {
        "callback_id": callback_id,
        "trigger_id": world.triggers.pull(user.id, place=channel.id),
        "action_ts": _moment(world),
        "channel": {"id": channel.id, "name": channel_word(channel)},
        "message_ts": message.ts,
        "message": message_shape(message, world.workspace),
        "response_url": world.url + hook.path,
    }
