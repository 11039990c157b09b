"""Slack's composition objects: text, options, confirmation and what else elements are made of."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.rules import (
    Agreement,
    Choice,
    Fault,
    Faults,
    Kind,
    Many,
    Must,
    Rule,
    Schemas,
    Shape,
    Thing,
    Truth,
    Words,
    at_least_one,
    at_most_one,
)

ID = Words(255)
# Slack takes other schemes behind a button (mailto, an app's own), but no bare words.
LINK = Words(3000, shape=Shape(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", "must be a valid URL"))
WEB_LINK = Words(3000, shape=Shape(r"(?i)https?://[^\s/]\S*", "must be a valid URL"))


def plain(most: int = 3000) -> Rule:
    type_ = Must(Choice(("plain_text",)))
    return Thing({"type": type_, "text": Must(Words(most)), "emoji": Truth()})


def text(most: int = 3000) -> Rule:
    return Schemas(Kind(texts(most)))


def texts(most: int = 3000) -> dict[str, Thing]:
    return {
        "plain_text": Thing({"text": Must(Words(most)), "emoji": Truth()}),
        "mrkdwn": Thing({"text": Must(Words(most)), "verbatim": Truth()}),
    }


STYLE = Choice(("primary", "danger"))
CONFIRM = Thing(
    {
        "title": Must(plain(100)),
        "text": Must(text(300)),
        "confirm": Must(plain(30)),
        "deny": Must(plain(30)),
        "style": STYLE,
    }
)


def option(words: Rule, **more: Rule) -> Rule:
    return Thing({"text": Must(words), "value": Must(Words(150)), "description": words, **more})


OPTION = option(plain(75))
MARKED_OPTION = option(text(75))
LINKED_OPTION = option(plain(75), url=LINK)
OPTION_GROUP = Thing({"label": Must(plain(75)), "options": Must(Many(OPTION, most=100))})
CONVERSATION_FILTER = Thing(
    {
        "include": Many(Choice(("im", "mpim", "private", "public")), most=4),
        "exclude_external_shared_channels": Truth(),
        "exclude_bot_users": Truth(),
    },
    also=(at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Thing(
    {"trigger_actions_on": Must(Many(Choice(("on_enter_pressed", "on_character_entered")), most=2))}
)
SLACK_FILE = Thing(
    {"id": Words(), "url": WEB_LINK},
    also=(at_least_one("id", "url"), at_most_one("id", "url")),
)
PICTURE: dict[str, Rule] = {
    "alt_text": Must(Words(2000)),
    "image_url": WEB_LINK,
    "slack_file": SLACK_FILE,
}
ONE_PICTURE: tuple[Agreement, ...] = (
    at_least_one("image_url", "slack_file"),
    at_most_one("image_url", "slack_file"),
)


def starts_among_options(value: Mapping[str, Any], pointer: str) -> Faults:
    offered = options_of(value)
    if "initial_option" in value and value["initial_option"] not in offered:
        yield Fault(f"{pointer}/initial_option", "must be equal to one of the options")
    for place, one in enumerate(value.get("initial_options", [])):
        if one not in offered:
            where = f"{pointer}/initial_options/{place}"
            yield Fault(where, "must be equal to one of the options")


def options_of(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All options an element offers, whether in groups or not."""
    grouped = [one for group in element.get("option_groups", []) for one in group["options"]]
    return [*element.get("options", []), *grouped]
