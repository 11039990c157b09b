"""reactions.*: emoji that the app puts under messages."""

from __future__ import annotations

from typing import Any

from sandbox.reacting import NAME, put, take_off
from sandbox.refused import Refused
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.web_api.places import known_channel
from sandbox.workspace import Message
from sandbox.world import World


def add(world: World, arguments: Arguments) -> dict[str, Any]:
    put(*_meant(world, arguments))
    return {}


def remove(world: World, arguments: Arguments) -> dict[str, Any]:
    take_off(*_meant(world, arguments))
    return {}


def _meant(world: World, arguments: Arguments) -> tuple[Message, str, str]:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find(channel.id, arguments.text("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    if not NAME.fullmatch(arguments.text("name")):
        raise Refused("invalid_name")
    return message, world.workspace.bot.user_id, arguments.text("name")


NEEDS = ("channel", "name", "timestamp")
METHODS = [
    Method("reactions.add", add, 3, ("reactions:write",), NEEDS, takes_json=True),
    Method("reactions.remove", remove, 2, ("reactions:write",), NEEDS, takes_json=True),
]
