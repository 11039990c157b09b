"""Draws blocks as people see them, each kind by a function of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.page.elements import Canvas, element, image
from sandbox.page.entries import Entry, drawn
from sandbox.page.markup import Attribute, Safe, joined, tag
from sandbox.page.prose import text_drawn
from sandbox.page.rich_text import rich_text
from sandbox.text import unescaped

Block = dict[str, Any]


def blocks_drawn(canvas: Canvas, blocks: list[Block]) -> Safe:
    return joined(DRAWN.get(block["type"], _as_read)(canvas, block) for block in blocks)


def _section(canvas: Canvas, block: Block) -> Safe:
    texts = [tag("div", text_drawn(canvas.reader, block["text"]))] if "text" in block else []
    if "fields" in block:
        fields = [tag("div", text_drawn(canvas.reader, field)) for field in block["fields"]]
        texts.append(tag("div", fields, class_="fields"))
    beside = block.get("accessory")
    accessory = tag("div", element(canvas, block, beside), class_="beside") if beside else None
    return tag("div", tag("div", texts, class_="said"), accessory, class_="section")


def _header(canvas: Canvas, block: Block) -> Safe:
    return tag(canvas.heading, text_drawn(canvas.reader, block["text"]), class_="header")


def _divider(_: Canvas, __: Block) -> Safe:
    return tag("hr")


def _context(canvas: Canvas, block: Block) -> Safe:
    return tag(
        "div", (element(canvas, block, part) for part in block["elements"]), class_="context"
    )


def _actions(canvas: Canvas, block: Block) -> Safe:
    return tag(
        "div", (element(canvas, block, part) for part in block["elements"]), class_="actions"
    )


def _image(canvas: Canvas, block: Block) -> Safe:
    title = block.get("title")
    caption = tag("figcaption", text_drawn(canvas.reader, title)) if title else None
    return tag("figure", caption, image(canvas, block))


def _rich_text(canvas: Canvas, block: Block) -> Safe:
    return tag("div", rich_text(canvas.reader, block), class_="said")


def _as_read(canvas: Canvas, block: Block) -> Safe:
    """Draw a kind of block that has no look here by its words alone."""
    return tag("div", canvas.reader.blocks([block]), class_="undrawn")


def _input(canvas: Canvas, block: Block) -> Safe:
    part, reader = block["element"], canvas.reader
    identity, error = canvas.id_of(block, part), canvas.errors.get(block["block_id"])
    below = [
        tag("p", text, id=f"{identity}-{name}", class_=name)
        for name, text in (
            ("hint", reader.text(block.get("hint"))),
            ("error", unescaped(error or "")),
        )
        if text
    ]
    described = " ".join(f"{identity}-{n}" for n in _notes(block, error)) or None
    attributes: dict[str, Attribute] = {
        "aria_describedby": described,
        "aria_invalid": "true" if error else None,
    }
    entry = Entry(reader, part, canvas.held(block, part), identity, attributes)
    optional = tag("span", " (optional)", class_="optional") if block.get("optional") else None
    label = joined(text_drawn(reader, block["label"]), optional)
    named = tag("legend", label) if entry.is_listed else tag("label", label, for_=identity)
    return tag(
        "fieldset" if entry.is_listed else "div",
        named,
        drawn(entry),
        below,
        class_="field",
        data_field=block["block_id"],
        data_holds=entry.holds,
        data_dispatches=bool(block.get("dispatch_action")),
    )


def _notes(block: Block, error: str | None) -> list[str]:
    return [name for name, there in (("hint", block.get("hint")), ("error", error)) if there]


DRAWN: Mapping[str, Callable[[Canvas, Block], Safe]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "rich_text": _rich_text,
    "input": _input,
}
