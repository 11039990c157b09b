"""Takes in what the app answered: to a command, to a submission, or by a response URL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit import block_text_length, input_block_ids
from sandbox.hooks import Hook
from sandbox.posting import Content, change, post, read_content, remove
from sandbox.refused import Refused
from sandbox.views import View
from sandbox.workspace import Channel, Message
from sandbox.world import World

TRUE = {True, "true", "True"}
MOST_BLOCKS = 30
MOST_CHARACTERS = 8_000


def answer_command(world: World, channel: Channel, user_id: str, answer: Any) -> list[Message]:
    """Show the answer to a command, or refuse a body that Slack could not read."""
    if answer in (None, "", {}):
        return []
    body = {"text": answer} if isinstance(answer, str) else answer
    if not isinstance(body, dict):
        raise Refused("invalid_command_response")
    content = read_content(body, world.workspace)
    _refuse_long(content)
    in_channel = body.get("response_type") == "in_channel"
    return [post(world, channel, content, only_for="" if in_channel else user_id)]


def _refuse_long(content: Content) -> None:
    """Hold the bound that we set ourselves, since Slack documents none."""
    length = max(len(content.text), block_text_length(content.blocks or []))
    if len(content.blocks or []) > MOST_BLOCKS or length > MOST_CHARACTERS:
        raise Refused("invalid_command_response")


def answer_by_hook(world: World, hook: Hook, body: Mapping[str, Any]) -> None:
    """Post, replace or delete for one use of a response URL."""
    channel = world.workspace.channels[hook.channel]
    source = hook.source
    if body.get("delete_original") in TRUE and source is not None:
        remove_source(world, channel, source)
    if not (body.get("text") or body.get("blocks") or body.get("attachments")):
        if body.get("delete_original") in TRUE:
            return
        raise Refused("no_text")
    content = read_content(body, world.workspace)
    if source is not None and _replaces(body) and not _is_gone(world, source):
        change(world, channel, source, content)
        return
    thread_ts = str(body.get("thread_ts") or (source.thread_ts if source else ""))
    in_channel = body.get("response_type") == "in_channel"
    only_for = "" if in_channel else hook.user
    post(world, channel, content, thread_ts=thread_ts, only_for=only_for)


def _replaces(body: Mapping[str, Any]) -> bool:
    """Say whether the source is replaced; with thread_ts Slack does so unless told not to."""
    return body.get("replace_original", bool(body.get("thread_ts"))) in TRUE


def remove_source(world: World, channel: Channel, source: Message) -> None:
    if not _is_gone(world, source):
        remove(world, channel, source)


def _is_gone(world: World, message: Message) -> bool:
    workspace = world.workspace
    if message.only_for:
        return message not in workspace.ephemerals.get(message.only_for, [])
    return workspace.find(message.channel, message.ts) is not message


def answer_submission(world: World, view: View, answer: Any) -> None:
    """Do what response_action says; Refused means that the person reads of trouble connecting."""
    if answer in (None, "", {}):
        world.views.close(view)
        return
    action = answer.get("response_action") if isinstance(answer, dict) else None
    match action:
        case "clear":
            world.views.clear(view.user)
        case "errors":
            view.errors = _errors(view, answer.get("errors"))
        case "update":
            world.views.update(view, _view(answer))
        case "push":
            world.views.push(_view(answer), view.user, view.id)
        case _:
            raise Refused("invalid_response_action")


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Return errors, each below an input; any other key spoils the whole answer."""
    fits = isinstance(errors, dict) and errors and set(errors) <= input_block_ids(view.body)
    if not fits or not all(isinstance(said, str) and said for said in errors.values()):
        raise Refused("invalid_errors")
    return dict(errors)


def _view(answer: Mapping[str, Any]) -> dict[str, Any]:
    body = answer.get("view")
    if not isinstance(body, dict):
        raise Refused("invalid_view")
    return body
