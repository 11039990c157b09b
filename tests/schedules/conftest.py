"""A Slack, an outbox in a database, and a delivery between them, quick enough for tests."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel

from bot.clock import moved_clock
from bot.database import Database
from bot.domain.channels import Channel
from bot.domain.deliveries import Delivery as Delivered
from bot.domain.notices import Lane, Notice, Pause
from bot.gateways.slack import SlackGateway
from sandbox.slack import Slack
from schedules.delivery import Delivery
from tests.postgres import PostgresServer, meeting_place, unavailable
from tests.schedules.saying import QUICK, Speaker, draw_facts

MANIFEST = Path(__file__).parents[2] / "manifest.json"
TABLES = [row.__table__ for row in (Channel, Delivered, Lane, Notice, Pause)]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer(meeting_place(tmp_path_factory.getbasetemp())) as server:
        yield server


@pytest.fixture
def postgresql(server):
    with server.database(empty=True) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    is_file = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/cx.db" if is_file else request.getfixturevalue("postgresql")
    database = Database(url)
    SQLModel.metadata.create_all(database.engine, TABLES)
    yield database
    database.dispose()


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
