"""Finds what a person means on a surface: a button by its words, a choice in a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.parts import every_element
from sandbox.driver.post import Surface

MENUS = {"overflow", "static_select", "radio_buttons", "checkboxes", "multi_static_select"}


@dataclass(frozen=True)
class Control:
    """An element that can be used, with the block it stands in and the words one sees of it."""

    block: dict[str, Any]
    element: dict[str, Any]
    label: str
    around: str

    @property
    def slot(self) -> tuple[str, str]:
        return self.block["block_id"], self.element["action_id"]

    @property
    def names(self) -> set[str]:
        return {self.label, self.element["action_id"]}


def controls(surface: Surface) -> Iterator[Control]:
    """Yield every control of the surface, top to bottom."""
    reader = surface.reader
    for _, block, element in every_element(surface.blocks):
        if "action_id" not in element:
            continue
        if element["type"] == "button":
            label = reader.text(element["text"])
        else:
            label = reader.text(block.get("label") or element.get("placeholder"))
        yield Control(block, element, label, reader.blocks([block]))


def options(element: dict[str, Any]) -> list[dict[str, Any]]:
    groups = element.get("option_groups", [])
    return list(element.get("options", [])) + [o for g in groups for o in g["options"]]


def the_button(surface: Surface, wanted: str, near: str, block: str) -> Control:
    """Return the one button with this label or action_id."""
    return _the_one(
        surface,
        wanted,
        near,
        block,
        lambda c: c.element["type"] == "button" and wanted in c.names,
    )


def the_menu(surface: Surface, wanted: str, near: str, block: str) -> Control:
    """Return the one menu that offers this choice."""

    def offers(control: Control) -> bool:
        return control.element["type"] in MENUS and bool(offered(surface, control.element, wanted))

    return _the_one(surface, wanted, near, block, offers)


def the_picker(surface: Surface, wanted: str, near: str, block: str) -> Control:
    """Return the one element with this placeholder, label or action_id that is no button."""
    return _the_one(
        surface,
        wanted,
        near,
        block,
        lambda c: c.element["type"] != "button" and (wanted in c.names or wanted in c.around),
    )


def offered(surface: Surface, element: dict[str, Any], wanted: str) -> dict[str, Any] | None:
    """Return the option with these words or this value."""
    for option in options(element):
        if wanted in {surface.reader.text(option["text"]), option.get("value")}:
            return option
    return None


def _the_one(
    surface: Surface, wanted: str, near: str, block: str, fits: Callable[[Control], bool]
) -> Control:
    everything = list(controls(surface))
    found = [c for c in everything if fits(c) and block in {"", c.block["block_id"]}]
    if near:
        found = [c for c in found if near in _neighbourhood(surface, c)]
    if len(found) == 1:
        return found[0]
    seen = ", ".join(sorted({label for c in everything for label in _labels(surface, c)}))
    count = "Several times there is" if found else "There is no"
    raise LookupError(f"{count} “{wanted}” here; one sees: {seen or 'nothing to press'}.")


def _labels(surface: Surface, control: Control) -> list[str]:
    inside = [surface.reader.text(option["text"]) for option in options(control.element)]
    return inside or [control.label or control.element["action_id"]]


def _neighbourhood(surface: Surface, control: Control) -> str:
    """Return what one reads in the control's own block, or just above a bare row of buttons."""
    if control.block["type"] != "actions":
        return control.around
    place = next(i for i, block in enumerate(surface.blocks) if block is control.block)
    return surface.reader.blocks(surface.blocks[max(0, place - 1) : place + 1])
