"""Finds the channel a call means, and says in Slack's words why the app cannot use it."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.refused import Refused
from sandbox.workspace import Channel, User
from sandbox.world import World

READ_SCOPES = {
    "public": "channels:read",
    "private": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}
HISTORY_SCOPES = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}


def known_channel(world: World, channel_id: str) -> Channel:
    """Return a channel by its id alone, if the app can know of it."""
    channel = world.workspace.channels.get(channel_id)
    hidden = channel is not None and channel.kind != "public"
    if channel is None or (hidden and not world.workspace.has_bot(channel)):
        raise Refused("channel_not_found")
    return channel


def refuse_without(world: World, scope: str) -> None:
    granted = world.manifest.scopes
    if scope not in granted:
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(granted)))


def readable_channel(world: World, channel_id: str) -> Channel:
    """Return a channel whose messages the app may read."""
    channel = known_channel(world, channel_id)
    refuse_without(world, HISTORY_SCOPES[channel.kind])
    if not world.workspace.has_bot(channel):
        raise Refused("not_in_channel")
    return channel


def place_to_post(world: World, wanted: str) -> Channel:
    """Return where a post goes: a channel by id or name, or the app's own DM with a person."""
    workspace = world.workspace
    if wanted in workspace.users:
        return direct_with(world, workspace.users[wanted], lambda: Refused("channel_not_found"))
    names = {channel.name: channel.id for channel in workspace.channels.values() if channel.name}
    channel = known_channel(world, names.get(wanted.removeprefix("#"), wanted))
    return usable(world, channel)


def usable(world: World, channel: Channel) -> Channel:
    """Return the channel if the app may post there."""
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "im":
        refuse_closed_tab(world)
        return channel
    if not world.workspace.has_bot(channel) and "chat:write.public" not in world.manifest.scopes:
        raise Refused("not_in_channel")
    return channel


def refuse_closed_tab(world: World) -> None:
    if not world.manifest.messages_tab:
        raise Refused("messages_tab_disabled")


def direct_with(world: World, user: User, no: Callable[[], Refused]) -> Channel:
    """Return the app's DM with somebody; bots, the deactivated and outsiders have none."""
    if user.bot or user.deactivated or user.stranger:
        raise no()
    refuse_closed_tab(world)
    channel = world.workspace.direct(world.workspace.bot.user_id, user.id)
    channel.created = channel.created or int(world.clock.seconds())
    return channel
