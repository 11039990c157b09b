"""Rows 16 and 17: what actions carry, and what Home is."""

import pytest

from tests.sandbox.mini_apps import (
    a_button,
    a_card,
    a_home,
    a_modal,
    a_section,
    error_of,
    opens_on_command,
    over_socket_mode,
)

HISTORY = {"text": {"type": "plain_text", "text": "📝 History"}, "value": "history"}
MENU = {"type": "overflow", "action_id": "more", "options": [HISTORY]}
PICKER = {"type": "datepicker", "action_id": "when"}
PLACES = {
    "type": "conversations_select",
    "action_id": "where",
    "filter": {"include": ["public"], "exclude_external_shared_channels": True},
}


@pytest.fixture
def pressed(app):
    """Note each payload of the button Press."""
    payloads = []

    @app.action("press")
    async def press(ack, body):
        payloads.append(body)
        await ack()

    @app.action("when")
    async def pick(ack):
        await ack()

    return payloads


async def test_wrong_a_home_action_has_no_channel_to_answer_in(slack, app, client, ada, pressed):
    await client.views_publish(user_id="U0ADA", view=a_home())

    async with over_socket_mode(slack, app):
        await ada.presses("Press", on=ada.home)

    body = pressed[0]
    assert not {"channel", "message", "response_url"} & set(body)
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["view"]["hash"]


async def test_an_action_in_a_message_carries_the_message(slack, app, client, ada, pressed):
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card())

    async with over_socket_mode(slack, app):
        await ada.presses("Press", on=ada.reads("#cx-forum")[-1])

    body = pressed[0]
    assert (body["channel"]["name"], body["message"]["text"]) == ("cx-forum", "C-1")
    assert body["actions"][0]["block_id"]
    assert body["response_url"].startswith(slack.url)


async def test_the_state_holds_what_was_picked_before(slack, app, client, ada, pressed):
    blocks = [a_section("When?", block_id="b", accessory=PICKER), *a_card()]
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=blocks)
    card = ada.reads("#cx-forum")[-1]

    async with over_socket_mode(slack, app):
        await ada.picks("when", "2026-11-27", on=card)
        await ada.presses("Press", on=card)

    assert pressed[0]["state"]["values"]["b"]["when"]["selected_date"] == "2026-11-27"


async def test_wrong_a_home_opened_as_a_modal(slack, client):
    trigger_id = slack.world.triggers.pull("U0ADA")

    call = client.views_open(trigger_id=trigger_id, view=a_home())

    assert await error_of(call) == "invalid_arguments"


async def test_wrong_a_modal_pushed_from_home(slack, app, client, ada):
    await client.views_publish(user_id="U0ADA", view=a_home())
    refused = []

    @app.action("press")
    async def press(ack, body, client):
        call = client.views_push(trigger_id=body["trigger_id"], view=a_modal())
        refused.append(await error_of(call))
        await ack()

    async with over_socket_mode(slack, app):
        await ada.presses("Press", on=ada.home)

    assert refused == ["invalid_arguments"]


async def test_home_is_told_at_each_opening_and_without_a_view_at_first(slack, client, ada):
    await ada.opens_home()
    await client.views_publish(user_id="U0ADA", view=a_home())
    await ada.opens_home()
    await ada.opens_home("messages")

    told = [entry.sent["event"] for entry in slack.log.deliveries("app_home_opened")]
    first, again, messages = told[0], told[-4], told[-1]
    assert ("view" in first, "view" in again, "view" in messages) == (False, True, False)
    assert (first["tab"], messages["tab"]) == ("home", "messages")


async def test_wrong_home_is_not_drawn_anew_by_itself(slack, client, ada):
    await client.views_publish(user_id="U0ADA", view=a_home(a_section("C-1 is open")))

    await client.chat_postMessage(channel="C0FORUM", text="C-1 is done")

    assert ada.home.text == "C-1 is open"


async def test_a_select_offers_channels_where_the_app_is_not(slack, app, ada):
    opens_on_command(app, a_modal(input_of(PLACES, "Where")))

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        await ada.fills({"Where": "#support"})

    assert ada.modal.values == {"Where": "C0SUPPORT"}


@pytest.mark.parametrize("place", ["#price-war", "#partner-oak", "#old-stuff", "@ben"])
async def test_a_select_offers_only_what_its_filter_lets_through(slack, app, ada, place):
    opens_on_command(app, a_modal(input_of(PLACES, "Where")))

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        with pytest.raises(LookupError, match="not offered"):
            await ada.fills({"Where": place})


def input_of(element, label):
    words = {"type": "plain_text", "text": label}
    return {"type": "input", "block_id": "b", "label": words, "element": element}


async def test_a_button_is_found_near_other_words(slack, app, client, ada, pressed):
    rows = [a_section(f"C-{n}", accessory=a_button(value=str(n))) for n in (1, 2)]
    await client.chat_postMessage(channel="C0FORUM", text="List", blocks=rows)
    card = ada.reads("#cx-forum")[-1]

    async with over_socket_mode(slack, app):
        await ada.presses("Press", on=card, near="C-2")
        with pytest.raises(LookupError, match="Several times"):
            await ada.presses("Press", on=card)

    assert [body["actions"][0]["value"] for body in pressed] == ["2"]


async def test_a_choice_from_the_menu_carries_its_option(slack, app, client, ada):
    blocks = [a_section("C-1", accessory=MENU)]
    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=blocks)
    chosen = []

    @app.action("more")
    async def more(ack, action):
        chosen.append(action["selected_option"]["value"])
        await ack()

    async with over_socket_mode(slack, app):
        await ada.chooses("📝 History", on=ada.reads("#cx-forum")[-1])

    assert chosen == ["history"]
