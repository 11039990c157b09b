"""Rows 9 and 10: answers by response URL, and messages that only one person sees."""

from datetime import timedelta

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.sandbox.mini_apps import a_card, error_of, over_socket_mode


async def url_of_command(slack, app, person, place="#general"):
    """Type a command and return the response URL that came with it."""

    @app.command("/cx")
    async def answer(ack):
        await ack("Working on it")

    async with over_socket_mode(slack, app):
        await person.types("/cx commit", in_=place)
    return slack.delivered[-1].payload["response_url"]


async def url_of_press(slack, app, person, card):
    @app.action("press")
    async def press(ack):
        await ack()

    async with over_socket_mode(slack, app):
        await person.presses("Press", on=card)
    return slack.delivered[-1].payload["response_url"]


async def answer(url, **body):
    """Use a response URL and return status and body."""
    said = await AsyncWebhookClient(url, retry_handlers=[]).send_dict(body)
    return said.status_code, said.body


async def test_right_an_answer_reaches_only_the_one_who_asked(slack, app, ben, ada):
    url = await url_of_command(slack, app, ben, "#price-war")

    said = await answer(url, text="Saved as C-1")

    assert said == (200, "ok")
    assert ben.ephemerals()[-1].text == "Saved as C-1"
    assert (ada.ephemerals(), slack.channel("#price-war").messages) == ([], [])


async def test_wrong_a_command_has_nothing_to_replace(slack, app, ada):
    url = await url_of_command(slack, app, ada)

    await answer(url, text="Saved", replace_original=True)

    assert [post.text for post in ada.ephemerals()] == ["Working on it", "Saved"]


async def test_wrong_a_sixth_answer(slack, app, ada):
    url = await url_of_command(slack, app, ada)
    for _ in range(5):
        await answer(url, text="Saved")

    assert await answer(url, text="Saved") == (404, "used_url")


async def test_wrong_an_answer_after_half_an_hour(slack, app, ada):
    url = await url_of_command(slack, app, ada)

    slack.clock.move(timedelta(minutes=31))

    assert await answer(url, text="Saved") == (404, "expired_url")


async def test_wrong_an_answer_with_faulty_blocks(slack, app, ada):
    url = await url_of_command(slack, app, ada)

    assert await answer(url, blocks=[{"type": "section"}]) == (400, "invalid_blocks")


async def test_right_a_press_can_replace_its_message(slack, app, client, ada):
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())
    card = ada.reads("#cx-forum")[-1]
    url = await url_of_press(slack, app, ada, card)

    await answer(url, text="Kept", replace_original=True)

    assert (card.text, len(ada.reads("#cx-forum"))) == ("Kept", 1)


async def test_wrong_a_press_replaces_nothing_unless_it_says_so(slack, app, client, ada):
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())
    card = ada.reads("#cx-forum")[-1]
    url = await url_of_press(slack, app, ada, card)

    await answer(url, text="Kept")

    assert card.buttons == ["Press"]
    assert ada.ephemerals()[-1].text == "Kept"


async def test_right_a_press_can_remove_its_message(slack, app, client, ada):
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())
    url = await url_of_press(slack, app, ada, ada.reads("#cx-forum")[-1])

    await answer(url, delete_original=True)

    assert ada.reads("#cx-forum") == []


async def test_an_ephemeral_message_changes_only_by_its_url(slack, app, client, ada):
    await client.chat_postEphemeral(channel="C0FORUM", user="U0ADA", text="x", blocks=a_card())
    secret = ada.ephemerals()[-1]
    url = await url_of_press(slack, app, ada, secret)

    await answer(url, text="Kept", replace_original=True)

    assert secret.text == "Kept"
    assert "message" not in slack.delivered[-1].payload
    assert slack.delivered[-1].payload["container"]["is_ephemeral"] is True


async def test_wrong_an_ephemeral_message_is_edited_like_another(client):
    sent = await client.chat_postEphemeral(channel="C0FORUM", user="U0ADA", text="Psst")
    ts = sent["message_ts"]

    call = client.chat_update(channel="C0FORUM", ts=ts, text="Hm")

    assert await error_of(call) == "message_not_found"


async def test_wrong_an_ephemeral_message_is_read_back(slack, client, ada, ben):
    await client.chat_postEphemeral(channel="C0FORUM", user="U0ADA", text="Psst")

    history = await client.conversations_history(channel="C0FORUM")

    assert (history["messages"], ben.ephemerals()) == ([], [])
    assert [post.text for post in ada.ephemerals("#cx-forum")] == ["Psst"]


@pytest.mark.parametrize("user", ["U0GITA", "U0PAUL"])
async def test_wrong_an_ephemeral_message_to_somebody_outside(client, user):
    call = client.chat_postEphemeral(channel="C0FORUM", user=user, text="Psst")

    assert await error_of(call) == "user_not_in_channel"


async def test_wrong_an_ephemeral_message_where_the_app_is_not(client):
    call = client.chat_postEphemeral(channel="C0SUPPORT", user="U0ADA", text="Psst")

    assert await error_of(call) == "not_in_channel"


async def test_an_ephemeral_message_is_gone_after_a_reload(client, ada):
    await client.chat_postEphemeral(channel="C0FORUM", user="U0ADA", text="Psst")

    ada.reloads()

    assert ada.ephemerals() == []
