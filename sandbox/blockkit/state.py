"""What people put into elements: the state Slack sends of it, and what its client refuses first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sandbox.blockkit.objects import options_of
from sandbox.blockkit.parts import every_block, every_element

Element = Mapping[str, Any]
Values = dict[str, dict[str, dict[str, Any]]]
Typed = Mapping[tuple[str, str], Any]


class NotOffered(ValueError):
    """Somebody chose what the element does not offer."""


@dataclass(frozen=True)
class Holding:
    """How one kind of element reports what it holds, and where it says what it starts with."""

    answer: str
    initial: str = ""
    many: bool = False


def _one_or_several(noun: str) -> dict[str, Holding]:
    kind = f"{noun}s_select"
    one = Holding(f"selected_{noun}", f"initial_{noun}")
    return {kind: one, f"multi_{kind}": Holding(f"{one.answer}s", f"{one.initial}s", many=True)}


TEXT = Holding("value", "initial_value")
OPTION = Holding("selected_option", "initial_option")
OPTIONS = Holding("selected_options", "initial_options", many=True)
HOLDINGS: dict[str, Holding] = {
    **dict.fromkeys(
        ("plain_text_input", "email_text_input", "url_text_input", "number_input"), TEXT
    ),
    **dict.fromkeys(("static_select", "external_select", "radio_buttons"), OPTION),
    **dict.fromkeys(("multi_static_select", "multi_external_select", "checkboxes"), OPTIONS),
    **_one_or_several("user"),
    **_one_or_several("conversation"),
    **_one_or_several("channel"),
    "rich_text_input": Holding("rich_text_value", "initial_value"),
    "datepicker": Holding("selected_date", "initial_date"),
    "timepicker": Holding("selected_time", "initial_time"),
    "datetimepicker": Holding("selected_date_time", "initial_date_time"),
    "file_input": Holding("files", many=True),
}
SELF_DESCRIBED = ("text", "value", "url", "style", "icon")
ECHOED = ("placeholder", "confirm", "timezone")


def state_values(
    view: Mapping[str, Any], typed: Typed, *, conversation: str | None = None
) -> Values:
    """`view.state.values`: every element that holds something, as typed or as it started.

    `conversation` is where the view was opened, for selects that start with the current one.
    """
    return message_state(view["blocks"], typed, conversation=conversation)


def message_state(
    blocks: Sequence[dict[str, Any]], typed: Typed, *, conversation: str | None = None
) -> Values:
    """`state.values` of blocks that carry their ids."""
    values: Values = {}
    for _, block, element in every_element(blocks):
        if element["type"] in HOLDINGS:
            place = (block["block_id"], element["action_id"])
            start = _start(element, conversation)
            entry = answered(element, typed[place]) if place in typed else start
            values.setdefault(place[0], {})[place[1]] = entry
    return values


def answered(element: Element, value: Any) -> dict[str, Any]:
    """Make one element's state entry from what a person chose or typed; None takes it away.

    An option is named by its value, by its label, or as it stands in the element.
    """
    kind = element["type"]
    if kind == "overflow":
        return {"type": kind, "selected_option": _offered(element, value)}
    if kind not in HOLDINGS:
        return {"type": kind, **{name: element[name] for name in SELF_DESCRIBED if name in element}}
    holding = HOLDINGS[kind]
    held = [_told(element, one) for one in value or []] if holding.many else _told(element, value)
    return _entry(element, held)


def action_of(block_id: str, element: Element, value: Any = None) -> dict[str, Any]:
    """Make the item of a block_actions payload's `actions`, all but its `action_ts`."""
    echo = {
        name: element[name] for name in element if name in ECHOED or name.startswith("initial_")
    }
    place = {"action_id": element["action_id"], "block_id": block_id}
    return {**place, **echo, **answered(element, value)}


def input_block_ids(view: Mapping[str, Any]) -> set[str]:
    """Name the blocks that may carry errors in an answer to a submission."""
    return {block["block_id"] for block in _inputs(view)}


def complaints(view: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, str]:
    """Say, block by block, what Slack's client says instead of sending the view."""
    return {block["block_id"]: said for block, said in _complaints(view, state)}


def missing_inputs(view: Mapping[str, Any], state: Mapping[str, Any]) -> list[str]:
    """Say the same in sentences that name their input."""
    return [f"{block['label']['text']}: {said}" for block, said in _complaints(view, state)]


def _start(element: Element, conversation: str | None) -> dict[str, Any]:
    holding = HOLDINGS[element["type"]]
    begin = element.get(holding.initial)
    if begin is None and conversation and element.get("default_to_current_conversation"):
        begin = [conversation] if holding.many else conversation
    return _entry(element, (begin or []) if holding.many else begin)


def _entry(element: Element, held: Any) -> dict[str, Any]:
    entry = {"type": element["type"], HOLDINGS[element["type"]].answer: held}
    if element["type"] == "timepicker" and "timezone" in element:
        entry["timezone"] = element["timezone"]
    return entry


def _told(element: Element, value: Any) -> Any:
    if value is None or value == "":
        return None
    if "options" in element or "option_groups" in element:
        return _offered(element, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value) if element["type"] == "number_input" else value


def _offered(element: Element, value: Any) -> dict[str, Any]:
    for option in options_of(element):
        if value in (option, option["value"], option["text"]["text"]):
            return option
    labels = ", ".join(option["text"]["text"] for option in options_of(element))
    raise NotOffered(f"{value!r} is not offered; there is: {labels}")


def _inputs(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [block for _, block in every_block(view["blocks"]) if block["type"] == "input"]


def _complaints(
    view: Mapping[str, Any], state: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], str]]:
    for block in _inputs(view):
        element = block["element"]
        entry = state.get(block["block_id"], {}).get(element["action_id"], {})
        said = _complaint(block, element, entry.get(HOLDINGS[element["type"]].answer))
        if said:
            yield block, said


def _complaint(block: Mapping[str, Any], element: Element, held: Any) -> str | None:
    if held in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    if element["type"] in CHECKS:
        return CHECKS[element["type"]](element, held)
    if HOLDINGS[element["type"]].many and len(held) > _most(element):
        return f"Please choose at most {_most(element)}."
    return None


def _most(element: Element) -> int:
    given = element.get("max_selected_items", element.get("max_files"))
    return int(given) if given is not None else (10 if element["type"] == "file_input" else 1000)


def _length(element: Element, held: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(held) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(held) > most else None


def _figure(element: Element, held: str) -> str | None:
    decimal = element["is_decimal_allowed"]
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?" if decimal else r"[+-]?[0-9]+", held):
        return "Please enter a valid number." if decimal else "Please enter a whole number."
    if "min_value" in element and float(held) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(held) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None


def _address(_: Element, held: str) -> str | None:
    right = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", held)
    return None if right else "Please enter a valid email address."


def _link(_: Element, held: str) -> str | None:
    right = re.fullmatch(r"(?i)https?://[^\s/]+\S*", held)
    return None if right else "Please enter a valid URL."


CHECKS = {
    "plain_text_input": _length,
    "number_input": _figure,
    "email_text_input": _address,
    "url_text_input": _link,
}
