"""Takes in messages: checks what is to be said, keeps it, and tells the app what it said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.blockkit import block_text_length, message_faults, plain_fallback, with_ids
from sandbox.refused import Refused
from sandbox.shapes import message_shape
from sandbox.text import called, lively_texts, stored, stored_blocks
from sandbox.workspace import Channel, Message, Workspace
from sandbox.world import World

LONGEST_TEXT = 40_000
LONGEST_EDIT = 4_000
LONGEST_BLOCKS = 13_200
LONGEST_MARKDOWN = 12_000
MOST_METADATA_BYTES = 16 * 1024
MOST_ATTACHMENTS = 100
EVENT_KINDS = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


@dataclass
class Content:
    """What a message says, checked and as Slack keeps it."""

    text: str = ""
    blocks: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    metadata: dict[str, Any] | None = None
    warnings: list[str] = field(default_factory=list)


def read_content(sent: Mapping[str, Any], workspace: Workspace, *, edit: bool = False) -> Content:
    """Check a message's text, blocks and metadata, and refuse the whole if any part is wrong."""
    text = str(sent.get("text") or "")
    blocks = _structure(sent.get("blocks"), "invalid_blocks_format")
    attachments = _structure(sent.get("attachments"), "invalid_attachments")
    text, blocks = _with_markdown(str(sent.get("markdown_text") or ""), text, blocks)
    if not (text or blocks or attachments):
        raise Refused("no_text")
    if len(attachments or []) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    content = Content(attachments=attachments, metadata=read_metadata(sent.get("metadata")))
    if blocks:
        refuse_faulty(blocks, workspace)
        content.blocks = stored_blocks(with_ids(blocks), workspace)
        text = text or plain_fallback(blocks)
    content.text = _cut(text, content.warnings, edit=edit)
    links_names = sent.get("parse") == "full" or str(sent.get("link_names")) in {
        "1",
        "true",
        "True",
    }
    content.text = stored(content.text, workspace, names=links_names)
    return content


def refuse_faulty(blocks: Any, workspace: Workspace) -> None:
    """Raise invalid_blocks with every fault, or msg_blocks_too_long."""
    lines = [str(fault) for fault in message_faults(blocks)]
    lines = lines or workspace.files.faults(blocks, workspace.bot.user_id)
    if lines:
        messages = [f"[ERROR] {line}" for line in lines]
        raise Refused("invalid_blocks", errors=lines, response_metadata={"messages": messages})
    if block_text_length(blocks) > LONGEST_BLOCKS:
        raise Refused("msg_blocks_too_long")


def _structure(value: Any, error: str) -> list[dict[str, Any]] | None:
    """Return a list that came as such or as JSON."""
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except ValueError:
            raise Refused(error) from None
    if value in (None, "", []):
        return None
    if not isinstance(value, list):
        raise Refused(error)
    return value


def _with_markdown(markdown: str, text: str, blocks: Any) -> tuple[str, Any]:
    if not markdown:
        return text, blocks
    if text or blocks:
        raise Refused("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long")
    return markdown, [{"type": "markdown", "text": markdown}]


def _cut(text: str, warnings: list[str], *, edit: bool) -> str:
    if edit and len(text) > LONGEST_EDIT:
        raise Refused("msg_too_long")
    if len(text) > LONGEST_TEXT:
        warnings.append("message_truncated")
    return text[:LONGEST_TEXT]


def read_metadata(value: Any) -> dict[str, Any] | None:
    """Return metadata with its two parts; an empty object means that it shall go."""
    if value in (None, ""):
        return None
    try:
        read = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise Refused("invalid_metadata_format") from None
    if read == {}:
        return {}
    match read:
        case {"event_type": str(), "event_payload": dict()}:
            if len(json.dumps(read)) > MOST_METADATA_BYTES:
                raise Refused("metadata_too_large")
            return dict(read)
    raise Refused("invalid_metadata_format")


def post(
    world: World,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str = "",
    broadcast: bool = False,
    only_for: str = "",
) -> Message:
    """Keep what the app says, note whom it pings, and echo it as an event."""
    workspace = world.workspace
    message = Message(
        channel=channel.id,
        ts=workspace.next_ts(world.clock.seconds()),
        user=workspace.bot.user_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=None if only_for else content.metadata or None,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if thread_ts and broadcast else "",
        by_app=True,
        only_for=only_for,
    )
    message.pinged = pinged(message, channel, workspace)
    workspace.keep(message)
    if not only_for:
        echo(world, channel, message)
    return message


def pinged(message: Message, channel: Channel, workspace: Workspace) -> list[str]:
    """Return the ids of those whom this message calls; one for a single reader calls only them."""
    texts = [message.text, *lively_texts(message.blocks)]
    people = called(texts, channel, message.user, workspace)
    if message.only_for:
        return [name for name in people if name == message.only_for]
    return people


def echo(world: World, channel: Channel, message: Message) -> None:
    """Tell the app of a new message where it is a member; its own come back too."""
    if not world.workspace.has_bot(channel):
        return
    shape = message_shape(message, world.workspace)
    place = {"channel": channel.id, "channel_type": EVENT_KINDS[channel.kind]}
    world.events.tell({**shape, **place, "event_ts": message.ts}, channel)


def change(world: World, channel: Channel, message: Message, content: Content) -> None:
    """Put new content into a message that stands; nobody is pinged by that."""
    before = message_shape(message, world.workspace)
    message.text, message.blocks = content.text, content.blocks
    if content.attachments is not None:
        message.attachments = content.attachments
    if content.metadata is not None:
        message.metadata = content.metadata or None
    message.typed = {}
    message.edited_ts = world.workspace.next_ts(world.clock.seconds())
    after = message_shape(message, world.workspace)
    if not message.only_for:
        told = {"message": after, "previous_message": before}
        _tell_hidden(world, channel, "message_changed", told)


def remove(world: World, channel: Channel, message: Message) -> None:
    """Take a message away, as its author or an admin does."""
    before = message_shape(message, world.workspace)
    world.workspace.forget(message)
    if not message.only_for:
        gone = {"deleted_ts": message.ts, "previous_message": before}
        _tell_hidden(world, channel, "message_deleted", gone)


def _tell_hidden(world: World, channel: Channel, subtype: str, more: dict[str, Any]) -> None:
    if not world.workspace.has_bot(channel):
        return
    ts = world.workspace.next_ts(world.clock.seconds())
    event = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id}
    kind = {"channel_type": EVENT_KINDS[channel.kind]}
    world.events.tell({**event, **kind, **more, "ts": ts, "event_ts": ts}, channel)
