"""People act, an ordinary Bolt app answers, and they see what came of it."""

import pytest

from tests.sandbox.mini_apps import over_http, over_socket_mode

BUTTON = {
    "type": "button",
    "action_id": "done",
    "text": {"type": "plain_text", "text": "Done"},
    "value": "1",
}
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*C-1:* call Acme"}},
    {"type": "actions", "elements": [BUTTON]},
]
MODAL = {
    "type": "modal",
    "callback_id": "ask",
    "title": {"type": "plain_text", "text": "What exactly?"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


@pytest.mark.parametrize("way_in", [over_socket_mode, over_http])
async def test_a_command_is_answered_to_the_one_who_typed_it(slack, app, ada, ben, way_in):
    @app.command("/cx")
    async def answer(ack, command):
        await ack(f"You said {command['text']}")

    async with way_in(slack, app):
        seen = await ada.types("/cx commit call @ben", in_="#general")

    assert seen.text == "You said commit call @Ben Okafor"
    assert ben.ephemerals() == []


@pytest.mark.parametrize("way_in", [over_socket_mode, over_http])
async def test_a_button_changes_the_card_it_stands_on(slack, app, client, ada, way_in):
    @app.action("done")
    async def done(ack, body, client):
        message = body["message"]
        await client.chat_update(channel=body["channel"]["id"], ts=message["ts"], text="Kept")
        await ack()

    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=CARD)
    card = ada.reads("#cx-forum")[-1]
    async with way_in(slack, app):
        seen = await ada.presses("Done", on=card)

    assert (seen.failure, card.text) == (None, "Kept")


@pytest.mark.parametrize("way_in", [over_socket_mode, over_http])
async def test_a_modal_is_opened_filled_in_and_refused(slack, app, ada, way_in):
    @app.command("/cx")
    async def ask(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.view("ask")
    async def refuse(ack, view):
        said = view["state"]["values"]["what"]["text"]["value"]
        await ack(response_action="errors", errors={"what": f"{said} is too short"})

    async with way_in(slack, app):
        seen = await ada.types("/cx commit")
        await ada.submits({"What": "Call"})

    assert seen.modal.title == "What exactly?"
    assert ada.modal.errors == {"What": "Call is too short"}


async def test_a_line_in_the_dm_reaches_the_app(slack, app, ada):
    heard = []

    @app.event("message")
    async def hear(event):
        heard.append(event["text"])

    async with over_socket_mode(slack, app):
        await ada.says("commit call Acme & Sons")

    assert heard == ["commit call Acme &amp; Sons"]


async def test_opening_home_is_told_and_shows_what_is_published(slack, app, ada):
    @app.event("app_home_opened")
    async def show(event, client):
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": CARD})

    async with over_socket_mode(slack, app):
        home = await ada.opens_home()

    assert home.text == "C-1: call Acme\n[Done]"
