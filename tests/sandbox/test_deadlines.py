"""Row 1: what is not acknowledged within three seconds has failed for the person."""

import asyncio
import time

import pytest

from sandbox.links.outcome import ACK_SECONDS
from tests.sandbox.mini_apps import (
    a_card,
    a_modal,
    a_section,
    opens_on_command,
    over_http,
    over_socket_mode,
)

LATE = 0.3


def a_long_answer(count, length):
    return [a_section("x" * length) for _ in range(count)]


both_ways = pytest.mark.parametrize("way_in", [over_socket_mode, over_http])


@pytest.fixture(autouse=True)
def impatient(slack):
    slack.be_impatient(0.2)


@both_ways
async def test_wrong_a_command_is_acknowledged_too_late(slack, app, ada, way_in):
    @app.command("/cx")
    async def answer(ack):
        await asyncio.sleep(LATE)
        await ack("Saved")

    async with way_in(slack, app):
        seen = await ada.types("/cx commit")

    assert seen.failure == "operation_timeout"
    assert "Saved" not in seen.text


async def test_wrong_a_blocking_call_makes_everybody_wait(slack, app, ada, ben):
    @app.command("/cx")
    async def answer(ack):
        await ack()
        time.sleep(LATE)  # noqa: ASYNC251 - This mistake is what the test is about.

    async with over_socket_mode(slack, app):
        seen = await asyncio.gather(ada.types("/cx commit"), ben.types("/cx commit"))

    assert "operation_timeout" in {one.failure for one in seen}


@both_ways
async def test_right_an_answer_in_time_is_seen(slack, app, ada, way_in):
    @app.command("/cx")
    async def answer(ack):
        await ack("Saved")

    async with way_in(slack, app):
        seen = await ada.types("/cx commit")

    assert (seen.failure, seen.text) == (None, "Saved")


@both_ways
async def test_wrong_an_app_that_breaks_fails_the_command(slack, app, ada, way_in):
    @app.command("/cx")
    async def answer(ack):
        raise ValueError("a bug")

    async with way_in(slack, app):
        seen = await ada.types("/cx commit")

    assert seen.failure in {"dispatch_failed", "operation_timeout"}


async def test_without_any_socket_a_command_fails_at_once(slack, ada):
    seen = await ada.types("/cx commit")

    assert seen.text == "/cx failed with the error “dispatch_failed”"


async def test_wrong_a_late_submission_leaves_the_modal_open(slack, app, ada):
    opens_on_command(app, a_modal())

    @app.view("ask")
    async def save(ack, client):
        await client.chat_postMessage(channel="C0FORUM", text="Saved already")
        await asyncio.sleep(LATE)
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        await ada.submits({"What": "Call Acme"})

    assert slack.channel("#cx-forum").text == "Saved already"
    assert ada.modal.trouble.startswith("We had some trouble connecting.")


async def test_wrong_a_late_button_shows_a_warning(slack, app, client, ada):
    @app.action("press")
    async def press(ack):
        await asyncio.sleep(LATE)
        await ack()

    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())
    async with over_socket_mode(slack, app):
        seen = await ada.presses("Press", on=ada.reads("#cx-forum")[-1])

    assert seen.failure == "warning"


async def test_the_real_deadline_is_three_seconds(slack, app, ada):
    slack.be_impatient(ACK_SECONDS)

    @app.command("/cx")
    async def answer(ack, body, client):
        await asyncio.sleep(3.1)
        await client.views_open(trigger_id=body["trigger_id"], view=a_modal())

    async with over_socket_mode(slack, app):
        seen = await ada.types("/cx commit")
        opening = await slack.until(lambda: slack.log.calls("views.open"))

    assert (seen.failure, opening[0].error) == ("operation_timeout", "expired_trigger_id")


async def test_wrong_an_answer_slack_cannot_read(slack, app, ada):
    @app.command("/cx")
    async def answer(ack):
        await ack(blocks=[{"type": "section"}], text="Saved")

    async with over_socket_mode(slack, app):
        seen = await ada.types("/cx commit")

    assert seen.failure == "invalid_command_response"


@pytest.mark.parametrize("blocks", [a_long_answer(31, 10), a_long_answer(3, 2900)])
async def test_wrong_an_answer_longer_than_we_allow_ourselves(slack, app, ada, blocks):
    @app.command("/cx")
    async def answer(ack):
        await ack(blocks=blocks, text="Saved")

    async with over_socket_mode(slack, app):
        seen = await ada.types("/cx commit")

    assert (seen.failure, ada.ephemerals()) == ("invalid_command_response", [])
