"""Draws the elements of blocks that act when used: buttons, ⋯ menus, selects and pickers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sandbox.page.entries import Entry, drawn, held_value
from sandbox.page.markup import Attribute, Safe, tag
from sandbox.page.prose import link, text_drawn
from sandbox.reading import Reader

LOADED = ("https://", "http://")


@dataclass(frozen=True)
class Canvas:
    """A surface that is drawn: for whom, what its elements hold, and how its ids begin."""

    reader: Reader
    values: dict[str, dict[str, dict[str, Any]]]
    prefix: str
    errors: dict[str, str]
    heading: str = "h2"

    def id_of(self, block: dict[str, Any], element: dict[str, Any]) -> str:
        return f"{self.prefix}-{block['block_id']}-{element['action_id']}"

    def held(self, block: dict[str, Any], element: dict[str, Any]) -> Any:
        entries = self.values.get(block["block_id"], {})
        entry = entries.get(element["action_id"])
        return None if entry is None else held_value(element["type"], entry)


def element(canvas: Canvas, block: dict[str, Any], part: dict[str, Any]) -> Safe:
    """Draw one element of a block."""
    match part["type"]:
        case "mrkdwn" | "plain_text":
            return tag("span", text_drawn(canvas.reader, part))
        case "image":
            return image(canvas, part)
        case "button":
            return _button(canvas, block, part)
        case "overflow":
            return _overflow(canvas, block, part)
        case "workflow_button" | "feedback_buttons" | "icon_button" | "file_input":
            return tag("span", canvas.reader.element(part), class_="undrawn")
    return _entry(canvas, block, part)


def image(canvas: Canvas, part: dict[str, Any]) -> Safe:
    """Draw a picture, a file's or another's, or its words where there is nothing to load."""
    words = canvas.reader.plain(str(part["alt_text"]))
    file = str(part.get("slack_file", {}).get("id", ""))
    address = f"/page/files/{quote(file)}" if file else str(part.get("image_url", ""))
    if not (file or address.startswith(LOADED)):
        return tag("span", words, class_="undrawn")
    return tag("img", src=address, alt=words, loading="lazy", referrerpolicy="no-referrer")


def acting(
    canvas: Canvas, block: dict[str, Any], part: dict[str, Any], value: str | None = None
) -> dict[str, Attribute]:
    """Return the attributes by which the page knows what a press or a change means."""
    confirm = part.get("confirm")
    asked = None
    if confirm:
        told = {name: canvas.reader.text(text) for name, text in confirm.items() if name != "style"}
        asked = json.dumps(told)
    return {
        "data_block": block["block_id"],
        "data_action": part["action_id"],
        "data_value": value,
        "data_confirm": asked,
    }


def _button(canvas: Canvas, block: dict[str, Any], part: dict[str, Any]) -> Safe:
    label = text_drawn(canvas.reader, part["text"])
    pressed = tag(
        "button",
        label,
        type="button",
        id=canvas.id_of(block, part),
        class_=f"button {part.get('style', '')}".strip(),
        aria_label=part.get("accessibility_label"),
        data_does="press",
        **acting(canvas, block, part),
    )
    address = part.get("url")
    return pressed if not address else tag("span", pressed, " ", link(str(address), "Open ↗"))


def _overflow(canvas: Canvas, block: dict[str, Any], part: dict[str, Any]) -> Safe:
    items = [
        tag(
            "button",
            text_drawn(canvas.reader, option["text"]),
            type="button",
            data_does="press",
            **acting(canvas, block, part, str(option["value"])),
        )
        for option in part["options"]
    ]
    return menu(canvas.id_of(block, part), "More choices", items)


def menu(identity: str, label: str, items: list[Safe], sign: str = "⋯") -> Safe:
    """Draw a sign that opens a list of things to do."""
    opener = tag("summary", sign, id=identity, aria_label=label, title=label)
    return tag("details", opener, tag("div", items, class_="items"), class_="menu")


def _entry(canvas: Canvas, block: dict[str, Any], part: dict[str, Any]) -> Safe:
    attributes = acting(canvas, block, part) | {"data_does": "choose"}
    placeholder = canvas.reader.text(part.get("placeholder"))
    attributes["aria_label"] = placeholder or part["type"].replace("_", " ")
    entry = Entry(
        canvas.reader, part, canvas.held(block, part), canvas.id_of(block, part), attributes
    )
    return tag("span", drawn(entry), class_="entry", data_holds=entry.holds)
