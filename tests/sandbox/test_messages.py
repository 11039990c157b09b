"""Rows 3, 13, 14 and 18: what Slack refuses in messages, and what it makes of their text."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.mini_apps import a_button, a_card, a_client, a_modal, a_section, error_of

FORUM = "C0FORUM"


def post(client, text="C-1", **more):
    return client.chat_postMessage(channel=FORUM, text=text, **more)


def stored(slack):
    return slack.channel("#cx-forum").messages[-1]


async def test_wrong_one_action_id_on_every_button(client):
    with pytest.raises(SlackApiError) as refused:
        await post(client, blocks=a_card("Poll", a_button("vote"), a_button("vote")))

    answer = refused.value.response
    said = '`action_id` "vote" already exists [json-pointer:/blocks/1/elements/1/action_id]'
    assert (answer.status_code, answer["error"], answer["errors"]) == (
        200,
        "invalid_blocks",
        [said],
    )
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {said}"]


async def test_wrong_one_faulty_block_refuses_the_whole_message(slack, client):
    blocks = [a_section("fine"), a_section("x" * 3001)]

    assert await error_of(post(client, blocks=blocks)) == "invalid_blocks"
    assert slack.channel("#cx-forum").messages == []


async def test_wrong_blocks_that_are_no_json(client):
    assert await error_of(post(client, blocks="[{")) == "invalid_blocks_format"


async def test_wrong_a_faulty_view_is_invalid_arguments(slack, client):
    trigger_id = slack.world.triggers.pull("U0ADA")
    call = client.views_open(trigger_id=trigger_id, view=a_modal(title={"type": "plain_text"}))

    assert await error_of(call) == "invalid_arguments"


async def test_right_a_message_comes_back_with_ids_and_the_author(client):
    answer = await post(client, blocks=a_card())

    message = answer["message"]
    assert (answer["channel"], message["bot_id"], message["ts"]) == (FORUM, "B0CXBOT", answer["ts"])
    assert all(block["block_id"] for block in message["blocks"])


async def test_wrong_nothing_to_say(client):
    assert await error_of(client.api_call("chat.postMessage", json={"channel": FORUM})) == "no_text"


async def test_wrong_a_text_of_41000_characters_is_cut_and_yet_ok(client):
    answer = await post(client, "x" * 41_000)

    assert (answer["ok"], len(answer["message"]["text"])) == (True, 40_000)
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


async def test_wrong_an_edit_of_more_than_4000_characters(client):
    ts = (await post(client))["ts"]

    call = client.chat_update(channel=FORUM, ts=ts, text="x" * 4001)

    assert await error_of(call) == "msg_too_long"


async def test_wrong_blocks_that_are_long_together(client):
    blocks = [a_section("x" * 2900) for _ in range(5)]

    assert await error_of(post(client, blocks=blocks)) == "msg_blocks_too_long"


@pytest.mark.parametrize("typed", ["<!channel> look", "@here look", "hello <@U0BEN>"])
async def test_wrong_what_a_person_typed_pings_when_it_is_not_escaped(slack, client, typed):
    await post(client, "C-1", blocks=[a_section(typed)])

    assert "ben" in slack.pinged(stored(slack))


@pytest.mark.parametrize("typed", ["&lt;!channel&gt; look", "@here look", "hello &lt;@U0BEN&gt;"])
async def test_right_escaped_and_verbatim_text_pings_nobody(slack, client, typed):
    text = {"type": "mrkdwn", "text": typed, "verbatim": True}
    await post(client, "C-1", blocks=[{"type": "section", "text": text}])

    assert slack.everybody_pinged() == set()


async def test_right_plain_text_never_pings(slack, client):
    label = {"type": "plain_text", "text": "<!channel> <@U0BEN>"}
    await post(client, "C-1", blocks=[{"type": "section", "text": label}])

    assert slack.everybody_pinged() == set()
    assert stored(slack).text == "<!channel> <@U0BEN>"


async def test_a_person_outside_the_channel_is_not_pinged(slack, client):
    await post(client, "Thanks <@U0GITA> and <@U0BEN>")

    assert slack.pinged(stored(slack)) == {"ben"}


async def test_stored_text_differs_from_what_was_sent(client):
    answer = await post(client, "✅ see https://example.com/a?b=1&c=2 & more")

    sent = ":white_check_mark: see <https://example.com/a?b=1&amp;c=2> &amp; more"
    assert answer["message"]["text"] == sent


async def test_wrong_somebody_elses_message_cannot_be_changed(slack, client, ada):
    theirs = await ada.says("Mine", in_="#cx-forum")
    place = {"channel": FORUM, "ts": theirs.ts}

    assert await error_of(client.chat_update(text="x", **place)) == "cant_update_message"
    assert await error_of(client.chat_delete(**place)) == "cant_delete_message"


async def test_wrong_a_message_that_was_deleted_cannot_be_changed(client, ada):
    ts = (await post(client))["ts"]
    await ada.deletes(ada.reads("#cx-forum")[-1])

    call = client.chat_update(channel=FORUM, ts=ts, text="x")

    assert await error_of(call) == "message_not_found"


async def test_wrong_an_edit_in_an_archived_channel(slack, client):
    ts = (await post(client))["ts"]
    slack.archive("#cx-forum")

    assert await error_of(client.chat_update(channel=FORUM, ts=ts, text="x")) == "is_inactive"


async def test_wrong_an_edit_after_the_workspaces_own_limit(slack, client):
    ts = (await post(client))["ts"]
    slack.world.workspace.edit_window_seconds = 3600
    slack.move(hours=2)

    call = client.chat_update(channel=FORUM, ts=ts, text="x")

    assert await error_of(call) == "edit_window_closed"


@pytest.mark.parametrize("replied", [False, True])
async def test_wrong_a_reply_to_nothing_or_to_a_reply(client, replied):
    parent = (await post(client))["ts"]
    reply = (await post(client, thread_ts=parent))["ts"]

    call = post(client, thread_ts=reply if replied else "1.000000")

    assert await error_of(call) == "cannot_reply_to_message"


async def test_metadata_is_kept_and_found(slack, client):
    metadata = {"event_type": "notice", "event_payload": {"key": "commitment:1"}}
    await post(client, metadata=metadata)

    short = await client.conversations_history(channel=FORUM)
    whole = await client.conversations_history(channel=FORUM, include_all_metadata=True)

    assert short["messages"][0]["metadata"] == {"event_type": "notice"}
    assert whole["messages"][0]["metadata"] == metadata
    assert len(slack.posts_with_key("commitment:1")) == 1


async def test_wrong_an_unknown_token(slack):
    assert await error_of(post(a_client(slack, "xoxb-of-somebody-else"))) == "invalid_auth"


async def test_timestamps_rise_and_are_never_the_same(client):
    stamps = [(await post(client))["ts"] for _ in range(5)]

    assert stamps == sorted(set(stamps))


async def test_a_reply_stands_in_the_thread_and_not_in_history(client):
    parent = (await post(client))["ts"]
    await post(client, "Reply", thread_ts=parent)

    history = await client.conversations_history(channel=FORUM)
    thread = await client.conversations_replies(channel=FORUM, ts=parent)

    assert [m["text"] for m in history["messages"]] == ["C-1"]
    assert [m["text"] for m in thread["messages"]] == ["C-1", "Reply"]
    assert history["messages"][0]["reply_count"] == 1
