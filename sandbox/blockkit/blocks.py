"""Slack's blocks: one table of fields for each, and the surfaces it may stand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.charts import CHART
from sandbox.blockkit.elements import (
    BUTTON,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements,
)
from sandbox.blockkit.objects import ID, ONE_PICTURE, PICTURE, WEB_LINK, plain, text, texts
from sandbox.blockkit.rich_text import RICH_TEXT, RICH_TEXT_BLOCK
from sandbox.blockkit.rules import (
    Agreement,
    Choice,
    Fault,
    Faults,
    Kind,
    Many,
    Must,
    Nullable,
    Number,
    Rule,
    Thing,
    Truth,
    Words,
    at_least_one,
    at_most_one,
)

MESSAGE, MODAL, HOME = "message", "modal", "home"
EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})
NOT_IN_MODALS = frozenset({MESSAGE, HOME})


@dataclass(frozen=True)
class Block:
    """What a block holds and where it may stand."""

    thing: Thing
    surfaces: frozenset[str] = EVERYWHERE


def _block(fields: Mapping[str, Rule], *also: Agreement) -> Thing:
    return Thing({**fields, "block_id": ID}, also)


def no_dispatch_for_files(block: Mapping[str, Any], pointer: str) -> Faults:
    if block["element"]["type"] == "file_input" and block.get("dispatch_action"):
        yield Fault(f"{pointer}/dispatch_action", "must not be used with a `file_input`")


def rows_of_one_length(block: Mapping[str, Any], pointer: str) -> Faults:
    for place, row in enumerate(block["rows"]):
        if len(row) != len(block["rows"][0]):
            yield Fault(f"{pointer}/rows/{place}", "must have as many cells as the first row")


def _header_of_words(block: Mapping[str, Any], pointer: str) -> Faults:
    for place, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            yield Fault(f"{pointer}/rows/0/{place}/type", "unsupported type: rich_text")


def _divided_or_collapsible(block: Mapping[str, Any], pointer: str) -> Faults:
    if block.get("has_header_divider") and block.get("is_collapsible"):
        yield Fault(f"{pointer}/has_header_divider", "must not be used with `is_collapsible`")


IMAGE = Kind(elements(frozenset({"image"})))
BUTTONS = Many(Kind({"button": BUTTON}), most=3)
CELL = Kind(
    {
        "raw_text": Thing({"text": Must(Words())}),
        "raw_number": Thing({"value": Must(Number(whole=False)), "text": Words()}),
        "rich_text": RICH_TEXT_BLOCK,
    }
)
COLUMN = Thing({"align": Choice(("left", "center", "right")), "is_wrapped": Truth()})
NAMED_ICON = Thing({"type": Must(Choice(("icon",))), "name": Must(Words())})
TASK: dict[str, Rule] = {
    "task_id": Must(Words()),
    "title": Must(Words()),
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": Many(Kind(elements(frozenset({"url"})))),
}
DONE_STATES = ("in_progress", "complete", "error")
CARD = _block(
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "slack_icon": NAMED_ICON,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": BUTTONS,
    },
    at_least_one("hero_image", "title", "actions", "body"),
    at_most_one("icon", "slack_icon"),
)

SIMPLE: dict[str, Block] = {
    "section": Block(
        _block(
            {
                "text": text(3000),
                "fields": Many(text(2000), most=10),
                "accessory": Kind(elements(IN_SECTION)),
                "expand": Truth(),
            },
            at_least_one("text", "fields"),
        )
    ),
    "header": Block(_block({"text": Must(plain(150)), "level": Number(1, 4)})),
    "divider": Block(_block({})),
    "context": Block(
        _block(
            {"elements": Must(Many(Kind({**elements(frozenset({"image"})), **texts()}), most=10))}
        )
    ),
    "actions": Block(
        _block({"elements": Must(Many(Kind(elements(IN_ACTIONS)), most=25))}),
    ),
    "input": Block(
        _block(
            {
                "label": Must(plain(2000)),
                "element": Must(Kind(elements(IN_INPUT))),
                "hint": plain(2000),
                "optional": Truth(),
                "dispatch_action": Truth(),
            },
            no_dispatch_for_files,
        )
    ),
    "image": Block(_block({**PICTURE, "title": plain(2000)}, *ONE_PICTURE)),
    "rich_text": Block(RICH_TEXT_BLOCK),
    "video": Block(
        _block(
            {
                "title": Must(plain(199)),
                "title_url": WEB_LINK,
                "video_url": Must(WEB_LINK),
                "thumbnail_url": Must(WEB_LINK),
                "alt_text": Must(Words()),
                "description": plain(199),
                "author_name": Words(49),
                "provider_name": Words(),
                "provider_icon_url": WEB_LINK,
            }
        )
    ),
    "table": Block(
        _block(
            {
                "rows": Must(Many(Many(CELL, most=20), most=100)),
                "column_settings": Many(Nullable(COLUMN), most=20),
            }
        ),
        NOT_IN_MODALS,
    ),
}
CHILD = Kind({kind: block.thing for kind, block in SIMPLE.items()})

BLOCKS: dict[str, Block] = {
    **SIMPLE,
    "markdown": Block(_block({"text": Must(Words())}), frozenset({MESSAGE})),
    "data_table": Block(
        _block(
            {
                "caption": Must(Words()),
                "rows": Must(Many(Many(CELL, most=20), most=201, least=2)),
                "page_size": Number(1, 100),
                "row_header_column_index": Number(0, 19),
            },
            rows_of_one_length,
            _header_of_words,
        ),
        NOT_IN_MODALS,
    ),
    "data_visualization": Block(
        _block({"title": Must(Words(50)), "chart": Must(CHART)}), frozenset({MESSAGE})
    ),
    "card": Block(CARD),
    "carousel": Block(
        _block({"elements": Must(Many(Kind({"card": CARD}), most=10))}), NOT_IN_MODALS
    ),
    "alert": Block(
        _block(
            {
                "text": Must(text(200)),
                "level": Choice(("default", "info", "warning", "error", "success")),
            }
        ),
        frozenset({MODAL}),
    ),
    "container": Block(
        _block(
            {
                "child_blocks": Must(Many(CHILD, most=10)),
                "title": plain(150),
                "rich_text_title": RICH_TEXT,
                "subtitle": plain(150),
                "width": Choice(("narrow", "standard", "wide", "full")),
                "icon": IMAGE,
                "is_collapsible": Truth(),
                "default_collapsed": Truth(),
                "has_header_divider": Truth(),
            },
            at_least_one("title", "rich_text_title"),
            at_most_one("title", "rich_text_title"),
            _divided_or_collapsible,
        ),
        NOT_IN_MODALS,
    ),
    "context_actions": Block(
        _block(
            {
                "elements": Must(
                    Many(Kind(elements(frozenset({"feedback_buttons", "icon_button"}))), most=5)
                )
            }
        ),
        frozenset({MESSAGE}),
    ),
    "task_card": Block(_block({**TASK, "status": Must(Choice(DONE_STATES))}), frozenset({MESSAGE})),
    "plan": Block(
        _block(
            {
                "title": Must(Words()),
                "tasks": Many(
                    Kind(
                        {
                            "task_card": _block(
                                {**TASK, "status": Must(Choice((*DONE_STATES, "pending")))}
                            )
                        }
                    )
                ),
            }
        ),
        frozenset({MESSAGE}),
    ),
    "call": Block(_block({"call_id": Must(Words())}), frozenset({MESSAGE})),
}


def blocks_of(surface: str) -> Kind:
    allowed = {kind: block.thing for kind, block in BLOCKS.items() if surface in block.surfaces}
    return Kind(allowed)
