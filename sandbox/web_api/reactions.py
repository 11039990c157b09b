"""reactions.*: emoji that the app puts under messages."""

from __future__ import annotations

import re
from typing import Any

from sandbox.refused import Refused
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.web_api.places import known_channel
from sandbox.workspace import Message
from sandbox.world import World

NAME = re.compile(r"[a-z0-9_+\-']+(::skin-tone-[2-6])?")


def add(world: World, arguments: Arguments) -> dict[str, Any]:
    message, name, bot = _meant(world, arguments)
    if bot in message.reactions.get(name, []):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(bot)
    return {}


def remove(world: World, arguments: Arguments) -> dict[str, Any]:
    message, name, bot = _meant(world, arguments)
    if bot not in message.reactions.get(name, []):
        raise Refused("no_reaction")
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    return {}


def _meant(world: World, arguments: Arguments) -> tuple[Message, str, str]:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find(channel.id, arguments.text("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    if not NAME.fullmatch(arguments.text("name")):
        raise Refused("invalid_name")
    return message, arguments.text("name"), world.workspace.bot.user_id


NEEDS = ("channel", "name", "timestamp")
METHODS = [
    Method("reactions.add", add, 3, ("reactions:write",), NEEDS, takes_json=True),
    Method("reactions.remove", remove, 2, ("reactions:write",), NEEDS, takes_json=True),
]
