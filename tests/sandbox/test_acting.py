"""People act, an ordinary Bolt app answers, and they see what came of it."""

import pytest

from tests.sandbox.mini_apps import (
    a_button,
    a_card,
    a_home,
    a_modal,
    opens_on_command,
    over_http,
    over_socket_mode,
)

both_ways = pytest.mark.parametrize("way_in", [over_socket_mode, over_http])


@both_ways
async def test_a_command_is_answered_to_the_one_who_typed_it(slack, app, ada, ben, way_in):
    @app.command("/cx")
    async def answer(ack, command):
        await ack(f"You said {command['text']}")

    async with way_in(slack, app):
        seen = await ada.types("/cx commit call @ben", in_="#general")

    assert seen.text == "You said commit call @Ben Okafor"
    assert ben.ephemerals() == []


@both_ways
async def test_a_button_changes_the_card_it_stands_on(slack, app, client, ada, way_in):
    @app.action("done")
    async def done(ack, body, client):
        message = body["message"]
        await client.chat_update(channel=body["channel"]["id"], ts=message["ts"], text="Kept")
        await ack()

    blocks = a_card("C-1", a_button("done", "Done"))
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=blocks)
    card = ada.reads("#cx-forum")[-1]
    async with way_in(slack, app):
        seen = await ada.presses("Done", on=card)

    assert (seen.failure, card.text) == (None, "Kept")


@both_ways
async def test_a_modal_is_opened_filled_in_and_refused(slack, app, ada, way_in):
    opens_on_command(app, a_modal())

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
        await client.views_publish(user_id=event["user"], view=a_home())

    async with over_socket_mode(slack, app):
        home = await ada.opens_home()

    assert home.text == "C-1: call Acme\n[Press]"


async def test_a_message_shortcut_carries_the_message(slack, app, ada, ben):
    heard = []

    @app.shortcut("message.commit")
    async def hear(ack, shortcut):
        heard.append(shortcut["message"]["text"])
        await ack()

    async with over_socket_mode(slack, app):
        message = await ben.says("The oak table wobbles", in_="#general")
        await ada.uses_shortcut("Make a commitment", on=message)

    assert heard == ["The oak table wobbles"]


async def test_a_global_shortcut_knows_no_channel(slack, app, ada):
    heard = []

    @app.shortcut("global.commit")
    async def hear(ack, shortcut):
        heard.append(shortcut)
        await ack()

    async with over_socket_mode(slack, app):
        await ada.uses_shortcut("New commitment")

    assert not {"channel", "response_url"} & set(heard[0])


async def test_a_mention_reaches_the_app_only_where_it_is_a_member(slack, app, ada):
    heard = []

    @app.event("app_mention")
    async def hear(event):
        heard.append(event["channel"])

    async with over_socket_mode(slack, app):
        await ada.mentions_bot("commit call Acme", in_="#cx-forum")
        await ada.mentions_bot("commit call Acme", in_="#support")

    assert heard == ["C0FORUM"]


async def test_the_address_of_an_app_proves_itself(slack, app):
    async with over_http(slack, app):
        assert await slack.verifies_url()


async def test_an_address_where_nobody_listens_fails_at_once(slack, ada):
    slack.deliver_by_http("http://127.0.0.1:9/slack/events")

    seen = await ada.types("/cx commit")

    assert seen.failure == "dispatch_failed"


@both_ways
@pytest.mark.parametrize(
    "typed", ["\x00 nul", "half \ud83d", "two\nlines", "  spaced  ", "x" * 9000]
)
async def test_whatever_is_typed_arrives(slack, app, ada, way_in, typed):
    heard = []

    @app.command("/cx")
    async def hear(ack, command):
        heard.append(command["text"])
        await ack()

    async with way_in(slack, app):
        await ada.types(f"/cx {typed}")

    assert [len(text) for text in heard] == [len(typed)]


async def test_somebody_deactivated_can_do_nothing(slack):
    with pytest.raises(LookupError, match="deactivated"):
        await slack.person("paul").types("/cx commit")


async def test_nobody_writes_where_they_are_no_member(slack):
    with pytest.raises(LookupError, match="not a member"):
        await slack.person("gita").says("Hello", in_="#cx-forum")


async def test_a_seen_answer_does_not_grow_by_the_next_one(slack, app, ada):
    @app.command("/cx")
    async def answer(ack, command):
        await ack(command["text"])

    async with over_socket_mode(slack, app):
        first, second = await ada.types("/cx one"), await ada.types("/cx two")

    assert (first.text, second.text) == ("one", "two")


async def test_a_command_does_not_exist_in_threads(slack, app, ada):
    async with over_socket_mode(slack, app):
        parent = await ada.says("Who calls Acme?", in_="#cx-forum")
        seen = await ada.types("/cx commit", in_="#cx-forum", thread=parent)

    assert (seen.failure, slack.log.deliveries("slash_commands")) == ("in_thread", [])
