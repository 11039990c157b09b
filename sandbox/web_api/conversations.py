"""conversations.*: what channels there are, who is in them, and what was said there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.moves import join
from sandbox.refused import Refused
from sandbox.shapes import channel_shape, message_shape
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.web_api.pages import page_of
from sandbox.web_api.places import (
    READ_SCOPES,
    direct_with,
    known_channel,
    readable_channel,
    refuse_without,
)
from sandbox.workspace import Channel, Message
from sandbox.world import World

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST_PEOPLE = 8
FAR_FUTURE = "99999999999.999999"


def open_direct(world: World, arguments: Arguments) -> dict[str, Any]:
    """conversations.open: the app's DM with one person, or a group DM with up to eight."""
    people = arguments.words("users")
    if arguments.text("channel"):
        channel = known_channel(world, arguments.text("channel"))
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > MOST_PEOPLE:
        raise Refused("too_many_users")
    for name in people:
        _refuse_unfit(world, name)
    refuse_without(world, "im:write" if len(people) == 1 else "mpim:write")
    bot, workspace = world.workspace.bot.user_id, world.workspace
    was_open = workspace.has_direct(bot, *people)
    channel = workspace.direct(bot, *people)
    if len(people) == 1:
        channel = direct_with(world, workspace.users[people[0]], lambda: Refused("user_not_found"))
    known = {"no_op": True, "already_open": True} if was_open else {}
    whole = channel_shape(channel, workspace) if arguments.flag("return_im") else {}
    return {**known, "channel": {"id": channel.id, **whole}}


def _refuse_unfit(world: World, name: str) -> None:
    user = world.workspace.users.get(name)
    if user is None:
        raise Refused("user_not_found")
    if user.deactivated:
        raise Refused("user_disabled")
    if user.stranger:
        raise Refused("user_not_visible")
    if user.bot:
        raise Refused("invalid_user_combination")


def info(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(world, arguments.text("channel"))
    refuse_without(world, READ_SCOPES[channel.kind])
    shape = channel_shape(channel, world.workspace)
    if arguments.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"channel": shape}


def members(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(world, arguments.text("channel"))
    refuse_without(world, READ_SCOPES[channel.kind])
    page, cursor = page_of(channel.members, arguments)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def list_all(world: World, arguments: Arguments) -> dict[str, Any]:
    bot = world.workspace.has_bot
    found = [c for c in _wanted(world, arguments) if c.kind == "public" or bot(c)]
    page, cursor = page_of(found, arguments)
    shapes = [{**channel_shape(c, world.workspace), "num_members": len(c.members)} for c in page]
    return {"channels": shapes, "response_metadata": {"next_cursor": cursor}}


def list_of_user(world: World, arguments: Arguments) -> dict[str, Any]:
    """users.conversations: where somebody is; without a user, where the app itself is."""
    bot = world.workspace.bot.user_id
    user = arguments.text("user") or bot
    found = [
        channel
        for channel in _wanted(world, arguments)
        if user in channel.members and (channel.kind == "public" or bot in channel.members)
    ]
    page, cursor = page_of(found, arguments)
    shapes = [channel_shape(channel, world.workspace) for channel in page]
    for shape in shapes:
        shape.pop("is_member", None)
    return {"channels": shapes, "response_metadata": {"next_cursor": cursor}}


def _wanted(world: World, arguments: Arguments) -> Iterable[Channel]:
    """Return the channels of the kinds that were asked for and that the scopes allow."""
    types = arguments.words("types") or ["public_channel"]
    if not set(types) <= set(KINDS):
        raise Refused("invalid_types")
    kinds = {KINDS[name] for name in types}
    for kind in sorted(kinds):
        refuse_without(world, READ_SCOPES[kind])
    skip_archived = arguments.flag("exclude_archived")
    return [
        channel
        for channel in world.workspace.channels.values()
        if channel.kind in kinds and not (skip_archived and channel.archived)
    ]


def history(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = readable_channel(world, arguments.text("channel"))
    stored = world.workspace.in_channel(channel.id)
    found = [m for m in reversed(stored) if m.is_in_channel and _within(m, arguments)]
    return _messages(world, arguments, found)


def replies(world: World, arguments: Arguments) -> dict[str, Any]:
    """conversations.replies: the parent first, then its replies, oldest first."""
    channel = readable_channel(world, arguments.text("channel"))
    parent = world.workspace.find(channel.id, arguments.text("ts"))
    if parent is None:
        raise Refused("thread_not_found")
    thread = world.workspace.replies(channel.id, parent.ts)
    return _messages(world, arguments, [parent, *(m for m in thread if _within(m, arguments))])


def _within(message: Message, arguments: Arguments) -> bool:
    oldest, latest = arguments.text("oldest") or "0", arguments.text("latest") or FAR_FUTURE
    try:
        first, last, ts = float(oldest), float(latest), float(message.ts)
    except ValueError:
        raise Refused("invalid_ts_oldest") from None
    return first <= ts <= last if arguments.flag("inclusive") else first < ts < last


def _messages(world: World, arguments: Arguments, found: list[Message]) -> dict[str, Any]:
    page, cursor = page_of(found, arguments)
    whole = arguments.flag("include_all_metadata")
    answer: dict[str, Any] = {
        "messages": [message_shape(m, world.workspace, all_metadata=whole) for m in page],
        "has_more": bool(cursor),
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def join_channel(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(world, arguments.text("channel"))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    shape = {"channel": channel_shape(channel, world.workspace)}
    if world.workspace.has_bot(channel):
        return {**shape, "warning": "already_in_channel"}
    join(world, channel, world.workspace.bot.user_id)
    return {"channel": channel_shape(channel, world.workspace)}


READ = tuple(READ_SCOPES.values())
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = [
    Method("conversations.open", open_direct, 3, takes_json=True),
    Method("conversations.info", info, 3, READ, ("channel",)),
    Method("conversations.members", members, 4, READ, ("channel",)),
    Method("conversations.list", list_all, 2, READ),
    Method("users.conversations", list_of_user, 3, READ),
    Method("conversations.history", history, 3, HISTORY, ("channel",), takes_json=True),
    Method("conversations.replies", replies, 3, HISTORY, ("channel", "ts")),
    Method(
        "conversations.join", join_channel, 3, ("channels:join",), ("channel",), takes_json=True
    ),
]
