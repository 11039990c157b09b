"""Rows 4 and 11: where the app can post, and by which ids."""

import pytest

from sandbox.slack import Slack
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.mini_apps import a_client, an_app, error_of, over_socket_mode
from tests.sandbox.test_grants import manifest_with


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0SUPPORT", "not_in_channel"),
        ("C0PRICEWAR", "channel_not_found"),
        ("C0OLD", "is_archived"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0BUILD", "channel_not_found"),
        ("U0PAUL", "channel_not_found"),
        ("U0QUINN", "channel_not_found"),
        ("USLACKBOT", "channel_not_found"),
    ],
)
async def test_wrong_posting_where_the_app_cannot_be(client, channel, error):
    assert await error_of(client.chat_postMessage(channel=channel, text="C-1")) == error


@pytest.mark.parametrize("channel", ["C0FORUM", "#cx-forum", "cx-forum"])
async def test_right_a_post_may_name_its_channel(client, channel):
    assert (await client.chat_postMessage(channel=channel, text="C-1"))["channel"] == "C0FORUM"


async def test_wrong_a_name_elsewhere_than_in_a_post(client):
    assert await error_of(client.conversations_info(channel="#cx-forum")) == "channel_not_found"


async def test_wrong_the_channel_id_of_a_command_in_a_private_place(slack, app, ben):
    said = []

    @app.command("/cx")
    async def answer(ack, command, client):
        call = client.chat_postMessage(channel=command["channel_id"], text="C-1")
        said.append(await error_of(call))
        await ack("Saved")

    async with over_socket_mode(slack, app):
        seen = [await ben.types("/cx x", in_=place) for place in ("#price-war", "@cleo")]

    assert said == ["channel_not_found", "channel_not_found"]
    assert [one.text for one in seen] == ["Saved", "Saved"]


async def test_right_chat_write_public_lifts_the_need_to_join():
    async with Slack.start(manifest=manifest_with("chat:write.public")) as slack:
        answer = await a_client(slack).chat_postMessage(channel="C0SUPPORT", text="C-1")

    assert answer["ok"]


async def test_right_the_app_joins_a_public_channel_and_hears_of_it(slack, app):
    joined = []

    @app.event("member_joined_channel")
    async def hear(event):
        joined.append((event["user"], event["channel"]))

    async with over_socket_mode(slack, app):
        await app.client.conversations_join(channel="C0SUPPORT")
        await slack.until(lambda: joined)

    assert joined == [("U0CXBOT", "C0SUPPORT")]
    assert (await app.client.chat_postMessage(channel="C0SUPPORT", text="C-1"))["ok"]


async def test_wrong_joining_a_private_channel(client):
    assert await error_of(client.conversations_join(channel="C0PRICEWAR")) == "channel_not_found"


async def test_a_post_to_a_person_answers_with_the_id_of_the_dm(client, ada):
    answer = await client.chat_postMessage(channel="U0ADA", text="Hello")

    assert answer["channel"].startswith("D")
    assert [post.text for post in ada.dms()] == ["Hello"]


async def test_wrong_an_edit_by_the_persons_id(client):
    ts = (await client.chat_postMessage(channel="U0ADA", text="Hello"))["ts"]

    call = client.chat_update(channel="U0ADA", ts=ts, text="Hi")

    assert await error_of(call) == "channel_not_found"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0PAUL", "user_disabled"),
        ("U0QUINN", "user_not_visible"),
        ("U0NOBODY", "user_not_found"),
        ("U0BUILD", "invalid_user_combination"),
    ],
)
async def test_wrong_opening_a_dm_with_those_who_have_none(client, users, error):
    assert await error_of(client.conversations_open(users=users)) == error


async def test_wrong_opening_a_dm_without_the_scope():
    async with Slack.start(manifest=manifest_with(without="im:write")) as slack:
        error = await error_of(a_client(slack).conversations_open(users="U0ADA"))

    assert error == "missing_scope"


async def test_right_a_second_opening_finds_the_same_dm(client):
    first = await client.conversations_open(users="U0ADA")
    second = await client.conversations_open(users="U0ADA")

    assert first["channel"]["id"] == second["channel"]["id"]
    assert (first.get("already_open"), second["already_open"]) == (None, True)


async def test_the_app_sees_only_its_own_private_channels(slack, client):
    types = "public_channel,private_channel"
    before = await client.conversations_list(types=types)
    slack.invite_bot("#price-war")
    after = await client.conversations_list(types=types)

    fresh = {c["id"] for c in after["channels"]} - {c["id"] for c in before["channels"]}
    assert fresh == {"C0PRICEWAR"}


async def test_lists_come_in_pages(client):
    first = await client.users_list(limit=5)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.users_list(limit=500, cursor=cursor)

    assert len(first["members"]) == 5
    assert second["response_metadata"]["next_cursor"] == ""
    assert len({m["id"] for m in [*first["members"], *second["members"]]}) == 14


async def test_wrong_a_made_up_cursor(client):
    assert await error_of(client.users_list(cursor="page-two")) == "invalid_cursor"


async def test_somebody_deactivated_has_no_zone(client):
    user = (await client.users_info(user="U0PAUL"))["user"]

    assert (user["deleted"], "tz" in user) == (True, False)


async def test_the_manifest_of_this_repository_is_taken():
    async with Slack.start(manifest=MANIFEST) as slack:
        answer = await an_app(slack).client.auth_test()

    assert (answer["user_id"], answer["bot_id"]) == ("U0CXBOT", "B0CXBOT")
