"""Row 2: a trigger lives three seconds, opens one view, and comes only from what people do."""

import asyncio

import pytest

from tests.sandbox.mini_apps import a_modal, error_of, over_socket_mode


async def refusal(slack, app, ada, wrong):
    """Type a command and return what Slack said to the app's way of opening a view."""
    said = []

    @app.command("/cx")
    async def ask(ack, body, client):
        said.append(await error_of(wrong(client, body["trigger_id"])))
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
    return said


async def test_wrong_a_trigger_used_twice(slack, app, ada):
    async def twice(client, trigger_id):
        await client.views_open(trigger_id=trigger_id, view=a_modal())
        return await client.views_open(trigger_id=trigger_id, view=a_modal())

    assert await refusal(slack, app, ada, twice) == ["exchanged_trigger_id"]


async def test_wrong_a_slow_read_before_the_view(slack, app, ada):
    slack.world.triggers.life_seconds = 0.05

    async def late(client, trigger_id):
        await asyncio.sleep(0.1)
        return await client.views_open(trigger_id=trigger_id, view=a_modal())

    assert await refusal(slack, app, ada, late) == ["expired_trigger_id"]


@pytest.mark.parametrize(
    ("trigger_id", "error"),
    [
        ("1.2.abc", "invalid_trigger_id"),
        ("made up", "invalid_arguments"),
        ("", "invalid_arguments"),
    ],
)
async def test_wrong_a_trigger_nobody_pulled(client, trigger_id, error):
    call = client.views_open(trigger_id=trigger_id, view=a_modal())

    assert await error_of(call) == error


async def test_wrong_an_event_has_no_trigger(slack, app, ada):
    heard = []

    @app.event("app_mention")
    async def hear(event, body):
        heard.append("trigger_id" in event or "trigger_id" in body)

    async with over_socket_mode(slack, app):
        await ada.mentions_bot("commit call Acme", in_="#cx-forum")

    assert heard == [False]


async def test_right_a_loading_view_first_and_then_the_slow_read(slack, app, ada):
    slack.world.triggers.life_seconds = 0.1

    @app.command("/cx")
    async def ask(ack, body, client):
        loading = await client.views_open(trigger_id=body["trigger_id"], view=a_modal())
        await asyncio.sleep(0.15)
        ready = a_modal(callback_id="ready")
        await client.views_update(view_id=loading["view"]["id"], view=ready)
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")

    assert ada.modal.view.body["callback_id"] == "ready"
