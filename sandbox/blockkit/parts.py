"""Finding the blocks within blocks and the elements within those, with their pointers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Part = tuple[str, dict[str, Any]]
# Where a block keeps its elements, and where it keeps other blocks.
ELEMENT_FIELDS = ("accessory", "element", "elements", "actions")
BLOCK_FIELDS = ("child_blocks", "tasks")


def every_block(blocks: Sequence[dict[str, Any]], pointer: str = "") -> Iterator[Part]:
    """Each block with its pointer; a container's before those that follow it."""
    for place, block in enumerate(blocks):
        where = f"{pointer}/{place}"
        yield where, block
        for field in BLOCK_FIELDS:
            yield from every_block(block.get(field, []), f"{where}/{field}")
        if block["type"] == "carousel":
            yield from every_block(block["elements"], f"{where}/elements")


def elements_of(block: Mapping[str, Any], pointer: str = "") -> Iterator[Part]:
    """Each element that stands in this very block."""
    if block["type"] in {"carousel", "rich_text"}:
        return
    for field in ELEMENT_FIELDS:
        held = block.get(field)
        if isinstance(held, dict):
            yield f"{pointer}/{field}", held
        for place, element in enumerate(held if isinstance(held, list) else []):
            yield f"{pointer}/{field}/{place}", element


def every_element(
    blocks: Sequence[dict[str, Any]], pointer: str = ""
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each element with its pointer and the block it stands in."""
    for where, block in every_block(blocks, pointer):
        for place, element in elements_of(block, where):
            yield place, block, element
