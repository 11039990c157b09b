"""A Slack and our way to speak to it."""

from pathlib import Path

import pytest

from bot.gateways.slack import SlackGateway
from sandbox.slack import Slack

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
async def gateway(slack):
    gateway = SlackGateway(slack.api_url, slack.bot_token, within=0.3)
    yield gateway
    await gateway.close()
