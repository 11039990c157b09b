"""Reactions that people put under messages: the app hears of them where it is a member."""

from __future__ import annotations

import re

from sandbox.refused import Refused
from sandbox.workspace import Channel, Message
from sandbox.world import World

NAME = re.compile(r"[a-z0-9_+\-']+(::skin-tone-[2-6])?")
OFFERED = ("raised_hands", "clap", "tada", "heart", "pray", "+1", "heavy_plus_sign")


def put(message: Message, user_id: str, name: str) -> None:
    """Put a reaction under a message; each person puts each one once."""
    if not NAME.fullmatch(name):
        raise Refused("invalid_name")
    if user_id in message.reactions.get(name, []):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(user_id)


def take_off(message: Message, user_id: str, name: str) -> None:
    if user_id not in message.reactions.get(name, []):
        raise Refused("no_reaction")
    message.reactions[name].remove(user_id)
    if not message.reactions[name]:
        del message.reactions[name]


def tell(
    world: World, channel: Channel, message: Message, user_id: str, told: tuple[str, str]
) -> None:
    """Tell the app of a reaction that was added or removed; `told` is which event, and its name."""
    kind, name = told
    if message.only_for or not world.workspace.has_bot(channel):
        return
    event = {
        "type": kind,
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.user,
        "event_ts": world.workspace.next_ts(world.clock.seconds()),
    }
    world.events.tell(event, channel)
