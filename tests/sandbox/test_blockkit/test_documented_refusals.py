"""What Slack's documentation forbids; the words are ours, in the manner of the recorded ones."""

import pytest

from tests.sandbox.test_blockkit.pieces import (
    ELEMENT,
    FIRST,
    IMAGE,
    actions,
    ask,
    button,
    choose,
    confirm,
    message,
    modal,
    modal_without,
    mrkdwn,
    option,
    options,
    plain,
    section,
    without,
)

PICKED = choose(options=options(1), focus_on_load=True)
FOCUSED = {"type": "plain_text_input", "action_id": "a", "focus_on_load": True}

ROWS = {
    "4 section without text and fields": (
        message({"type": "section"}),
        "must define either `text` or `fields`",
        FIRST,
    ),
    "6 section field 2001": (
        message(section(fields=[mrkdwn("x" * 2001)])),
        "must be less than 2001 characters",
        f"{FIRST}/fields/0/text",
    ),
    "7 header 151": (
        message({"type": "header", "text": plain("x" * 151)}),
        "must be less than 151 characters",
        f"{FIRST}/text/text",
    ),
    "8 header with mrkdwn": (
        message({"type": "header", "text": mrkdwn()}),
        "must be a valid enum value",
        f"{FIRST}/text/type",
    ),
    "10 actions 0 elements": (
        message(actions()),
        "must provide at least 1 items",
        f"{FIRST}/elements",
    ),
    "11 context 11 elements": (
        message({"type": "context", "elements": [mrkdwn()] * 11}),
        "no more than 10 items allowed",
        f"{FIRST}/elements",
    ),
    "12 button inside context": (
        message({"type": "context", "elements": [button()]}),
        "unsupported type: button",
        f"{ELEMENT}/type",
    ),
    "13 button text 76": (
        message(actions(button(text=plain("x" * 76)))),
        "must be less than 76 characters",
        f"{ELEMENT}/text/text",
    ),
    "14 button text mrkdwn": (
        message(actions(button(text=mrkdwn()))),
        "must be a valid enum value",
        f"{ELEMENT}/text/type",
    ),
    "15 button value 2001": (
        message(actions(button(value="x" * 2001))),
        "must be less than 2001 characters",
        f"{ELEMENT}/value",
    ),
    "18 block_id twice": (
        message(section(block_id="a"), section(block_id="a")),
        '`block_id` "a" already exists',
        "/blocks/1/block_id",
    ),
    "19 block_id 256": (
        message(section(block_id="x" * 256)),
        "must be less than 256 characters",
        f"{FIRST}/block_id",
    ),
    "20 action_id 256": (
        message(actions(button(action_id="x" * 256))),
        "must be less than 256 characters",
        f"{ELEMENT}/action_id",
    ),
    "21 option text 76": (
        message(actions(choose(options=[option(label="x" * 76)]))),
        "must be less than 76 characters",
        f"{ELEMENT}/options/0/text/text",
    ),
    "22 option value 151": (
        message(actions(choose(options=[option(value="x" * 151)]))),
        "must be less than 151 characters",
        f"{ELEMENT}/options/0/value",
    ),
    "25 overflow 6": (
        message(section(accessory=choose("overflow", options=options(6)))),
        "no more than 5 items allowed",
        f"{FIRST}/accessory/options",
    ),
    "29 image without alt_text": (
        message(without(IMAGE, "alt_text")),
        "missing required field: alt_text",
        FIRST,
    ),
    "30 confirm button 31 chars": (
        message(actions(button(confirm=confirm(confirm=plain("x" * 31))))),
        "must be less than 31 characters",
        f"{ELEMENT}/confirm/confirm/text",
    ),
    "31 datepicker 01/02/2026": (
        message(actions(choose("datepicker", initial_date="01/02/2026"))),
        "must be a date in the form YYYY-MM-DD",
        f"{ELEMENT}/initial_date",
    ),
    "32 text type markdown": (
        message({"type": "section", "text": {"type": "markdown", "text": "Hi"}}),
        "unsupported type: markdown",
        f"{FIRST}/text/type",
    ),
    "35 view title missing": (
        modal_without("title"),
        "missing required field: title",
        "/view",
    ),
    "38 view 101 blocks": (
        modal(*[section()] * 101),
        "no more than 100 items allowed",
        "/view/blocks",
    ),
    "40 button inside input": (
        modal(ask(button())),
        "unsupported type: button",
        "/view/blocks/0/element/type",
    ),
    "41 initial_option not among options": (
        message(actions(choose(options=options(2), initial_option=option("Option 1", "2")))),
        "must be equal to one of the options",
        f"{ELEMENT}/initial_option",
    ),
    "42 options and option_groups together": (
        message(
            actions(
                choose(
                    options=options(1), option_groups=[{"label": plain(), "options": options(1)}]
                )
            )
        ),
        "must not define `options` and `option_groups` together",
        ELEMENT,
    ),
    "43 plain_text_input max_length 3001": (
        modal(ask({"type": "plain_text_input", "action_id": "what", "max_length": 3001})),
        "must be less than 3001",
        "/view/blocks/0/element/max_length",
    ),
    "44 two focus_on_load": (
        modal(ask(FOCUSED), ask(PICKED)),
        "only one element may have `focus_on_load`",
        "/view/blocks/1/element/focus_on_load",
    ),
    "46 callback_id 256": (
        modal(callback_id="x" * 256),
        "must be less than 256 characters",
        "/view/callback_id",
    ),
    "47 submit text 25": (
        modal(submit=plain("x" * 25)),
        "must be less than 25 characters",
        "/view/submit/text",
    ),
    "48 input label mrkdwn": (
        modal(ask(label=mrkdwn())),
        "must be a valid enum value",
        "/view/blocks/0/label/type",
    ),
}


@pytest.mark.parametrize(("refused", "message", "pointer"), ROWS.values(), ids=ROWS)
def test_slack_refuses_with_its_words_and_place(refused, message, pointer):
    assert f"{message} [json-pointer:{pointer}]" in [str(fault) for fault in refused()]
