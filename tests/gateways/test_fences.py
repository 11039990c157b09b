"""What is past its fence is not sent, although there is a connection; others are not kept."""

import asyncio

import pytest

from bot.domain.notices import NotSent, Sent
from bot.gateways.fences import SEND_BEFORE

HELLO = {"text": "Hello", "blocks": []}


@pytest.mark.parametrize("connected", [False, True])
async def test_past_its_fence_nothing_leaves(gateway, slack, connected):
    if connected:
        await gateway.say("C0FORUM", HELLO, mark="m0")
    SEND_BEFORE.set(asyncio.get_running_loop().time() - 1)

    assert await gateway.say("C0FORUM", HELLO, mark="m1") == NotSent()

    assert slack.posts_with_key("m1") == []


async def test_before_its_fence_it_leaves(gateway, slack):
    SEND_BEFORE.set(asyncio.get_running_loop().time() + 60)

    assert isinstance(await gateway.say("C0FORUM", HELLO, mark="m1"), Sent)
