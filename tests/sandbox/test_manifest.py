"""What Slack refuses in a manifest, row by row, and what the stand-in reads from a right one."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from sandbox.manifest import Command, ManifestRefused, Shortcut, manifest_faults, read_manifest

OURS = Path(__file__).parents[2] / "manifest.json"
COMMAND = {"command": "/cx", "description": "Promise"}
SHORTCUT = {"name": "New", "type": "global", "callback_id": "new", "description": "A promise"}
RIGHT = {
    "_metadata": {"major_version": 2, "minor_version": 1},
    "display_information": {"name": "cxbot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "cxbot"},
        "slash_commands": [COMMAND | {"usage_hint": "commit", "should_escape": True}],
        "shortcuts": [SHORTCUT],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "channels:read"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "member_joined_channel"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
NAME = ("display_information", "name")
COMMANDS = ("features", "slash_commands")
SHORTCUTS = ("features", "shortcuts")
BOT_SCOPES = ("oauth_config", "scopes", "bot")
EVENTS = ("settings", "event_subscriptions", "bot_events")
ABSENT = object()

REFUSED = {
    "name 36": (NAME, "x" * 36, "must be less than 36 characters"),
    "no display_information": (
        ("display_information",),
        ABSENT,
        "missing required field: display_information",
    ),
    "description 141": (
        ("display_information", "description"),
        "x" * 141,
        "must be less than 141 characters",
    ),
    "long_description 100": (
        ("display_information", "long_description"),
        "x" * 100,
        "must be more than 174 characters",
    ),
    "colour #ggg": (("display_information", "background_color"), "#ggg", "must be a colour"),
    "command without slash": (
        COMMANDS,
        [COMMAND | {"command": "cx"}],
        "must be a slash and a word",
    ),
    "command with a space": (
        COMMANDS,
        [COMMAND | {"command": "/c x"}],
        "must be a slash and a word",
    ),
    "command with capitals": (
        COMMANDS,
        [COMMAND | {"command": "/CX"}],
        "must be a slash and a word",
    ),
    "command 33 chars": (
        COMMANDS,
        [COMMAND | {"command": "/" + "x" * 32}],
        "must be less than 33 characters",
    ),
    "command without description": (
        COMMANDS,
        [{"command": "/cx"}],
        "missing required field: description",
    ),
    "usage_hint 1001": (
        COMMANDS,
        [COMMAND | {"usage_hint": "x" * 1001}],
        "must be less than 1001 characters",
    ),
    "51 commands": (COMMANDS, [COMMAND] * 51, "no more than 50 items allowed"),
    "the same command twice": (COMMANDS, [COMMAND] * 2, "/cx is given 2 times"),
    "shortcut type": (SHORTCUTS, [SHORTCUT | {"type": "button"}], "must be a valid enum value"),
    "shortcut name 25": (
        SHORTCUTS,
        [SHORTCUT | {"name": "x" * 25}],
        "must be less than 25 characters",
    ),
    "11 shortcuts": (SHORTCUTS, [SHORTCUT] * 11, "no more than 10 items allowed"),
    "the same shortcut twice": (SHORTCUTS, [SHORTCUT] * 2, "new is given 2 times"),
    "unknown key": (("features", "buttons"), [], "invalid additional property: buttons"),
    "interactivity without is_enabled": (
        ("settings", "interactivity"),
        {},
        "missing required field: is_enabled",
    ),
    "shortcuts without interactivity": (
        ("settings", "interactivity", "is_enabled"),
        False,
        "shortcuts need interactivity",
    ),
    "bot name 81": (
        ("features", "bot_user", "display_name"),
        "x" * 81,
        "must be less than 81 characters",
    ),
    "scopes without a bot": (("features", "bot_user"), ABSENT, "missing required field: bot_user"),
    "boolean given as a word": (
        ("settings", "socket_mode_enabled"),
        "true",
        "must provide a boolean",
    ),
    "http request_url": (
        ("settings", "event_subscriptions", "request_url"),
        "http://cx.example/slack/events",
        "must be an https address",
    ),
    "unknown scope": (BOT_SCOPES, ["commands", "channels:raed"], "unknown scope: channels:raed"),
    "a scope twice": (BOT_SCOPES, ["commands", "commands"], "commands is given 2 times"),
    "optional scope not among the scopes": (
        ("oauth_config", "scopes", "bot_optional"),
        ["dnd:read"],
        "dnd:read must be listed in `bot` as well",
    ),
    "commands without the commands scope": (
        BOT_SCOPES,
        ["channels:read"],
        "slash commands and shortcuts need the scope commands",
    ),
    "unknown event": (EVENTS, ["home_opened"], "unknown event: home_opened"),
    "event without its scope": (EVENTS, ["team_join"], "team_join needs the scope users:read"),
    "event without any of its scopes": (
        EVENTS,
        ["message.im"],
        "message.im needs the scope im:history",
    ),
    "no Socket Mode and no address": (
        ("settings", "socket_mode_enabled"),
        False,
        "missing required field: request_url (there is no Socket Mode)",
    ),
}
TAKEN = {
    "as it is": (NAME, "cxbot"),
    "colour of three digits": (("display_information", "background_color"), "#1ab"),
    "bot name with a space": (("features", "bot_user", "display_name"), "Harbour bot"),
    "no commands": (COMMANDS, []),
    "an assistant": (
        ("features", "assistant_view"),
        {"assistant_description": "Keeps promises", "suggested_prompts": []},
    ),
    "a token that an exchange protects": (("oauth_config", "pkce_enabled"), True),
    "a step in a workflow": (
        ("functions",),
        {
            "record": {
                "title": "Record",
                "description": "A promise",
                "input_parameters": {},
                "output_parameters": {},
            }
        },
    ),
}


def with_change(place, value):
    told = deepcopy(RIGHT)
    part = told
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    if value is ABSENT:
        del part[place[-1]]
    return told


@pytest.mark.parametrize(("place", "value", "message"), REFUSED.values(), ids=REFUSED)
def test_slack_refuses_the_manifest(place, value, message):
    assert any(message in fault for fault in manifest_faults(with_change(place, value)))


@pytest.mark.parametrize(("place", "value"), TAKEN.values(), ids=TAKEN)
def test_slack_takes_the_manifest(place, value):
    assert manifest_faults(with_change(place, value)) == []


def test_a_manifest_must_be_an_object():
    assert manifest_faults([]) == ["must provide an object [json-pointer:]"]


def test_a_fault_says_where_it_is():
    told = with_change(COMMANDS, [COMMAND, {"command": "/win"}])

    assert manifest_faults(told) == [
        "missing required field: description [json-pointer:/features/slash_commands/1]"
    ]


def test_with_every_address_no_socket_mode_is_needed():
    told = with_change(("settings", "socket_mode_enabled"), False)
    told["features"]["slash_commands"][0]["url"] = "https://cx.example/slack/events"
    for part in ("event_subscriptions", "interactivity"):
        told["settings"][part]["request_url"] = "https://cx.example/slack/events"

    assert manifest_faults(told) == []


def test_a_refused_manifest_is_not_installed():
    with pytest.raises(ManifestRefused, match="unknown event: home_opened"):
        read_manifest(with_change(EVENTS, ["home_opened"]))


def test_the_stand_in_grants_what_the_manifest_says():
    manifest = read_manifest(RIGHT)

    assert manifest.scopes == {"commands", "chat:write", "channels:read"}
    assert manifest.events == {"app_home_opened", "member_joined_channel"}
    assert manifest.commands == {"/cx": Command("/cx", "Promise", "commit", should_escape=True)}
    assert manifest.shortcuts == {"new": Shortcut("new", "New", "global", "A promise")}


def test_the_stand_in_switches_on_what_the_manifest_says():
    manifest = read_manifest(RIGHT)

    assert (manifest.home_tab, manifest.messages_tab, manifest.messages_tab_read_only) == (
        True,
        True,
        False,
    )
    assert (manifest.interactivity, manifest.socket_mode) == (True, True)


def test_the_bare_minimum_has_nothing_switched_on():
    manifest = read_manifest({"display_information": {"name": "cxbot"}})

    assert (manifest.home_tab, manifest.interactivity, manifest.socket_mode) == (False,) * 3
    assert manifest.bot_name == "cxbot"


def test_our_own_manifest_is_taken():
    assert manifest_faults(json.loads(OURS.read_text())) == []


def test_our_own_manifest_is_read_from_its_file():
    assert "/cx" in read_manifest(OURS).commands
