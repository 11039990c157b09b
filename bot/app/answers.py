"""From a handler's answer to what Slack needs: an acknowledgement, a modal, an ephemeral line."""

import json
import logging
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any, Protocol

from slack_bolt.response import BoltResponse
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.errors import SlackWasSlow
from bot.routes import Answer, Pressed, Shortcut, Submitted, Typed
from bot.views.refusals import input_blocks, message_modal, refusal, sentence, with_on_top
from bot.views.surface import Message

log = logging.getLogger(__name__)

# Our own limits for what is said at once: Slack documents none (engineering rule 26).
MOST_BLOCKS = 30
MOST_CHARACTERS = 8000
# A response_url works five times; one use is kept for whatever the person does next.
MOST_PAGES = 4
JSON = "application/json; charset=utf-8"


class Windows(Protocol):
    """What a trigger or a response_url allows: each call is tried once, within a second or two."""

    async def open_view(self, trigger_id: str, view: View) -> bool: ...

    async def push_view(self, trigger_id: str, view: View) -> bool: ...

    async def update_view(self, view_id: str, view: View, *, hash_: str = "") -> bool: ...

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> bool: ...

    async def whisper(
        self, channel_id: str, person_id: str, payload: Mapping[str, Any]
    ) -> bool: ...


class Answers:
    """One method per kind of request; each ends with the acknowledgement, which leaves last."""

    def __init__(
        self, windows: Windows, later: Callable[[Coroutine[Any, Any, Any]], None], command: str
    ) -> None:
        self._windows = windows
        self._later = later
        self._command = command

    async def to_command(self, typed: Typed, answer: Answer) -> BoltResponse:
        opened = answer.modal and await self._open(typed.trigger_id, answer.modal)
        if opened or (answer.modal is None and answer.message is None):
            return acknowledged()
        message = answer.message or self._too_slow()
        said = message.payload()
        if not _fits(said):
            first, *rest = pages(message)
            said = first.payload()
            for page in rest[:MOST_PAGES]:
                self._respond(typed.response_url, page)
        return acknowledged({"response_type": "ephemeral", **said})

    async def to_press(self, pressed: Pressed, answer: Answer) -> BoltResponse:
        if pressed.view_type == "modal":
            await self._change_modal(pressed, answer)
        else:
            # The Home tab has no response_url: what is said there is said in a modal.
            await self._show(answer, pressed.trigger_id, pressed.response_url)
        return acknowledged()

    async def to_shortcut(self, shortcut: Shortcut, answer: Answer) -> BoltResponse:
        await self._show(answer, shortcut.trigger_id, shortcut.response_url)
        return acknowledged()

    async def to_submission(self, form: Submitted, answer: Answer) -> BoltResponse:
        if answer.errors:
            return acknowledged(_errors(form, answer))
        if answer.modal is not None:
            action = "push" if answer.pushed else "update"
            return acknowledged({"response_action": action, "view": answer.modal.to_dict()})
        if answer.message is None:
            return acknowledged()
        if answer.response_url:
            self._respond(answer.response_url, answer.message)
            return acknowledged()
        view = message_modal(answer.message, _title(form.view))
        return acknowledged({"response_action": "update", "view": view.to_dict()})

    def to_outsider(self, line: Typed, answer: Answer) -> BoltResponse:
        """Answer a line that is not to be recorded: a notice would be."""
        if answer.message is not None:
            said = answer.message.payload()
            self._later(self._windows.whisper(line.channel_id, line.user_id, said))
        return acknowledged()

    async def _show(self, answer: Answer, trigger_id: str | None, response_url: str) -> None:
        """Open the modal, or say the message where it belongs."""
        if answer.modal is not None and await self._open(trigger_id, answer.modal):
            return
        message = answer.message or (self._too_slow() if answer.modal else None)
        if message is None:
            return
        url = answer.response_url or response_url
        if url:
            self._respond(url, message, replaces=answer.replaces)
        elif answer.modal is None:
            await self._open(trigger_id, message_modal(message))

    async def _change_modal(self, pressed: Pressed, answer: Answer) -> None:
        view_id, hash_ = str(pressed.view.get("id", "")), str(pressed.view.get("hash", ""))
        if answer.modal is not None and answer.pushed:
            done = await self._windows.push_view(pressed.trigger_id or "", answer.modal)
        elif answer.modal is not None:
            done = await self._windows.update_view(view_id, answer.modal, hash_=hash_)
        else:
            done = answer.message is None
        if done:
            return
        view = self._modal_saying(pressed, answer)
        # Later, since the calls above may have used up the time there was.
        self._later(self._windows.update_view(view_id, view))

    def _modal_saying(self, pressed: Pressed, answer: Answer) -> View:
        """Return the modal with an answer: on top, unless nothing in it is being filled in."""
        message = answer.message or self._too_slow()
        if answer.modal is None and not input_blocks(pressed.view):
            return message_modal(message, _title(pressed.view))
        return with_on_top(pressed.view, message)

    async def _open(self, trigger_id: str | None, view: View) -> bool:
        return bool(trigger_id) and await self._windows.open_view(trigger_id or "", view)

    def _respond(self, response_url: str, message: Message, *, replaces: bool = False) -> None:
        said = {"response_type": "ephemeral", "replace_original": replaces, **message.payload()}
        self._later(self._windows.respond(response_url, said))

    def _too_slow(self) -> Message:
        return refusal(SlackWasSlow(), self._command)


def acknowledged(body: dict[str, Any] | None = None) -> BoltResponse:
    """Return an acknowledgement; without a body, Slack closes the view or just shows nothing."""
    if body is None:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": JSON})


def pages(message: Message) -> list[Message]:
    """Return the message in as many parts as our limits ask for: nothing of it gets lost."""
    parts = list(_parts(message.blocks, _room_beside(message.text)))
    if len(parts) > 1:
        log.info("An answer of %d blocks leaves in %d parts.", len(message.blocks), len(parts))
    return [Message(message.text, part) for part in parts] or [message]


def _fits(said: Mapping[str, Any]) -> bool:
    """Tell whether a message can leave as one, as nearly all can: it is then drawn only once."""
    blocks = said["blocks"]
    return len(blocks) <= MOST_BLOCKS and _characters(blocks) <= _room_beside(said["text"])


def _room_beside(text: str) -> int:
    return MOST_CHARACTERS - len(text) - 200


def _parts(blocks: Sequence[Block], room: int) -> Iterator[list[Block]]:
    part: list[Block] = []
    used = 0
    for block in blocks:
        size = _characters(block.to_dict())
        if part and (len(part) == MOST_BLOCKS or used + size > room):
            yield part
            part, used = [], 0
        part.append(block)
        used += size
    if part:
        yield part


def _characters(part: Any) -> int:
    """Count what is read of a block, its labels and options included."""
    if isinstance(part, dict):
        said = part.get("text")
        own = len(said) if isinstance(said, str) else 0
        return own + sum(map(_characters, part.values()))
    return sum(map(_characters, part)) if isinstance(part, list) else 0


def _errors(form: Submitted, answer: Answer) -> dict[str, Any]:
    """Return the errors under input blocks: anywhere else Slack only says “trouble connecting”."""
    fields = input_blocks(form.view)
    shown = {block: said for block, said in answer.errors.items() if block in fields}
    if shown:
        return {"response_action": "errors", "errors": shown}
    said = " ".join(answer.errors.values())
    if fields:
        return {"response_action": "errors", "errors": {fields[0]: said}}
    view = with_on_top(form.view, sentence(said))
    return {"response_action": "update", "view": view.to_dict()}


def _title(view: Mapping[str, Any]) -> str:
    title = view.get("title")
    return str(title.get("text", "cxbot")) if isinstance(title, dict) else "cxbot"
