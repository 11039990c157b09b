"""Makes HTML in which nothing can be left unescaped: whatever is not markup yet is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TypeAlias

ALONE = {"br", "hr", "img", "input", "link", "meta"}


class Safe(str):
    """Text that is markup already; only this module makes it."""

    __slots__ = ()


Inner: TypeAlias = "str | Iterable[str | None] | None"
Attribute: TypeAlias = "str | int | bool | None"


def joined(*parts: Inner) -> Safe:
    """Return all parts after one another, the mere texts among them escaped."""
    return Safe("".join(_one(part) for part in parts))


def tag(name: str, /, *inner: Inner, **attributes: Attribute) -> Safe:
    """Return an element; `class_` is class, `data_key` is data-key, True stands alone."""
    opening = f"<{name}{''.join(_attribute(*pair) for pair in attributes.items())}>"
    if name in ALONE:
        return Safe(opening)
    return Safe(f"{opening}{joined(*inner)}</{name}>")


def lines(parts: Iterable[str]) -> Safe:
    """Return the parts with a line break between each two."""
    return Safe("<br>".join(_one(part) for part in parts))


def page(*inner: Inner) -> Safe:
    """Return a whole document."""
    return joined(Safe("<!doctype html>"), tag("html", *inner, lang="en"))


def _one(part: Inner) -> str:
    if part is None:
        return ""
    if isinstance(part, Safe):
        return part
    if isinstance(part, str):
        return html.escape(part)
    return "".join(_one(item) for item in part)


def _attribute(name: str, value: Attribute) -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    return f' {name}="{html.escape(str(value))}"'
