"""Over Socket Mode the same is heard as over HTTP, and a broken socket is mended at once."""

from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app.composition import composed
from bot.settings import Settings
from sandbox.slack import Slack

MANIFEST = Path(__file__).parents[2] / "manifest.json"
PATIENCE = 20.0
HELP = "What I can do"


@asynccontextmanager
async def running(slack, url):
    """The whole bot in this process, against a stand-in Slack."""
    given = {name.lower(): value for name, value in slack.settings_for_bot().items()}
    program = composed(Settings(_env_file=None, **given, database_url=url, port=0))
    await program.start()
    try:
        await program.introduced()
        yield program
    finally:
        await program.stop()


@pytest.fixture
async def slack(monkeypatch):
    """A Slack that waits: what is asked here is what is heard, not how fast this machine is."""
    monkeypatch.setattr("bot.database.DECIDE_WITHIN", PATIENCE)
    monkeypatch.setattr("bot.database.KNOW_WITHIN", PATIENCE)
    async with Slack.start(manifest=MANIFEST) as slack:
        slack.be_impatient(PATIENCE)
        yield slack


@pytest.fixture
async def program(slack, sqlite_url):
    async with running(slack, sqlite_url) as program:
        await slack.app_connected()
        yield program


async def test_a_command_over_the_socket_is_answered(slack, program):
    seen = await slack.person("ada").types("/cx help", in_="#cx-forum")

    assert (seen.failure, seen.text[: len(HELP)]) == (None, HELP)


async def test_over_the_socket_it_is_ready_only_when_connected(slack, program):
    assert await program.not_ready() == []

    await slack.go_offline()

    assert await program.not_ready() == ["socket"]


async def test_a_dropped_socket_is_replaced_within_a_second(slack, program):
    await slack.drop_sockets()

    await slack.app_connected(within=1.5)
    seen = await slack.person("ada").types("/cx help", in_="#cx-forum")
    assert seen.failure is None


async def test_however_often_slack_says_goodbye_it_connects_once(slack, program):
    opened, first = len(slack.log.calls("apps.connections.open")), slack.sockets.open[0]

    for _ in range(2):
        await slack.sockets.say_goodbye("refresh_requested")
    await slack.until(lambda: slack.sockets.open and first not in slack.sockets.open)
    seen = await slack.person("ada").types("/cx help", in_="#cx-forum")

    assert seen.failure is None
    assert len(slack.log.calls("apps.connections.open")) == opened + 1


async def test_while_slack_is_away_it_is_tried_again(slack, program):
    await slack.go_offline()
    await program.not_ready()
    slack.come_back()

    await slack.app_connected(within=3)


async def test_a_socket_that_went_deaf_is_made_anew(slack, program, monkeypatch):
    monkeypatch.setattr("bot.app.socket.PATIENCE", 0.2)
    first = program._socket._envelopes

    first.client.message_receiver.cancel()
    await slack.until(lambda: program._socket._envelopes is not first)
    await slack.app_connected()

    seen = await slack.person("ada").types("/cx help", in_="#cx-forum")
    assert seen.failure is None


async def test_without_an_app_token_requests_come_signed(slack, sqlite_url):
    slack.deliver_by_http("http://127.0.0.1:9/")
    async with running(slack, sqlite_url) as program:
        slack.deliver_by_http(f"http://127.0.0.1:{program.port}/slack/events")

        seen = await slack.person("ada").types("/cx help", in_="#cx-forum")

        assert (seen.failure, seen.text[: len(HELP)]) == (None, HELP)


async def test_people_and_channels_are_known_after_the_start(slack, program):
    await slack.until(lambda: slack.log.calls("users.conversations"))
    seen = await slack.person("ada").types("/cx commit @ben call Acme by friday", in_="#wins")

    assert "Ben" in seen.text
