"""What Slack takes: every block and element the bot uses, and each limit just not passed."""

import pytest

from sandbox.blockkit import with_ids
from tests.sandbox.test_blockkit.pieces import (
    CHART,
    IMAGE,
    TABLE,
    actions,
    ask,
    button,
    choose,
    confirm,
    home,
    message,
    modal,
    modal_without,
    mrkdwn,
    option,
    options,
    plain,
    section,
)

PLACEHOLDER = plain("Choose")
GROUPS = [{"label": plain("Mine"), "options": options(100)} for _ in range(100)]
MARKED = [{"text": mrkdwn("*Yes*"), "value": "y", "description": mrkdwn("_sure_")}]
POINTS = [{"label": day, "value": 1.5} for day in ("Mon", "Tue")]
PLOT = {
    "type": "line",
    "series": [{"name": "Reports", "data": POINTS}],
    "axis_config": {"categories": ["Tue", "Mon"], "x_label": "Day"},
}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hi ", "style": {"bold": True}},
                {"type": "user", "user_id": "U1"},
                {"type": "link", "url": "https://example.com"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "One"}]},
            ],
        },
    ],
}
CARD = {"type": "card", "title": plain("C-12"), "actions": [button()]}

ROWS = {
    "no blocks": message(),
    "50 blocks": message(*[section()] * 50),
    "section of 3000 characters": message(section("x" * 3000)),
    "section of 3000 emoji": message(section("🎉" * 3000)),
    "section with verbatim text and expand": message(
        section(expand=True) | {"text": mrkdwn() | {"verbatim": True}}
    ),
    "section of 10 fields": message({"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}),
    "section with a button": message(section(accessory=button(value="12", style="primary"))),
    "section with an overflow of 5": message(
        section(accessory=choose("overflow", options=options(5), confirm=confirm(style="danger")))
    ),
    "overflow with links": message(
        section(accessory=choose("overflow", options=[option() | {"url": "https://example.com"}]))
    ),
    "section with an image": message(section(accessory=IMAGE)),
    "header and divider": message(
        {"type": "header", "text": plain("x" * 150), "level": 2}, {"type": "divider"}
    ),
    "context of texts and an image": message(
        {"type": "context", "elements": [mrkdwn(), plain(), IMAGE] + [mrkdwn()] * 7}
    ),
    "image block": message({**IMAGE, "title": plain("Votes"), "block_id": "chart"}),
    "image from an uploaded file": message(
        {"type": "image", "alt_text": "Votes", "slack_file": {"id": "F1"}}
    ),
    "actions of 25 buttons": message(actions(*[button(action_id=str(n)) for n in range(25)])),
    "one action_id in two blocks": message(actions(button()), actions(button())),
    "buttons without action_id": message(actions(*[{"type": "button", "text": plain()}] * 2)),
    "link button with a confirmation": message(
        actions(button(url="https://example.com", confirm=confirm(), accessibility_label="Open"))
    ),
    "pickers of people and places": message(
        actions(
            choose("users_select", initial_user="U1", placeholder=PLACEHOLDER),
            {"type": "multi_users_select", "action_id": "who", "max_selected_items": 5},
            {"type": "channels_select", "action_id": "channel", "initial_channel": "C1"},
        )
    ),
    "conversations_select with a filter": modal(
        ask(
            choose(
                "conversations_select",
                default_to_current_conversation=True,
                response_url_enabled=True,
                filter={
                    "include": ["public", "private"],
                    "exclude_external_shared_channels": True,
                    "exclude_bot_users": True,
                },
            )
        )
    ),
    "date and time": message(
        section(accessory=choose("datepicker", initial_date="2026-11-27", placeholder=PLACEHOLDER)),
        actions(
            choose("timepicker", initial_time="09:30", timezone="Europe/Berlin"),
            {"type": "datetimepicker", "action_id": "at", "initial_date_time": 1_795_000_000},
        ),
    ),
    "radio buttons and checkboxes": modal(
        ask(choose("radio_buttons", options=MARKED, initial_option=MARKED[0])),
        ask(choose("checkboxes", options=MARKED, initial_options=MARKED), optional=True),
    ),
    "select of 100 options": message(
        actions(choose(options=options(100), initial_option=option("Option 7", "7")))
    ),
    "select of groups": message(
        section(accessory=choose(option_groups=GROUPS, initial_option=option("Option 7", "7")))
    ),
    "multi select": modal(
        ask(choose("multi_static_select", options=options(3), initial_options=options(2)))
    ),
    "select with options from outside": message(
        actions(choose("external_select", min_query_length=0, initial_option=option()))
    ),
    "text input with everything": modal(
        ask(
            choose(
                "plain_text_input",
                multiline=True,
                initial_value="x" * 3000,
                min_length=1,
                max_length=3000,
                focus_on_load=True,
                placeholder=PLACEHOLDER,
                dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
            ),
            hint=plain("In a sentence"),
            dispatch_action=True,
            block_id="what",
        )
    ),
    "inputs of numbers, links, addresses, files and rich text": modal(
        ask(choose("number_input", is_decimal_allowed=True, min_value="-0.5", max_value="10")),
        ask(choose("url_text_input", initial_value="https://example.com")),
        ask(choose("email_text_input")),
        ask(choose("file_input", filetypes=["png"], max_files=10)),
        ask(choose("rich_text_input", initial_value=RICH)),
    ),
    "input in a message": message(ask()),
    "modal with everything": modal(
        *[section()] * 100,
        close=plain("x" * 24),
        callback_id="c" * 255,
        external_id="e" * 255,
        private_metadata="x" * 3000,
        clear_on_close=True,
        notify_on_close=True,
    ),
    "modal that only tells": modal_without("submit", section()),
    "modal with an alert": modal({"type": "alert", "text": mrkdwn(), "level": "warning"}),
    "Home with inputs": home(ask(), section(), private_metadata="", callback_id="home"),
    "an empty Home": home(),
    "rich text": message(RICH),
    "markdown to its limit": message(*[{"type": "markdown", "text": "x" * 6000}] * 2),
    "two charts and one table": message(CHART, CHART | {"chart": PLOT}, TABLE),
    "table with a skipped column": message(TABLE | {"column_settings": [None, {"align": "right"}]}),
    "cards": message(CARD, {"type": "carousel", "elements": [CARD] * 10}),
    "container": home({"type": "container", "title": plain(), "child_blocks": [section()] * 10}),
    "plan of tasks": message(
        {
            "type": "plan",
            "title": "Churn list",
            "tasks": [{"type": "task_card", "task_id": "1", "title": "Ask", "status": "pending"}],
        }
    ),
}


@pytest.mark.parametrize("taken", ROWS.values(), ids=ROWS)
def test_slack_takes_it(taken):
    assert taken() == []


@pytest.mark.parametrize("taken", ROWS.values(), ids=ROWS)
def test_what_slack_stored_it_takes_again(taken):
    sent = taken.args[0]
    if isinstance(sent, list):
        again = with_ids(sent)
    else:
        again = sent | {"blocks": with_ids(sent["blocks"])}

    assert taken.func(again, **taken.keywords) == []
