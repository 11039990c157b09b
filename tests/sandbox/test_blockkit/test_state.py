"""What Slack reports of what people put in, and what its client asks for before it sends."""

from datetime import date, time

import pytest

from sandbox.blockkit import (
    NotOffered,
    action_of,
    answered,
    complaints,
    input_block_ids,
    message_state,
    missing_inputs,
    state_values,
)
from tests.sandbox.test_blockkit.pieces import (
    ask,
    button,
    choose,
    confirm,
    option,
    options,
    plain,
    section,
)

UNTOUCHED = {
    "plain_text_input": {"value": None},
    "email_text_input": {"value": None},
    "url_text_input": {"value": None},
    "number_input": {"value": None},
    "rich_text_input": {"rich_text_value": None},
    "static_select": {"selected_option": None},
    "external_select": {"selected_option": None},
    "radio_buttons": {"selected_option": None},
    "multi_static_select": {"selected_options": []},
    "multi_external_select": {"selected_options": []},
    "checkboxes": {"selected_options": []},
    "users_select": {"selected_user": None},
    "multi_users_select": {"selected_users": []},
    "conversations_select": {"selected_conversation": None},
    "multi_conversations_select": {"selected_conversations": []},
    "channels_select": {"selected_channel": None},
    "multi_channels_select": {"selected_channels": []},
    "datepicker": {"selected_date": None},
    "timepicker": {"selected_time": None},
    "datetimepicker": {"selected_date_time": None},
    "file_input": {"files": []},
}
STARTED = {
    "plain_text_input": ({"initial_value": "Call"}, {"value": "Call"}),
    "radio_buttons": (
        {"options": options(2), "initial_option": options(2)[1]},
        {"selected_option": options(2)[1]},
    ),
    "checkboxes": (
        {"options": options(2), "initial_options": options(1)},
        {"selected_options": options(1)},
    ),
    "users_select": ({"initial_user": "U1"}, {"selected_user": "U1"}),
    "multi_channels_select": ({"initial_channels": ["C1"]}, {"selected_channels": ["C1"]}),
    "datepicker": ({"initial_date": "2026-11-27"}, {"selected_date": "2026-11-27"}),
    "timepicker": (
        {"initial_time": "09:30", "timezone": "Asia/Kolkata"},
        {"selected_time": "09:30", "timezone": "Asia/Kolkata"},
    ),
}
CHOSEN = {
    "a label": (choose(options=options(2)), "Option 1", {"selected_option": options(2)[1]}),
    "a value": (choose(options=options(2)), "1", {"selected_option": options(2)[1]}),
    "an option in a group": (
        choose(option_groups=[{"label": plain("Mine"), "options": options(2)}]),
        "Option 0",
        {"selected_option": options(1)[0]},
    ),
    "several": (
        choose("checkboxes", options=options(3)),
        ["Option 2", "0"],
        {"selected_options": [options(3)[2], options(3)[0]]},
    ),
    "nothing any more": (choose(options=options(2)), None, {"selected_option": None}),
    "nobody any more": (choose("multi_users_select"), None, {"selected_users": []}),
    "a day": (choose("datepicker"), date(2026, 11, 27), {"selected_date": "2026-11-27"}),
    "an hour": (choose("timepicker"), time(9, 5), {"selected_time": "09:05"}),
    "a number": (choose("number_input"), 7, {"value": "7"}),
    "cleared words": (choose("plain_text_input"), "", {"value": None}),
    "an overflow's item": (
        choose("overflow", options=options(2)),
        "Option 0",
        {"selected_option": options(1)[0]},
    ),
}
COMPLAINTS = {
    "too short": ("plain_text_input", {"min_length": 25}, "Thanks", "at least 25 characters"),
    "too long": ("plain_text_input", {}, "x" * 3001, "at most 3000 characters"),
    "no number": ("number_input", {"is_decimal_allowed": True}, "seven", "a valid number"),
    "half a person": ("number_input", {"is_decimal_allowed": False}, "1.5", "a whole number"),
    "too few": (
        "number_input",
        {"is_decimal_allowed": False, "min_value": "1"},
        "0",
        "at least 1",
    ),
    "too many": (
        "number_input",
        {"is_decimal_allowed": False, "max_value": "9"},
        "10",
        "at most 9",
    ),
    "no address": ("email_text_input", {}, "ada@pine", "a valid email address"),
    "no link": ("url_text_input", {}, "pine.example", "a valid URL"),
    "a crowd": ("multi_users_select", {"max_selected_items": 1}, ["U1", "U2"], "at most 1"),
}


def view(*blocks):
    return {"type": "modal", "blocks": list(blocks)}


def one_input(kind, **more):
    return ask(choose(kind, **more), block_id="b")


@pytest.mark.parametrize("kind", UNTOUCHED)
def test_an_untouched_input_is_reported_empty_in_its_own_way(kind):
    values = state_values(view(one_input(kind)), {})

    assert values == {"b": {"pick": {"type": kind, **UNTOUCHED[kind]}}}


@pytest.mark.parametrize("kind", STARTED)
def test_an_untouched_input_reports_what_it_started_with(kind):
    start, held = STARTED[kind]

    values = state_values(view(one_input(kind, **start)), {})

    assert values["b"]["pick"] == {"type": kind, **held}


def test_a_cleared_input_does_not_fall_back_to_its_start():
    values = state_values(
        view(one_input("plain_text_input", initial_value="Call")), {("b", "pick"): None}
    )

    assert values["b"]["pick"]["value"] is None


def test_a_select_of_conversations_starts_where_the_view_was_opened():
    asked = one_input("conversations_select", default_to_current_conversation=True)

    values = state_values(view(asked), {}, conversation="C1")

    assert values["b"]["pick"]["selected_conversation"] == "C1"


def test_state_holds_elements_outside_inputs_but_no_buttons():
    blocks = [
        section(block_id="s", accessory=choose("datepicker")),
        {"type": "actions", "block_id": "a", "elements": [button(), choose("users_select")]},
    ]

    values = message_state(blocks, {("a", "pick"): "U1"})

    assert values == {
        "s": {"pick": {"type": "datepicker", "selected_date": None}},
        "a": {"pick": {"type": "users_select", "selected_user": "U1"}},
    }


@pytest.mark.parametrize(("element", "value", "held"), CHOSEN.values(), ids=CHOSEN)
def test_what_a_person_chose_is_told_as_slack_tells_it(element, value, held):
    assert answered(element, value) == {"type": element["type"], **held}


def test_nobody_can_choose_what_is_not_offered():
    with pytest.raises(NotOffered, match="'Never' is not offered; there is: Option 0, Option 1"):
        answered(choose(options=options(2)), "Never")


def test_a_pressed_button_tells_its_own_words_and_value():
    pressed = action_of("b", button(value="12", style="primary", confirm=confirm()))

    assert pressed == {
        "type": "button",
        "action_id": "done",
        "block_id": "b",
        "text": plain("Done"),
        "value": "12",
        "style": "primary",
        "confirm": confirm(),
    }


def test_an_action_echoes_how_its_element_began():
    element = choose(options=options(2), initial_option=options(1)[0], placeholder=plain("Pick"))

    action = action_of("b", element, "Option 1")

    assert action["initial_option"] == options(1)[0]
    assert action["placeholder"] == plain("Pick")
    assert action["selected_option"] == option("Option 1", "1")


def test_errors_may_only_be_put_on_inputs():
    blocks = view(section(block_id="s"), one_input("plain_text_input"))

    assert input_block_ids(blocks) == {"b"}


def test_a_required_input_left_blank_is_named():
    asked = view(
        one_input("plain_text_input"),
        ask(choose("datepicker"), block_id="c", label=plain("By when"), optional=True),
    )

    missing = missing_inputs(asked, state_values(asked, {}))

    assert missing == ["What: Please complete this required field."]


@pytest.mark.parametrize(("kind", "rules", "typed", "said"), COMPLAINTS.values(), ids=COMPLAINTS)
def test_slacks_client_keeps_what_does_not_fit(kind, rules, typed, said):
    asked = view(one_input(kind, **rules))

    complained = complaints(asked, state_values(asked, {("b", "pick"): typed}))

    assert said in complained["b"]


def test_what_fits_is_sent_without_complaint():
    asked = view(one_input("email_text_input"))

    assert missing_inputs(asked, state_values(asked, {("b", "pick"): "ada@pine.example"})) == []
