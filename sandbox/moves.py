"""What changes in a workspace besides messages, each with the events that Slack sends of it."""

from __future__ import annotations

from typing import Any

from sandbox.shapes import user_shape
from sandbox.workspace import Channel, User
from sandbox.world import World


def join(world: World, channel: Channel, user_id: str, inviter: str = "") -> None:
    """Make somebody a member; the app hears of it where it is a member itself."""
    channel.members.append(user_id)
    told = _membership(world, "member_joined_channel", channel, user_id)
    if world.workspace.has_bot(channel):
        world.events.tell(told | ({"inviter": inviter} if inviter else {}), channel)


def leave(world: World, channel: Channel, user_id: str, actor: str = "") -> None:
    """Take somebody out; of its own going the app hears twice."""
    knew = world.workspace.has_bot(channel)
    channel.members.remove(user_id)
    if not knew:
        return
    world.events.tell(_membership(world, "member_left_channel", channel, user_id), channel)
    if user_id == world.workspace.bot.user_id:
        tell_of_channel(world, channel, "left", {"channel": channel.id, "actor_id": actor})


def _membership(world: World, name: str, channel: Channel, user_id: str) -> dict[str, Any]:
    return {
        "type": name,
        "user": user_id,
        "channel": channel.id,
        "channel_type": channel.id[0],
        "team": world.workspace.team.id,
        "event_ts": world.workspace.next_ts(world.clock.seconds()),
    }


def tell_of_channel(world: World, channel: Channel, what: str, more: dict[str, Any]) -> None:
    """Send channel_… or group_…, which the app gets of public channels and of its own."""
    public = channel.kind == "public"
    is_told = public or world.workspace.has_bot(channel) or what == "left"
    name = f"{'channel' if public else 'group'}_{what}"
    stamp = {"event_ts": world.workspace.next_ts(world.clock.seconds())}
    if is_told:
        world.events.tell({"type": name, **more, **stamp}, channel)


def tell_of_user(world: World, user: User, name: str = "user_change") -> None:
    """Send the whole user as they are now."""
    user.updated = int(world.clock.seconds())
    shape = user_shape(user, world.workspace, world.clock.now())
    ts = world.workspace.next_ts(world.clock.seconds())
    stamps = {"cache_ts": user.updated, "event_ts": ts}
    world.events.tell({"type": name, "user": shape, **stamps})
