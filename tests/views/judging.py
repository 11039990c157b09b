"""What is wrong with something drawn: by Slack's rules, and by ours."""

import re
from collections.abc import Iterator

from slack_sdk.models.views import View

from bot.app.answers import MOST_BLOCKS, MOST_CHARACTERS, pages
from bot.views.text import CUT
from sandbox.blockkit import message_faults, view_faults

UPDATE_MOST = 4000  # Characters of `text` that chat.update takes (slack-platform 3.5).
LABEL_MOST = 24
INPUTS_MOST = 6
MARK = r"<(?:https?://[^<>|]+(?:\|[^<>]+)?|[@#][A-Z0-9]+(?:\|[^<>]+)?|!date\^[^<>]+)>"
ENTITY = r"&(?:amp|lt|gt);"


def payload_of(thing):
    return thing.to_dict() if isinstance(thing, View) else thing.payload()


def faults_of(thing):
    """Return a sentence for each fault; nothing when it is as it must be."""
    payload = payload_of(thing)
    own = view_of(thing, payload) if isinstance(thing, View) else message_of(thing, payload)
    return [*own, *(fault for part in parts_of(payload) for fault in part_faults(part))]


def view_of(thing, payload) -> Iterator[str]:
    yield from map(str, view_faults(payload, published=thing.type == "home"))
    inputs = [block for block in payload["blocks"] if block["type"] == "input"]
    if len(inputs) > INPUTS_MOST:
        yield f"{len(inputs)} inputs"
    if any(not block.get("block_id") for block in inputs):
        yield "an input without a block_id loses what was typed when it is drawn again"


def message_of(thing, payload) -> Iterator[str]:
    yield from map(str, message_faults(payload["blocks"]))
    if not 0 < len(payload["text"]) <= UPDATE_MOST:
        yield f"text of {len(payload['text'])} characters"
    yield from marks_in(payload["text"])


def answer_faults(thing) -> Iterator[str]:
    """What is wrong with a message as an acknowledgement."""
    for page in pages(thing):
        characters = len(page.text) + sum(map(text_length, page.payload()["blocks"]))
        if len(page.blocks) > MOST_BLOCKS or characters > MOST_CHARACTERS:
            yield f"{len(page.blocks)} blocks, {characters} characters in one answer"


def parts_of(payload) -> Iterator[dict]:
    """Give every object in a payload, however deep."""
    if isinstance(payload, dict):
        yield payload
    inner = payload.values() if isinstance(payload, dict) else payload
    for part in inner if isinstance(payload, dict | list) else ():
        yield from parts_of(part)


def part_faults(part) -> Iterator[str]:
    if part.get("type") == "mrkdwn":
        if part.get("verbatim") is not True:
            yield f"not verbatim: {part['text'][:60]}"
        yield from marks_in(part["text"])
    if part.get("type") == "image" and not part.get("alt_text"):
        yield "an image without alt_text"
    label = label_of(part)
    if len(label) > LABEL_MOST or label.endswith(CUT):
        yield f"a long label: {label}"


def label_of(part) -> str:
    """Return what stands on a button, in our menus, or on top of a modal."""
    if part.get("type") == "button":
        return part["text"]["text"]
    if part.get("type") == "overflow":
        return max((option["text"]["text"] for option in part["options"]), key=len)
    if part.get("type") == "modal":
        own = (part[name]["text"] for name in ("title", "submit", "close") if part.get(name))
        return max(own, key=len)
    return ""


def marks_in(text) -> Iterator[str]:
    """Find marks that are torn, that call people, or that are no marks of ours."""
    rest = re.sub(f"{MARK}|{ENTITY}", "", text)
    if torn := re.search(r"[<&].{0,20}", rest):
        yield f"torn, or not escaped: {torn[0]}"


def text_length(part) -> int:
    if isinstance(part, dict):
        own = part.get("text")
        length = len(own) if isinstance(own, str) else 0
        return length + sum(map(text_length, part.values()))
    return sum(map(text_length, part)) if isinstance(part, list) else 0
