"""Rows 5 and 23: events come at least once, and the app's own words come back to it."""

from datetime import timedelta

import pytest

from tests.sandbox.mini_apps import (
    a_button,
    a_card,
    a_modal,
    opens_on_command,
    over_http,
    over_socket_mode,
)

both_ways = pytest.mark.parametrize("way_in", [over_socket_mode, over_http])


def hears_mentions(app, heard, breaks=0):
    """Let the app note each delivery and break on the first ones."""

    @app.event("app_mention")
    async def hear(event, body, request):
        heard.append((body["event_id"], request.headers.get("x-slack-retry-num", ["0"])[0]))
        if len(heard) <= breaks:
            raise ValueError("not now")


@both_ways
async def test_wrong_an_app_that_counts_deliveries_counts_double(slack, app, ada, way_in):
    heard = []
    hears_mentions(app, heard, breaks=1)

    async with way_in(slack, app):
        slack.be_impatient()
        await ada.mentions_bot("commit", in_="#cx-forum")
        await slack.until(lambda: len(heard) == 2)

    assert len({event_id for event_id, _ in heard}) == 1
    assert [attempt for _, attempt in heard] == ["0", "1"]


@both_ways
async def test_an_event_is_retried_after_one_minute_and_after_five(slack, app, ada, way_in):
    heard = []
    hears_mentions(app, heard, breaks=9)

    async with way_in(slack, app):
        slack.be_impatient()
        await ada.mentions_bot("commit", in_="#cx-forum")
        counts = []
        for minutes in (0, 1, 1, 5, 60):
            slack.clock.move(timedelta(minutes=minutes))
            await slack.quiet()
            counts.append(len(heard))

    assert counts == [2, 3, 3, 4, 4]
    assert slack.events[-1].state == "dropped"


async def test_what_happens_while_no_socket_is_up_arrives_later(slack, app, ada):
    heard = []
    hears_mentions(app, heard)
    await ada.mentions_bot("commit", in_="#cx-forum")

    async with over_socket_mode(slack, app):
        await slack.retry_events()

    assert [attempt for _, attempt in heard] == ["2"]


async def test_an_event_delivered_again_on_demand_has_the_same_id(slack, app, ada):
    heard = []
    hears_mentions(app, heard)

    async with over_socket_mode(slack, app):
        await ada.mentions_bot("commit", in_="#cx-forum")
        await slack.redeliver_event(slack.events[-1])
        await slack.redeliver_event(slack.events[0], fresh_id=True)

    ids = [event_id for event_id, _ in heard]
    assert ids[0] == ids[1] != ids[2]
    assert [attempt for _, attempt in heard] == ["0", "1", "0"]


async def test_wrong_a_double_click_counts_twice(slack, app, client, ada):
    pressed = []

    @app.action("press")
    async def press(ack, body):
        pressed.append(body["trigger_id"])
        await ack()

    await client.chat_postMessage(channel="C0FORUM", text="C-1", blocks=a_card("C-1", a_button()))
    async with over_socket_mode(slack, app):
        await ada.presses("Press", on=ada.reads("#cx-forum")[-1], times=2)

    assert len(set(pressed)) == 2


async def test_wrong_a_double_submit_saves_twice(slack, app, ada):
    opens_on_command(app, a_modal())
    saved = []

    @app.view("ask")
    async def save(ack, view):
        saved.append(view["id"])
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        await ada.submits({"What": "Call Acme"}, times=2)

    assert (len(saved), len(set(saved)), ada.modal) == (2, 1, None)


async def test_the_very_same_command_can_come_twice(slack, app, ada):
    triggers = []

    @app.command("/cx")
    async def answer(ack, body):
        triggers.append(body["trigger_id"])
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
        await slack.redeliver()

    assert triggers[0] == triggers[1]


async def test_wrong_an_app_that_takes_every_message_for_a_persons(slack, client):
    await client.chat_postMessage(channel="U0ADA", text="Hello")
    await slack.quiet()

    own = slack.log.deliveries("message")[-1].sent["event"]
    assert (own["bot_id"], own["text"], own["channel_type"]) == ("B0CXBOT", "Hello", "im")


async def test_an_edit_comes_as_a_changed_message(slack, client):
    posted = await client.chat_postMessage(channel="U0ADA", text="Hello")
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Hi")
    await slack.quiet()

    told = slack.log.deliveries("message")[-1].sent["event"]
    assert (told["subtype"], told["message"]["text"]) == ("message_changed", "Hi")
    assert told["previous_message"]["text"] == "Hello"


@pytest.mark.parametrize(
    ("change", "event"),
    [
        (lambda slack: slack.deactivate("ben"), "user_change"),
        (lambda slack: slack.change_zone("ben", "Asia/Tokyo"), "user_change"),
        (lambda slack: slack.hire("jo", "Jo Ash"), "team_join"),
        (lambda slack: slack.rename("#wins", "victories"), "channel_rename"),
        (lambda slack: slack.archive("#wins"), "channel_archive"),
        (lambda slack: slack.invite_bot("#price-war"), "member_joined_channel"),
        (lambda slack: slack.kick_bot("#wins"), "member_left_channel"),
        (lambda slack: slack.share("#wins"), "channel_shared"),
        (lambda slack: slack.make_private("#wins", with_new_id=True), "channel_id_changed"),
        (lambda slack: slack.delete_channel("#wins"), "channel_deleted"),
    ],
)
async def test_changes_of_the_workspace_are_told(slack, change, event):
    change(slack)
    await slack.quiet()

    assert slack.log.deliveries(event)


async def test_a_private_channel_without_the_app_is_not_told_of(slack):
    slack.rename("#price-war", "peace")
    await slack.quiet()

    assert slack.log.deliveries() == []
