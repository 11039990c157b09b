"""Slack and the database away for a while, and clocks that jump: everything is said once."""

import asyncio
import sqlite3
from random import Random

import pytest

from benchmarks.databases import databases
from bot.clock import wall_clock
from bot.database import Database
from bot.gateways.slack import SlackGateway
from schedules.delivery import Delivery
from schedules.pulse import Pulse
from tests.schedules.backlog import fill
from tests.schedules.replicas import PEOPLE, POST, Replicas, be_away, times_said, until_said
from tests.schedules.saying import QUICK, Speaker, draw_facts

MANY = 64
AWAY_FOR = 2.0
HOUR, DAY = {"hours": 1}, {"days": 1}
STEPS = [HOUR, {"hours": -1}, DAY, {"days": -1}]
FAULTS = ["ratelimited", "server_error", "internal_error", "cut_before", "cut_after", "hang"]


@pytest.fixture
def own_server(tmp_path):
    """A PostgreSQL that nobody else uses, so that it can be stopped."""
    with databases() as some:
        yield some


@pytest.fixture
def own_database(own_server):
    database = Database(own_server.postgresql())
    yield database
    database.dispose()


async def test_a_database_that_stops_and_comes_back_loses_and_doubles_nothing(
    own_server, own_database, slack
):
    slack.faults.slow(POST, 0.1, times=None)
    fill(own_database, MANY, PEOPLE, wall_clock())
    address = own_database.url.render_as_string(hide_password=False)
    async with Replicas(address, slack, 1, "hurried") as replicas:
        await slack.until(lambda: slack.log.calls(POST), within=10)
        await be_away(own_server, AWAY_FOR)
        await until_said(own_database)
        assert all(process.returncode is None for process in replicas.running)

    assert await times_said(own_database, slack) == {1: MANY}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_file_that_somebody_else_holds_delays_and_doubles_nothing(
    bot, slack, database, sqlite_url
):
    fill(database, MANY, PEOPLE, wall_clock())
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        await bot.delivery.tick()
        await asyncio.sleep(AWAY_FOR)
        other.execute("ROLLBACK")
    other.close()

    await bot.delivery.until_idle(within=20)

    assert await times_said(database, slack) == {1: MANY}


async def test_a_slack_that_fails_in_every_way_at_once_gets_everything_once(database, clock, slack):
    gateway, chance = SlackGateway(slack.api_url, slack.bot_token, within=0.3), Random(1)
    for _ in range(MANY // 2):
        slack.faults.add(POST, chance.choice(FAULTS), 1)
        slack.faults.add(POST, "slow", 0.0)
    bot = Speaker(database, Delivery(database, gateway, draw_facts, clock, pace=QUICK), clock)
    fill(database, MANY, PEOPLE, clock())

    await bot.delivery.until_idle(within=60)
    await bot.delivery.stop()
    await gateway.close()

    assert await times_said(database, slack) == {1: MANY}


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_clock_that_jumps_stops_nothing_and_doubles_nothing(bot, slack, clock, step):
    await bot.promises("before", to="U0ADA")
    pulse = Pulse(bot.delivery, bot.database, clock, {})
    await pulse.begin()
    slack.move(**step)
    await bot.promises("after", to="U0BEN")

    await slack.until(lambda: slack.person("ben").dms(), within=3)
    slack.move(**{unit: -many for unit, many in step.items()})
    await bot.delivery.until_idle()
    await pulse.end()

    assert await times_said(bot.database, slack) == {1: 2}
