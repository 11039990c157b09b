"""Slack's interactive elements: one table of fields for each, and where each may stand."""

from sandbox.blockkit.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    ID,
    LINK,
    LINKED_OPTION,
    MARKED_OPTION,
    ONE_PICTURE,
    OPTION,
    OPTION_GROUP,
    PICTURE,
    STYLE,
    WEB_LINK,
    plain,
    starts_among_options,
)
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.rules import (
    Agreement,
    Choice,
    Many,
    Must,
    Number,
    Rule,
    Shape,
    Thing,
    Truth,
    Words,
    at_least_one,
    at_most_one,
    in_order,
)

Fields = dict[str, Rule]

ACTION: Fields = {"action_id": ID}
CONFIRMED: Fields = {**ACTION, "confirm": CONFIRM}
FOCUSED: Fields = {**CONFIRMED, "focus_on_load": Truth()}
ASKED: Fields = {**FOCUSED, "placeholder": plain(150)}
TYPED: Fields = {
    **ACTION,
    "focus_on_load": Truth(),
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}
SEVERAL: Fields = {"max_selected_items": Number(least=1)}
OFFERED: Fields = {"options": Many(OPTION, most=100), "option_groups": Many(OPTION_GROUP, most=100)}
ONE_LIST: tuple[Agreement, ...] = (
    at_least_one("options", "option_groups"),
    at_most_one("options", "option_groups"),
    starts_among_options,
)
NAME = Words()
NAMES = Many(NAME, least=0)
DAY = Words(
    shape=Shape(
        r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "must be a date in the form YYYY-MM-DD",
    )
)
HOUR = Words(shape=Shape(r"([01][0-9]|2[0-3]):[0-5][0-9]", "must be a time in the form HH:mm"))
FIGURE = Words(shape=Shape(r"[+-]?[0-9]+(\.[0-9]+)?", "must be a number"))
LABEL = Words(75)

BUTTON = Thing(
    {
        **CONFIRMED,
        "text": Must(plain(75)),
        "value": Words(2000),
        "url": LINK,
        "style": STYLE,
        "accessibility_label": LABEL,
        "agent_prompt": Words(4000),
        "agent_prompt_display": Words(),
    }
)
WORKFLOW = Thing(
    {
        "trigger": Must(
            Thing(
                {
                    "url": Must(WEB_LINK),
                    "customizable_input_parameters": Many(
                        Thing({"name": Must(NAME), "value": Must(Words(least=0))})
                    ),
                }
            )
        )
    }
)
FEEDBACK = Thing(
    {"text": Must(plain(75)), "value": Must(Words(2000)), "accessibility_label": LABEL}
)

ELEMENTS: dict[str, Thing] = {
    "button": BUTTON,
    "workflow_button": Thing(
        {
            **ACTION,
            "text": Must(plain(75)),
            "workflow": Must(WORKFLOW),
            "style": STYLE,
            "accessibility_label": LABEL,
        }
    ),
    "overflow": Thing({**CONFIRMED, "options": Must(Many(LINKED_OPTION, most=5))}),
    "radio_buttons": Thing(
        {**FOCUSED, "options": Must(Many(MARKED_OPTION, most=10)), "initial_option": MARKED_OPTION},
        also=(starts_among_options,),
    ),
    "checkboxes": Thing(
        {
            **FOCUSED,
            "options": Must(Many(MARKED_OPTION, most=10)),
            "initial_options": Many(MARKED_OPTION, most=10),
        },
        also=(starts_among_options,),
    ),
    "static_select": Thing({**ASKED, **OFFERED, "initial_option": OPTION}, also=ONE_LIST),
    "multi_static_select": Thing(
        {**ASKED, **OFFERED, **SEVERAL, "initial_options": Many(OPTION, most=100)}, also=ONE_LIST
    ),
    "external_select": Thing(
        {**ASKED, "initial_option": OPTION, "min_query_length": Number(least=0)}
    ),
    "multi_external_select": Thing(
        {
            **ASKED,
            **SEVERAL,
            "initial_options": Many(OPTION, most=100),
            "min_query_length": Number(least=0),
        }
    ),
    "users_select": Thing({**ASKED, "initial_user": NAME}),
    "multi_users_select": Thing({**ASKED, **SEVERAL, "initial_users": NAMES}),
    "conversations_select": Thing(
        {
            **ASKED,
            "initial_conversation": NAME,
            "default_to_current_conversation": Truth(),
            "response_url_enabled": Truth(),
            "filter": CONVERSATION_FILTER,
        }
    ),
    "multi_conversations_select": Thing(
        {
            **ASKED,
            **SEVERAL,
            "initial_conversations": NAMES,
            "default_to_current_conversation": Truth(),
            "filter": CONVERSATION_FILTER,
        }
    ),
    "channels_select": Thing({**ASKED, "initial_channel": NAME, "response_url_enabled": Truth()}),
    "multi_channels_select": Thing({**ASKED, **SEVERAL, "initial_channels": NAMES}),
    "datepicker": Thing({**ASKED, "initial_date": DAY}),
    "timepicker": Thing({**ASKED, "initial_time": HOUR, "timezone": NAME}),
    "datetimepicker": Thing({**FOCUSED, "initial_date_time": Number(10**9, 10**10 - 1)}),
    "plain_text_input": Thing(
        {
            **TYPED,
            "initial_value": Words(3000),
            "multiline": Truth(),
            "min_length": Number(0, 3000),
            "max_length": Number(1, 3000),
        },
        also=(in_order("min_length", "max_length"),),
    ),
    "email_text_input": Thing({**TYPED, "initial_value": Words()}),
    "url_text_input": Thing({**TYPED, "initial_value": WEB_LINK}),
    "number_input": Thing(
        {
            **TYPED,
            "is_decimal_allowed": Must(Truth()),
            "initial_value": FIGURE,
            "min_value": FIGURE,
            "max_value": FIGURE,
        },
        also=(in_order("min_value", "max_value"),),
    ),
    "rich_text_input": Thing(
        {
            **TYPED,
            "initial_value": RICH_TEXT,
            "min_lines": Number(least=1),
            "max_lines": Number(least=1),
        },
        also=(in_order("min_lines", "max_lines"),),
    ),
    "file_input": Thing({**ACTION, "filetypes": Many(NAME), "max_files": Number(1, 10)}),
    "image": Thing(PICTURE, also=ONE_PICTURE),
    "feedback_buttons": Thing(
        {**ACTION, "positive_button": Must(FEEDBACK), "negative_button": Must(FEEDBACK)}
    ),
    "icon_button": Thing(
        {
            **CONFIRMED,
            "icon": Must(Choice(("trash",))),
            "text": Must(plain(75)),
            "value": Words(2000),
            "accessibility_label": LABEL,
            "visible_to_user_ids": NAMES,
        }
    ),
    "url": Thing({"url": Must(LINK), "text": Must(Words())}),
}

PICKERS = frozenset(
    kind for kind in ELEMENTS if kind.endswith("_select") or kind in {"datepicker", "timepicker"}
)
LISTS = frozenset({"radio_buttons", "checkboxes"})
PRESSED = frozenset({"button", "workflow_button", "overflow"})
ONLY_IN_INPUT = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "file_input",
    }
)
IN_SECTION = PICKERS | LISTS | PRESSED | {"image"}
IN_ACTIONS = PICKERS | LISTS | PRESSED | {"datetimepicker", "rich_text_input"}
IN_INPUT = PICKERS | LISTS | ONLY_IN_INPUT | {"datetimepicker", "rich_text_input"}
INTERACTIVE = frozenset(kind for kind, thing in ELEMENTS.items() if "action_id" in thing.fields)


def elements(kinds: frozenset[str]) -> dict[str, Thing]:
    return {kind: ELEMENTS[kind] for kind in ELEMENTS if kind in kinds}
