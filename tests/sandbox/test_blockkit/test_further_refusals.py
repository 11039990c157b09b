"""What else a strict Slack refuses: rows that the survey of validators did not have."""

from functools import partial

import pytest

from sandbox.blockkit import message_faults, view_faults
from tests.sandbox.test_blockkit.pieces import (
    CHART,
    ELEMENT,
    FIRST,
    IMAGE,
    TABLE,
    actions,
    ask,
    button,
    choose,
    home,
    message,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    section,
)

NUMBER = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}
PLOT = {
    "type": "bar",
    "series": [{"name": "Reports", "data": [{"label": "Mon", "value": 1}]}],
    "axis_config": {"categories": ["Mon", "Tue"]},
}
ROW = TABLE["rows"][0]

ROWS = {
    "blocks that are no list": (partial(message_faults, {}), "must provide an array", "/blocks"),
    "a block without a type": (message({}), "missing required field: type", FIRST),
    "a type that is no word": (message({"type": 1}), "must provide a string", f"{FIRST}/type"),
    "half a surrogate pair": (
        message(section("\ud800")),
        "must provide a string",
        f"{FIRST}/text/text",
    ),
    "mrkdwn with emoji": (
        message(section() | {"text": mrkdwn() | {"emoji": True}}),
        "invalid additional property: emoji",
        f"{FIRST}/text",
    ),
    "expand as a word": (
        message(section(expand="yes")),
        "must provide a boolean",
        f"{FIRST}/expand",
    ),
    "header level 5": (
        message({"type": "header", "text": plain(), "level": 5}),
        "must be less than 5",
        f"{FIRST}/level",
    ),
    "button leading nowhere": (
        message(actions(button(url="our page"))),
        "must be a valid URL",
        f"{ELEMENT}/url",
    ),
    "datetimepicker beside a section": (
        message(section(accessory=choose("datetimepicker"))),
        "unsupported type: datetimepicker",
        f"{FIRST}/accessory/type",
    ),
    "text input among actions": (
        message(actions(choose("plain_text_input"))),
        "unsupported type: plain_text_input",
        f"{ELEMENT}/type",
    ),
    "select option with a url": (
        message(actions(choose(options=[option() | {"url": "https://example.com"}]))),
        "invalid additional property: url",
        f"{ELEMENT}/options/0",
    ),
    "select option in mrkdwn": (
        message(actions(choose(options=[{"text": mrkdwn(), "value": "1"}]))),
        "must be a valid enum value",
        f"{ELEMENT}/options/0/text/type",
    ),
    "select without options": (
        message(actions(choose())),
        "must define either `options` or `option_groups`",
        ELEMENT,
    ),
    "initial_options not among options": (
        message(actions(choose("checkboxes", options=options(2), initial_options=[option()]))),
        "must be equal to one of the options",
        f"{ELEMENT}/initial_options/0",
    ),
    "multi select of at most none": (
        message(actions(choose("multi_users_select", max_selected_items=0))),
        "must be greater than 0",
        f"{ELEMENT}/max_selected_items",
    ),
    "empty conversation filter": (
        message(actions(choose("conversations_select", filter={"include": []}))),
        "must provide at least 1 items",
        f"{ELEMENT}/filter/include",
    ),
    "half past twenty-five": (
        message(actions(choose("timepicker", initial_time="25:30"))),
        "must be a time in the form HH:mm",
        f"{ELEMENT}/initial_time",
    ),
    "empty initial_value": (
        modal(ask(choose("plain_text_input", initial_value=""))),
        "must be more than 0 characters",
        "/view/blocks/0/element/initial_value",
    ),
    "min_length above max_length": (
        modal(ask(choose("plain_text_input", min_length=9, max_length=8))),
        "must not be greater than `max_length`",
        "/view/blocks/0/element/min_length",
    ),
    "a number as its minimum": (
        modal(ask(NUMBER | {"min_value": 1})),
        "must provide a string",
        "/view/blocks/0/element/min_value",
    ),
    "file_input that dispatches": (
        modal(ask(choose("file_input"), dispatch_action=True)),
        "must not be used with a `file_input`",
        "/view/blocks/0/dispatch_action",
    ),
    "image by url and by file": (
        message(IMAGE | {"slack_file": {"id": "F1"}}),
        "must not define `image_url` and `slack_file` together",
        FIRST,
    ),
    "Home with a title": (
        home(title=plain()),
        "invalid additional property: title",
        "/view",
    ),
    "Home in the mould of a modal": (
        partial(view_faults, {"type": "modal", "title": plain(), "blocks": []}, published=True),
        "must be a valid enum value",
        "/view/type",
    ),
    "12001 characters of markdown in two blocks": (
        message(*[{"type": "markdown", "text": "x" * n} for n in (6000, 6001)]),
        "must be less than 12001 characters",
        "/blocks/1/text",
    ),
    "three charts": (message(CHART, CHART, CHART), "no more than 2 charts allowed", "/blocks/2"),
    "a chart on Home": (home(CHART), "unsupported type: data_visualization", "/view/blocks/0/type"),
    "a series without a point for Tuesday": (
        message(CHART | {"chart": PLOT}),
        "must have exactly one point per category",
        f"{FIRST}/chart/series/0/data",
    ),
    "a slice of nothing": (
        message(CHART | {"chart": {"type": "pie", "segments": [{"label": "No", "value": 0}]}}),
        "must be greater than 0",
        f"{FIRST}/chart/segments/0/value",
    ),
    "an empty cell": (
        message(TABLE | {"rows": [[{"type": "raw_text", "text": ""}]]}),
        "must be more than 0 characters",
        f"{FIRST}/rows/0/0/text",
    ),
    "rows of different lengths": (
        message({"type": "data_table", "caption": "Votes", "rows": [ROW, ROW * 2]}),
        "must have as many cells as the first row",
        f"{FIRST}/rows/1",
    ),
    "an alert in a message": (
        message({"type": "alert", "text": plain()}),
        "unsupported type: alert",
        f"{FIRST}/type",
    ),
    "a card titled by a bare string": (
        message({"type": "card", "title": "C-12"}),
        "must provide an object",
        f"{FIRST}/title",
    ),
    "block_id twice, once inside a container": (
        message(
            section(block_id="a"),
            {"type": "container", "title": plain(), "child_blocks": [section(block_id="a")]},
        ),
        '`block_id` "a" already exists',
        "/blocks/1/child_blocks/0/block_id",
    ),
    "a file that an app cannot post": (
        message({"type": "file", "source": "remote", "external_id": "1"}),
        "unsupported type: file",
        f"{FIRST}/type",
    ),
    "rich text without words": (
        message(
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}
                ],
            }
        ),
        "must be more than 0 characters",
        f"{ELEMENT}/elements/0/text",
    ),
}


@pytest.mark.parametrize(("refused", "message", "pointer"), ROWS.values(), ids=ROWS)
def test_slack_refuses_it_there(refused, message, pointer):
    assert f"{message} [json-pointer:{pointer}]" in [str(fault) for fault in refused()]
