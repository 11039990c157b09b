"""Draws what one types or chooses in: text fields, selects, lists to tick, dates and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.state import HOLDINGS
from sandbox.driver.values import offered_places
from sandbox.page.markup import Attribute, Safe, joined, tag
from sandbox.page.prose import text_drawn
from sandbox.reading import Reader
from sandbox.workspace import Channel, User

TYPES = {
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "text",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
LISTED = {"radio_buttons": "radio", "checkboxes": "checkbox"}


@dataclass(frozen=True)
class Entry:
    """One element to fill, what it holds now, and the attributes that its field gives it."""

    reader: Reader
    element: dict[str, Any]
    held: Any
    id: str
    attributes: dict[str, Attribute]

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def is_listed(self) -> bool:
        """Say whether it is a list to tick, which needs a legend instead of a label."""
        return self.kind in LISTED or self.kind.startswith("multi_")

    @property
    def holds(self) -> str:
        """Return how the page reads it back: one value, the one ticked, or many."""
        if not self.is_listed:
            return "one"
        return "ticked" if self.kind == "radio_buttons" else "many"

    @property
    def placeholder(self) -> str:
        return self.reader.text(self.element.get("placeholder"))


def held_value(kind: str, entry: dict[str, Any]) -> Any:
    """Return the value out of an entry of state.values, an option as its value."""
    held = entry.get(HOLDINGS[kind].answer)
    if isinstance(held, list):
        return [item["value"] if isinstance(item, dict) else item for item in held]
    if isinstance(held, dict):
        return held.get("value")
    return held


def drawn(entry: Entry) -> Safe:
    """Draw an element that can be filled."""
    if entry.is_listed:
        return _list(entry)
    if entry.kind in TYPES and not entry.element.get("multiline"):
        return _input(entry)
    if entry.kind in {"plain_text_input", "rich_text_input"}:
        return _area(entry)
    return _select(entry)


def _input(entry: Entry) -> Safe:
    return tag(
        "input",
        type=TYPES[entry.kind],
        id=entry.id,
        value=None if entry.held is None else str(entry.held),
        placeholder=entry.placeholder or None,
        inputmode="decimal" if entry.kind == "number_input" else None,
        autocomplete="off",
        **entry.attributes,
    )


def _area(entry: Entry) -> Safe:
    text = entry.held if isinstance(entry.held, str) else ""
    # A line break right after the opening tag would be swallowed.
    return tag(
        "textarea",
        f"\n{text}",
        id=entry.id,
        rows=4,
        placeholder=entry.placeholder or None,
        **entry.attributes,
    )


def _select(entry: Entry) -> Safe:
    empty = tag("option", entry.placeholder or "Select…", value="")
    groups = entry.element.get("option_groups")
    if groups:
        inner = [
            tag(
                "optgroup",
                _options(entry, group["options"]),
                label=entry.reader.text(group["label"]),
            )
            for group in groups
        ]
    else:
        inner = [_option(entry, *choice) for choice in choices(entry)]
    return tag("select", empty, inner, id=entry.id, **entry.attributes)


def _options(entry: Entry, options: list[dict[str, Any]]) -> Iterator[Safe]:
    for option in options:
        yield _option(entry, str(option["value"]), text_drawn(entry.reader, option["text"]))


def _option(entry: Entry, value: str, label: str) -> Safe:
    return tag("option", label, value=value, selected=value == entry.held)


def _list(entry: Entry) -> Safe:
    kind = LISTED.get(entry.kind, "checkbox")
    held = entry.held if isinstance(entry.held, list) else [entry.held]

    def item(number: int, value: str, label: str) -> Safe:
        box = tag(
            "input",
            type=kind,
            name=entry.id,
            id=f"{entry.id}-{number}",
            value=value,
            checked=value in held,
            **entry.attributes,
        )
        return tag("label", box, " ", label)

    drawn_items = [item(number, *choice) for number, choice in enumerate(choices(entry))]
    return tag("div", drawn_items, class_="ticks", id=entry.id)


def choices(entry: Entry) -> list[tuple[str, str]]:
    """Return value and label of all that is offered."""
    noun = entry.kind.removeprefix("multi_")
    reader = entry.reader
    if noun == "users_select":
        return [(user.id, f"{user.real_name} (@{user.name})") for user in people(reader)]
    if noun in {"conversations_select", "channels_select"}:
        offered = offered_places(reader.workspace, reader.user, entry.element)
        return [(place.id, place_name(reader, place)) for place in offered]
    options = entry.element.get("options", [])
    return [(str(option["value"]), _told(reader, option)) for option in options]


def _told(reader: Reader, option: dict[str, Any]) -> Safe:
    more = option.get("description")
    small = tag("small", text_drawn(reader, more)) if more else None
    return joined(text_drawn(reader, option["text"]), " " if small else None, small)


def people(reader: Reader) -> list[User]:
    """Return the people that a picker offers."""
    everybody = reader.workspace.users.values()
    return [u for u in everybody if not (u.bot or u.deactivated or u.stranger)]


def place_name(reader: Reader, place: Channel) -> str:
    """Return what this reader calls a conversation."""
    if not place.is_direct:
        return f"#{place.name}"
    others = [reader.workspace.users[m] for m in place.members if m != reader.user.id]
    return ", ".join(user.real_name for user in others) or f"{reader.user.real_name} (you)"
