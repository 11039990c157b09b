"""The commands that Slack answers itself: /invite, /remove, /join and /leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.moves import join, leave
from sandbox.page.places import Look
from sandbox.workspace import Channel, User


@dataclass(frozen=True)
class OwnCommand:
    """What one types after it, what it does, and the doing, which returns what Slack says."""

    hint: str
    description: str
    do: Callable[[Look, Channel, str], str]


def answer(look: Look, line: str) -> str | None:
    """Do what a line asks of Slack, or return nothing when it is for an app."""
    name, _, rest = line.partition(" ")
    command = OWN.get(name)
    if command is None or name in look.slack.world.manifest.commands:
        return None
    channel = look.channel
    if channel is None or channel.is_direct:
        return f"{name} works in channels only."
    return command.do(look, channel, rest.strip())


def enter(look: Look, channel: Channel) -> str:
    """Make the person a member, as Join does."""
    if look.user.id not in channel.members:
        join(look.slack.world, channel, look.user.id)
    return ""


def _invite(look: Look, channel: Channel, rest: str) -> str:
    return _each_named(look, rest, lambda user: _invited(look, channel, user))


def _invited(look: Look, channel: Channel, user: User) -> str:
    if look.user.id not in channel.members:
        return f"Join #{channel.name} first."
    if user.id in channel.members:
        return f"{user.real_name} is in #{channel.name} already."
    join(look.slack.world, channel, user.id, look.user.id)
    return f"{user.real_name} is in #{channel.name} now."


def _remove(look: Look, channel: Channel, rest: str) -> str:
    return _each_named(look, rest, lambda user: _removed(look, channel, user))


def _removed(look: Look, channel: Channel, user: User) -> str:
    if user.id not in channel.members:
        return f"{user.real_name} is not in #{channel.name}."
    leave(look.slack.world, channel, user.id, look.user.id)
    return f"{user.real_name} was taken out of #{channel.name}."


def _join(look: Look, channel: Channel, rest: str) -> str:
    wanted = look.person.place_seen(rest) if rest else channel
    enter(look, wanted)
    return f"You are in #{wanted.name} now."


def _leave(look: Look, channel: Channel, _: str) -> str:
    if look.user.id in channel.members:
        leave(look.slack.world, channel, look.user.id, look.user.id)
    return f"You have left #{channel.name}."


def _each_named(look: Look, rest: str, do: Callable[[User], str]) -> str:
    names = [word for word in rest.split() if word.startswith("@")]
    if not names:
        return "Name somebody: @ben"
    return " ".join(do(look.workspace.user(name)) for name in names)


OWN = {
    "/invite": OwnCommand("@cxbot", "Bring somebody into this channel", _invite),
    "/remove": OwnCommand("@cxbot", "Take somebody out of this channel", _remove),
    "/join": OwnCommand("#support", "Go into a channel", _join),
    "/leave": OwnCommand("", "Leave this channel", _leave),
}
