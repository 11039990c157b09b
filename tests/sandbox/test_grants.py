"""Row 6: the app may do what its manifest says, and nothing else."""

import json

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack import Slack
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.mini_apps import (
    a_card,
    a_client,
    a_home,
    an_app,
    error_of,
    over_socket_mode,
    says_yes,
    served,
)


def manifest_with(*scopes, without="", **app_home):
    """Return this repository's manifest with more scopes, or with one less."""
    manifest = json.loads(MANIFEST.read_text())
    granted = manifest["oauth_config"]["scopes"]
    granted["bot"] = [s for s in [*granted["bot"], *scopes] if s != without]
    manifest["features"]["app_home"].update(app_home)
    return manifest


async def test_wrong_a_scope_that_was_not_asked_for(client):
    call = client.reactions_add(channel="C0FORUM", name="eyes", timestamp="1.1")

    assert await error_of(call) == "missing_scope"


async def test_missing_scope_says_what_is_needed_and_what_there_is(client):
    with pytest.raises(SlackApiError) as refused:
        await client.reactions_add(channel="C0FORUM", name="eyes", timestamp="1.1")

    answer = refused.value.response
    assert answer["needed"] == "reactions:write"
    assert "chat:write" in answer["provided"].split(",")
    assert answer.headers["x-oauth-scopes"] == answer["provided"]


async def test_wrong_a_command_that_is_not_declared(slack, app, ada):
    async with over_socket_mode(slack, app):
        seen = await ada.types("/cxx commit")

    assert seen.text == "/cxx is not a valid command."


async def test_wrong_an_event_that_is_not_subscribed(slack, app, ada):
    heard = []

    @app.event("message")
    async def hear(event):
        heard.append(event["channel"])

    async with over_socket_mode(slack, app):
        await ada.says("Nobody asked the bot", in_="#cx-forum")

    assert heard == []


async def test_wrong_an_event_of_a_place_without_the_scope_for_it():
    manifest = manifest_with(without="groups:read")
    told = manifest["settings"]["event_subscriptions"]
    told["bot_events"] = [name for name in told["bot_events"] if not name.startswith("group_")]
    async with Slack.start(manifest=manifest) as slack:
        slack.invite_bot("#price-war")
        slack.invite_bot("#support")
        await slack.quiet()

        heard = {e.sent["event"]["channel"] for e in slack.log.deliveries("member_joined_channel")}
        assert heard == {"C0SUPPORT"}


async def test_wrong_a_button_while_interactivity_is_off():
    manifest = manifest_with()
    manifest["settings"]["interactivity"]["is_enabled"] = False
    del manifest["features"]["shortcuts"]
    async with Slack.start(manifest=manifest) as slack:
        await a_client(slack).chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())
        ada = slack.person("ada")
        async with served(says_yes()) as url:
            slack.deliver_by_http(f"{url}/")
            seen = await ada.presses("Press", on=ada.reads("#cx-forum")[-1])

        assert seen.failure == "warning"


async def test_wrong_a_home_while_the_tab_is_off():
    async with Slack.start(manifest=manifest_with(home_tab_enabled=False)) as slack:
        call = a_client(slack).views_publish(user_id="U0ADA", view=a_home())

        assert await error_of(call) == "not_enabled"


async def test_wrong_a_dm_while_the_tab_is_off():
    manifest = manifest_with(messages_tab_enabled=False)
    async with Slack.start(manifest=manifest) as slack:
        call = a_client(slack).chat_postMessage(channel="U0ADA", text="Hello")

        assert await error_of(call) == "messages_tab_disabled"


async def test_wrong_the_token_of_the_socket_for_a_post(slack):
    call = a_client(slack, slack.app_token).chat_postMessage(channel="C0FORUM", text="C-1")

    assert await error_of(call) == "not_allowed_token_type"


async def test_wrong_a_method_that_does_not_exist(client):
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"


async def test_wrong_json_to_a_method_that_takes_none(client):
    call = client.api_call("users.info", json={"user": "U0ADA"})

    assert await error_of(call) == "invalid_arguments"


async def test_uninstalling_kills_the_token_before_the_app_hears(slack):
    token = slack.bot_token

    slack.uninstall()
    await slack.quiet()

    told = {entry.name for entry in slack.log.deliveries()}
    assert told == {"app_uninstalled", "tokens_revoked"}
    assert await error_of(a_client(slack, token).auth_test()) == "invalid_auth"


async def test_right_with_the_scope_a_reaction_is_put(slack):
    async with Slack.start(manifest=manifest_with("reactions:write")) as other:
        app = an_app(other)
        ts = (await app.client.chat_postMessage(channel="C0FORUM", text="C-1"))["ts"]
        await app.client.reactions_add(channel="C0FORUM", name="eyes", timestamp=ts)
        again = app.client.reactions_add(channel="C0FORUM", name="eyes", timestamp=ts)

        assert await error_of(again) == "already_reacted"
