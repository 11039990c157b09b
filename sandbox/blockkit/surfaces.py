"""What Slack asks of a whole message, modal or Home tab, beyond each block by itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from sandbox.blockkit.blocks import HOME, MESSAGE, MODAL, blocks_of
from sandbox.blockkit.objects import plain
from sandbox.blockkit.parts import elements_of, every_block, every_element
from sandbox.blockkit.rules import (
    Choice,
    Fault,
    Faults,
    Many,
    Must,
    Rule,
    Schemas,
    Thing,
    Truth,
    Words,
)

Blocks = Sequence[dict[str, Any]]
MARKDOWN_TOTAL = 12_000
CHARTS_IN_A_MESSAGE = 2
TABLES = frozenset({"table", "data_table"})

MESSAGE_BLOCKS = Many(blocks_of(MESSAGE), most=50, least=0)


def _view(surface: str, **fields: Rule) -> Rule:
    return Thing(
        {
            "type": Must(Choice((surface,))),
            "blocks": Must(Many(blocks_of(surface), most=100, least=0)),
            "private_metadata": Words(3000, least=0),
            "callback_id": Words(255, least=0),
            "external_id": Words(255, least=0),
            **fields,
        }
    )


VIEWS = {
    MODAL: _view(
        MODAL,
        title=Must(plain(24)),
        submit=plain(24),
        close=plain(24),
        clear_on_close=Truth(),
        notify_on_close=Truth(),
    ),
    HOME: _view(HOME),
}


def message_faults(blocks: Any, *, root: str = "/blocks") -> list[Fault]:
    """All that Slack would refuse in the blocks of a message."""
    return list(MESSAGE_BLOCKS.faults(blocks, root)) or [
        *_repeated_ids(blocks, root),
        *_too_many(blocks, root, TABLES, 1, "only_one_table_allowed"),
        *_too_many(
            blocks,
            root,
            {"data_visualization"},
            CHARTS_IN_A_MESSAGE,
            f"no more than {CHARTS_IN_A_MESSAGE} charts allowed",
        ),
        *_markdown_total(blocks, root),
        *_focused_twice(blocks, root),
    ]


def view_faults(view: Any, *, published: bool = False) -> list[Fault]:
    """All that Slack would refuse in a view; only views.publish takes a Home tab."""
    rule = VIEWS[HOME if published else MODAL]
    if isinstance(view, dict) and "type" in view:
        wrong_kind = list(_kind_faults(view["type"], published=published))
        if wrong_kind:
            return wrong_kind
    root = "/view/blocks"
    return list(Schemas(rule).faults(view, "/view")) or [
        *_repeated_ids(view["blocks"], root),
        *_too_many(view["blocks"], root, TABLES, 1, "only_one_table_allowed"),
        *_input_without_submit(view),
        *_focused_twice(view["blocks"], root),
    ]


def block_text_length(blocks: Any) -> int:
    """How many characters of text the blocks hold in all, wherever they stand."""
    if isinstance(blocks, list):
        return sum(block_text_length(one) for one in blocks)
    if not isinstance(blocks, dict):
        return 0
    own = blocks.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(
        block_text_length(one) for one in blocks.values()
    )


def _kind_faults(kind: Any, *, published: bool) -> Faults:
    yield from Choice((HOME if published else MODAL,)).faults(kind, "/view/type")


def _repeated_ids(blocks: Blocks, root: str) -> Faults:
    seen: set[str] = set()
    for where, block in every_block(blocks, root):
        yield from _once(seen, block, "block_id", where)
        seen_here: set[str] = set()
        for place, element in elements_of(block, where):
            yield from _once(seen_here, element, "action_id", place)


def _once(seen: set[str], one: dict[str, Any], name: str, where: str) -> Faults:
    if name not in one:
        return
    if one[name] in seen:
        yield Fault(f"{where}/{name}", f'`{name}` "{one[name]}" already exists')
    seen.add(one[name])


def _too_many(blocks: Blocks, root: str, kinds: Iterable[str], most: int, message: str) -> Faults:
    places = [where for where, block in every_block(blocks, root) if block["type"] in kinds]
    for where in places[most:]:
        yield Fault(where, message)


def _markdown_total(blocks: Blocks, root: str) -> Faults:
    total = 0
    for where, block in every_block(blocks, root):
        if block["type"] == "markdown":
            total += len(block["text"])
            if total > MARKDOWN_TOTAL:
                yield Fault(f"{where}/text", f"must be less than {MARKDOWN_TOTAL + 1} characters")


def _focused_twice(blocks: Blocks, root: str) -> Faults:
    focused = [
        where for where, _, element in every_element(blocks, root) if element.get("focus_on_load")
    ]
    for where in focused[1:]:
        yield Fault(f"{where}/focus_on_load", "only one element may have `focus_on_load`")


def _input_without_submit(view: dict[str, Any]) -> Faults:
    if view["type"] != MODAL or "submit" in view:
        return
    for where, block in every_block(view["blocks"], "/view/blocks"):
        if block["type"] == "input":
            message = "must define `submit` to use an `input` block in modals"
            yield Fault(f"{where}/input", message)
