"""A Slack, an outbox in a database, and a delivery between them, quick enough for tests."""

from pathlib import Path

import pytest

from bot.clock import moved_clock
from bot.gateways.slack import SlackGateway
from sandbox.slack import Slack
from schedules.delivery import Delivery
from tests.schedules.saying import QUICK, Speaker, draw_facts

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
async def gateway(slack):
    gateway = SlackGateway(slack.api_url, slack.bot_token)
    yield gateway
    await gateway.close()


@pytest.fixture
def clock(slack):
    return moved_clock(slack.clock.file)


@pytest.fixture
async def delivery(database, gateway, clock):
    delivery = Delivery(database, gateway, draw_facts, clock, pace=QUICK)
    database.on_announcement = delivery.wake
    await delivery.run_due()
    yield delivery
    await delivery.stop(within=1)


@pytest.fixture
def bot(database, delivery, clock):
    return Speaker(database, delivery, clock)
