"""The shape of an app manifest: every field Slack knows, with its limits."""

from typing import Any

from sandbox.blockkit.rules import (
    Choice,
    Faults,
    Many,
    Must,
    Named,
    Number,
    Rule,
    Shape,
    Thing,
    Truth,
    Words,
)


class Anything:
    """A part of the manifest that this workspace makes no use of."""

    def faults(self, _value: Any, _pointer: str) -> Faults:
        yield from ()


NAME = Words()
ADDRESS = Shape(r"https://\S+", "must be an https address")
COLOUR = Shape("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", "must be a colour like #1f3a5f")
COMMAND = Shape(r"/[^\sA-Z/]+", "must be a slash and a word in lower case")
PROMPTS = Many(Thing({"title": Must(NAME), "message": Must(NAME)}), most=4, least=0)
SCOPES = Many(NAME, most=255, least=0)
EVENTS = Many(NAME, most=100, least=0)
REST = Named(Anything())


def _url(most: int = 3000) -> Rule:
    return Words(most, shape=ADDRESS)


SLASH_COMMAND = Thing(
    {
        "command": Must(Words(32, least=2, shape=COMMAND)),
        "url": _url(),
        "description": Must(Words(2000)),
        "usage_hint": Words(1000, least=0),
        "should_escape": Truth(),
    }
)
SHORTCUT = Thing(
    {
        "name": Must(Words(24)),
        "type": Must(Choice(("message", "global"))),
        "callback_id": Must(Words(255)),
        "description": Must(Words(150)),
    }
)
FEATURES = Thing(
    {
        "app_home": Thing(
            {
                "home_tab_enabled": Truth(),
                "messages_tab_enabled": Truth(),
                "messages_tab_read_only_enabled": Truth(),
            }
        ),
        "bot_user": Thing({"display_name": Must(Words(80)), "always_online": Truth()}),
        "slash_commands": Many(SLASH_COMMAND, most=50, least=0),
        "shortcuts": Many(SHORTCUT, most=10),
        "unfurl_domains": Many(NAME, most=5),
        "workflow_steps": Many(Anything(), least=0),
        "agent_view": Thing(
            {
                "agent_description": Words(300),
                "suggested_prompts": PROMPTS,
                "actions": Many(Thing({"name": Must(NAME), "description": Must(NAME)}), least=0),
            }
        ),
        "assistant_view": Thing(
            {"assistant_description": Must(NAME), "suggested_prompts": PROMPTS}
        ),
    }
)
DISPLAY = Thing(
    {
        "name": Must(Words(35)),
        "description": Words(140),
        "long_description": Words(4000, least=175),
        "background_color": Words(shape=COLOUR),
    }
)
OAUTH = Thing(
    {
        "redirect_urls": Many(_url(), most=1000, least=0),
        "scopes": Thing(dict.fromkeys(("bot", "user", "bot_optional", "user_optional"), SCOPES)),
        "token_management_enabled": Truth(),
        "pkce_enabled": Truth(),
    }
)
METADATA_SUBSCRIPTION = Thing({"app_id": Must(NAME), "event_type": Must(Words(50))})
SETTINGS = Thing(
    {
        "event_subscriptions": Thing(
            {
                "request_url": _url(3500),
                "bot_events": EVENTS,
                "user_events": EVENTS,
                "metadata_subscriptions": Many(METADATA_SUBSCRIPTION, most=20),
            }
        ),
        "interactivity": Thing(
            {
                "is_enabled": Must(Truth()),
                "request_url": _url(),
                "message_menu_options_url": _url(),
            }
        ),
        "socket_mode_enabled": Truth(),
        "org_deploy_enabled": Truth(),
        "token_rotation_enabled": Truth(),
        "is_hosted": Truth(),
        "is_mcp_enabled": Truth(),
        "hermes_app_type": NAME,
        "function_runtime": Choice(("remote", "slack")),
        "allowed_ip_address_ranges": Many(NAME, most=50, least=0),
        "incoming_webhooks": Thing({"incoming_webhooks_enabled": Truth()}),
        "siws_links": Thing({"initiate_uri": _url()}),
    }
)
FUNCTION = Thing(
    {
        "title": Must(NAME),
        "description": Must(NAME),
        "input_parameters": Must(REST),
        "output_parameters": Must(REST),
    }
)
MANIFEST = Thing(
    {
        "$schema": NAME,
        "_metadata": Thing({"major_version": Number(1, 2), "minor_version": Number(0)}),
        "display_information": Must(DISPLAY),
        "features": FEATURES,
        "oauth_config": OAUTH,
        "settings": SETTINGS,
        "functions": Named(FUNCTION, most=50),
        "mcp_servers": Named(REST, most=20),
        "outgoing_domains": Many(NAME, least=0),
        **dict.fromkeys(
            ("workflows", "datastores", "types", "external_auth_providers", "app_directory"), REST
        ),
    }
)
