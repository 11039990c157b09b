"""The inputs that the forms about proposals are put together from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.views.text import plain

INPUT_MOST = 3000  # Characters of a text input (Slack docs, "Block Kit: plain_text_input").
LABEL_MOST = 75  # Characters of an option (Slack docs, "Block Kit: option object").
OPTIONS_MOST = 100
HINT_MOST = 2000
BOXES_MOST = 10  # Checkboxes and radio buttons of one input.

Choices = Sequence[tuple[str, str]]  # (value, label)


def put(name: str, label: str, element: Any, *, hint: str = "", optional: bool = True) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        hint=plain(hint, HINT_MOST) if hint else None,
        optional=optional,
    )


def text(
    name: str,
    label: str,
    start: str = "",
    *,
    hint: str = "",
    optional: bool = False,
    most: int = INPUT_MOST,
) -> Block:
    element = PlainTextInputElement(
        action_id=name, multiline=True, max_length=most, initial_value=start[:most] or None
    )
    return put(name, label, element, hint=hint, optional=optional)


def day(name: str, label: str, start: date | None, *, hint: str = "") -> Block:
    element = DatePickerElement(action_id=name, initial_date=start.isoformat() if start else None)
    return put(name, label, element, hint=hint)


def people(name: str, label: str, start: Sequence[str], *, most: int, hint: str = "") -> Block:
    element = UserMultiSelectElement(
        action_id=name, initial_users=list(start) or None, max_selected_items=most
    )
    return put(name, label, element, hint=hint)


def person(name: str, label: str, *, hint: str = "") -> Block:
    return put(name, label, UserSelectElement(action_id=name), hint=hint, optional=False)


def select(name: str, label: str, choices: Choices, start: str = "", **more: Any) -> Block:
    options = options_of(choices)
    chosen = next((option for option in options if option.value == start), None)
    element = StaticSelectElement(action_id=name, options=options, initial_option=chosen)
    return put(name, label, element, **more)


def several(name: str, label: str, choices: Choices, start: Sequence[str] = ()) -> Block:
    options = options_of(choices)
    chosen = [option for option in options if option.value in start]
    element = StaticMultiSelectElement(
        action_id=name, options=options, initial_options=chosen or None
    )
    return put(name, label, element)


def one_of(name: str, label: str, choices: Choices, start: str = "") -> Block:
    options = options_of(choices[:BOXES_MOST])
    chosen = next((option for option in options if option.value == start), None)
    element = RadioButtonsElement(action_id=name, options=options, initial_option=chosen)
    return put(name, label, element, optional=False)


def boxes(name: str, label: str, choices: Choices, start: Sequence[str] = ()) -> Block:
    options = options_of(choices[:BOXES_MOST])
    chosen = [option for option in options if option.value in start]
    element = CheckboxesElement(action_id=name, options=options, initial_options=chosen or None)
    return put(name, label, element)


def options_of(choices: Choices) -> list[Option]:
    return [
        Option(text=plain(" ".join(label.split()) or "…", LABEL_MOST), value=value)
        for value, label in choices[:OPTIONS_MOST]
    ]


def chosen_in(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Read back which of several were chosen."""
    options = state_in(values, name).get("selected_options") or ()
    return tuple(str(option["value"]) for option in options)


def state_in(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    state: Mapping[str, Any] = next(iter((values.get(name) or {}).values()), {})
    return state
