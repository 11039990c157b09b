"""chat.*: posts, ephemeral posts, edits, deletions and links to messages."""

from __future__ import annotations

from typing import Any

from sandbox.posting import Content, change, post, read_content, remove
from sandbox.refused import Refused
from sandbox.shapes import message_shape
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.web_api.places import known_channel, place_to_post, usable
from sandbox.workspace import Channel, Message
from sandbox.world import World


def post_message(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = place_to_post(world, arguments.text("channel"))
    content = read_content(arguments.values, world.workspace)
    arguments.warnings.extend(content.warnings)
    message = post(
        world,
        channel,
        content,
        thread_ts=_parent(world, channel, arguments),
        broadcast=arguments.flag("reply_broadcast"),
    )
    shape = message_shape(message, world.workspace)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def _parent(world: World, channel: Channel, arguments: Arguments) -> str:
    """Return the ts of the message that is replied to, which must be there."""
    thread_ts = arguments.text("thread_ts")
    if not thread_ts:
        return ""
    parent = world.workspace.find(channel.id, thread_ts)
    if parent is None or parent.is_reply:
        raise Refused("cannot_reply_to_message")
    return thread_ts


def post_ephemeral(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = usable(world, known_channel(world, arguments.text("channel")))
    reader = arguments.text("user")
    if reader not in channel.members or world.workspace.users[reader].deactivated:
        raise Refused("user_not_in_channel")
    content = read_content(arguments.values, world.workspace, edit=True)
    thread_ts = _parent(world, channel, arguments)
    message = post(world, channel, content, thread_ts=thread_ts, only_for=reader)
    return {"message_ts": message.ts}


def update(world: World, arguments: Arguments) -> dict[str, Any]:
    channel, message = _own_message(world, arguments, "cant_update_message")
    if channel.archived:
        raise Refused("is_inactive")
    _refuse_late_edit(world, message)
    content = _kept_text(read_content(arguments.values, world.workspace, edit=True), message)
    change(world, channel, message, content)
    shape = message_shape(message, world.workspace)
    answer = {"channel": channel.id, "ts": message.ts, "text": message.text}
    return {**answer, "message": shape}


def _kept_text(content: Content, message: Message) -> Content:
    if not content.text:
        content.text = message.text
    return content


def _refuse_late_edit(world: World, message: Message) -> None:
    window = world.workspace.edit_window_seconds
    if window is not None and world.clock.seconds() - float(message.ts) > window:
        raise Refused("edit_window_closed")


def _own_message(world: World, arguments: Arguments, error: str) -> tuple[Channel, Message]:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find(channel.id, arguments.text("ts"))
    if message is None:
        raise Refused("message_not_found")
    if not message.by_app:
        raise Refused(error)
    return channel, message


def delete(world: World, arguments: Arguments) -> dict[str, Any]:
    channel, message = _own_message(world, arguments, "cant_delete_message")
    remove(world, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(world: World, arguments: Arguments) -> dict[str, Any]:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find(channel.id, arguments.text("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(world, message)}


def permalink(world: World, message: Message) -> str:
    """Return the address of a message; a reply's names its thread."""
    host = f"https://{world.workspace.team.domain}.slack.com"
    address = f"{host}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        return f"{address}?thread_ts={message.thread_ts}&cid={message.channel}"
    return address


WRITE = ("chat:write",)
METHODS = [
    Method("chat.postMessage", post_message, 5, WRITE, ("channel",), takes_json=True),
    Method("chat.postEphemeral", post_ephemeral, 4, WRITE, ("channel", "user"), takes_json=True),
    Method("chat.update", update, 3, WRITE, ("channel", "ts"), takes_json=True),
    Method("chat.delete", delete, 3, WRITE, ("channel", "ts"), takes_json=True),
    Method("chat.getPermalink", get_permalink, 5, (), ("channel", "message_ts")),
]
