"""Row 12: so many calls of a method a minute, and one post a second in each channel."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.mini_apps import error_of

FORUM, WINS = "C0FORUM", "C0WINS"


@pytest.fixture
def seconds(slack):
    """Switch the limits on, and return the hand of their watch."""
    hand = [0.0]
    slack.limits.on, slack.limits.tick = True, lambda: hand[0]
    return hand


def post(client, channel=FORUM):
    return client.chat_postMessage(channel=channel, text="C-1")


async def test_wrong_a_fan_out_without_a_queue(client, seconds):
    for _ in range(3):
        await post(client)

    with pytest.raises(SlackApiError) as refused:
        await post(client)

    answer = refused.value.response
    assert (answer.status_code, answer.data) == (429, {"ok": False, "error": "ratelimited"})
    assert answer.headers["Retry-After"] == "1"


async def test_right_one_post_a_second_goes_on_for_ever(client, seconds):
    for _ in range(10):
        await post(client)
        seconds[0] += 1

    assert (await post(client))["ok"]


async def test_right_another_channel_has_its_own_second(client, seconds):
    for _ in range(3):
        await post(client)

    assert (await post(client, WINS))["ok"]


async def test_wrong_fifty_one_edits_in_a_minute(client, seconds):
    ts = (await post(client))["ts"]
    for _ in range(50):
        await client.chat_update(channel=FORUM, ts=ts, text="C-1")

    call = client.chat_update(channel=FORUM, ts=ts, text="C-1")

    assert await error_of(call) == "ratelimited"


async def test_right_the_minute_passes(client, seconds):
    ts = (await post(client))["ts"]
    for _ in range(50):
        await client.chat_update(channel=FORUM, ts=ts, text="C-1")

    seconds[0] += 60

    assert (await client.chat_update(channel=FORUM, ts=ts, text="C-1"))["ok"]


async def test_limits_are_off_unless_somebody_switches_them_on(client):
    for _ in range(10):
        await post(client)

    assert (await post(client))["ok"]
