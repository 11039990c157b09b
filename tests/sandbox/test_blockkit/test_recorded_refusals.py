"""What Slack refused in public, word for word."""

from functools import partial

import pytest

from sandbox.blockkit import view_faults
from tests.sandbox.test_blockkit.pieces import (
    ELEMENT,
    FIRST,
    TABLE,
    actions,
    ask,
    button,
    choose,
    message,
    modal,
    modal_without,
    mrkdwn,
    options,
    plain,
    section,
    without,
)

ALL_SCHEMAS = "failed to match all allowed schemas"

ROWS = {
    "1 message of 51 blocks": (
        message(*[section()] * 51),
        "no more than 50 items allowed",
        "/blocks",
    ),
    "2 section text 3001": (
        message(section("x" * 3001)),
        "must be less than 3001 characters",
        f"{FIRST}/text/text",
    ),
    "2 section text 3001, its place": (message(section("x" * 3001)), ALL_SCHEMAS, f"{FIRST}/text"),
    "3 section text empty": (
        message(section("")),
        "must be more than 0 characters",
        f"{FIRST}/text/text",
    ),
    "5 section 11 fields": (
        modal(section(), section(fields=[mrkdwn()] * 11)),
        "no more than 10 items allowed",
        "/view/blocks/1/fields",
    ),
    "9 actions 26 elements": (
        message(section(), actions(*[button(action_id=str(n)) for n in range(26)])),
        "no more than 25 items allowed",
        "/blocks/1/elements",
    ),
    "16 button style success": (
        message(actions(button(style="success"))),
        "must be a valid enum value",
        f"{ELEMENT}/style",
    ),
    "17 action_id twice in one block": (
        message(section(), actions(button(), button())),
        '`action_id` "done" already exists',
        "/blocks/1/elements/1/action_id",
    ),
    "23 select 101 options": (
        modal(ask(choose(options=options(101)))),
        "no more than 100 items allowed",
        "/view/blocks/0/element/options",
    ),
    "24 select 0 options": (
        modal(*[section()] * 9, section(accessory=choose(options=[]))),
        "must provide at least 1 items",
        "/view/blocks/9/accessory/options",
    ),
    "26 checkboxes 11": (
        modal(*[section()] * 7, actions(choose("checkboxes", options=options(11)))),
        "no more than 10 items allowed",
        "/view/blocks/7/elements/0/options",
    ),
    "27 unknown block type": (
        message({"type": "sections"}),
        "unsupported type: sections",
        f"{FIRST}/type",
    ),
    "28 unknown property on a block": (
        message(section(), {"type": "divider", "text": plain()}),
        "invalid additional property: text",
        "/blocks/1",
    ),
    "28 unknown property on a button": (
        message(actions(button(disabled=True))),
        "invalid additional property: disabled",
        ELEMENT,
    ),
    "28 unknown property on a view": (
        modal(submit_disabled=True),
        "invalid additional property: submit_disabled",
        "/view",
    ),
    "33 text a bare string": (
        message({"type": "section", "text": "Hi"}),
        "must provide an object",
        f"{FIRST}/text",
    ),
    "33 field a bare string": (
        modal(section(fields=["Hi"])),
        "must provide an object",
        "/view/blocks/0/fields/0",
    ),
    "34 view title 25": (
        modal(title=plain("x" * 25)),
        "must be less than 25 characters",
        "/view/title/text",
    ),
    "36 input block, no submit": (
        modal_without("submit", section(), section(), ask()),
        "must define `submit` to use an `input` block in modals",
        "/view/blocks/2/input",
    ),
    "37 private_metadata 3001": (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters",
        "/view/private_metadata",
    ),
    "37 private_metadata 3001, its place": (
        modal(private_metadata="x" * 3001),
        ALL_SCHEMAS,
        "/view",
    ),
    "39 input without label": (
        message(without(ask(), "label")),
        "missing required field: label",
        FIRST,
    ),
    "45 markdown block in a modal": (
        modal(*[section()] * 5, {"type": "markdown", "text": "Hi"}),
        "unsupported type: markdown",
        "/view/blocks/5/type",
    ),
    "null block_id": (
        message(section(block_id=None)),
        "must provide a string",
        f"{FIRST}/block_id",
    ),
    "null fields": (message(section(fields=None)), "must provide an array", f"{FIRST}/fields"),
    "views.open with type home": (
        partial(view_faults, {"type": "home", "blocks": []}),
        "must be a valid enum value",
        "/view/type",
    ),
    "two tables": (message(TABLE, TABLE), "only_one_table_allowed", "/blocks/1"),
}


@pytest.mark.parametrize(("refused", "message", "pointer"), ROWS.values(), ids=ROWS)
def test_slack_refuses_with_its_words_and_place(refused, message, pointer):
    assert f"{message} [json-pointer:{pointer}]" in [str(fault) for fault in refused()]
