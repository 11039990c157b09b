"""The bot as a process: how it starts, what it refuses, and how it ends."""

import asyncio
import signal
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import create_engine, text

from bot.cli.schema import downgrade, revision_of, upgrade
from bot.database import database_url
from sandbox.slack import Slack

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.json"


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
def settings(slack, tmp_path):
    """The environment of a bot with a file of its own."""
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/cxbot.db", "PORT": str(free_port())}
    return slack.settings_for_bot() | own


@asynccontextmanager
async def cxbot(*arguments, settings=None, folder):
    """`cxbot …` as a process, with these settings and no others."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *arguments),
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **(settings or {})},
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def outcome(*arguments, settings=None, folder):
    """Return the code and the words with which `cxbot …` ends by itself."""
    async with cxbot(*arguments, settings=settings, folder=folder) as process, asyncio.timeout(20):
        words, _ = await process.communicate()
        return process.returncode, words.decode()


async def ready(settings):
    """Wait until the bot says that it is ready."""
    async with asyncio.timeout(20), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"http://127.0.0.1:{settings['PORT']}/readyz") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_when_asked_to(settings, tmp_path, wanted):
    async with cxbot("run", settings=settings, folder=tmp_path) as process:
        await ready(settings)

        process.send_signal(wanted)

        async with asyncio.timeout(10):
            assert await process.wait() == 0


async def test_what_is_in_flight_is_finished_before_it_ends(slack, settings, tmp_path):
    slack.faults.add("chat.postMessage", "slow", 0.5)
    async with cxbot("run", settings=settings, folder=tmp_path) as process:
        await ready(settings)
        await slack.person("ada").types("/cx commit call Acme by friday", in_="#cx-forum")
        await slack.until(lambda: slack.log.calls("chat.postMessage"))

        process.terminate()

        assert await process.wait() == 0
    assert "call Acme" in slack.channel("#cx-forum").messages[-1].text


async def test_what_was_saved_is_there_after_a_restart(slack, settings, tmp_path):
    for line in ("/cx commit call Acme by friday", "/cx show C-1"):
        async with cxbot("run", settings=settings, folder=tmp_path) as process:
            await ready(settings)
            seen = await slack.person("ada").types(line, in_="#cx-forum")
            process.terminate()
            await process.wait()

    assert "call Acme" in seen.text


async def test_a_second_process_on_one_file_is_refused(settings, tmp_path):
    async with cxbot("run", settings=settings, folder=tmp_path):
        await ready(settings)

        code, words = await outcome("run", settings=settings, folder=tmp_path)

    assert (code, "Another cxbot uses" in words) == (1, True)


async def test_a_port_that_is_taken_is_said_in_a_sentence(settings, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = {"PORT": str(taken.getsockname()[1])}

        code, words = await outcome("run", settings=settings | port, folder=tmp_path)

    assert (code, "Nothing can listen at" in words, "Traceback" in words) == (1, True, False)


async def test_while_slack_does_not_know_us_it_is_alive_and_not_ready(slack, settings, tmp_path):
    slack.faults.add("auth.test", "refuse", "invalid_auth", times=2)
    async with cxbot("run", settings=settings, folder=tmp_path):
        await ready(settings)

    assert len(slack.log.calls("auth.test")) == 3


async def test_a_postgresql_that_is_behind_is_refused_until_it_is_upgraded(
    settings, postgresql_url, tmp_path
):
    url = database_url(postgresql_url)
    downgrade(url, "base")
    behind = settings | {"DATABASE_URL": url.render_as_string(hide_password=False)}

    code, words = await outcome("run", settings=behind, folder=tmp_path)
    upgraded, _ = await outcome("db", "upgrade", settings=behind, folder=tmp_path)

    assert (code, "cxbot db upgrade" in words) == (1, True)
    assert (upgraded, bool(revision_of(url))) == (0, True)


async def test_a_database_that_is_newer_is_refused(settings, tmp_path):
    url = database_url(settings["DATABASE_URL"])
    upgrade(url)
    _call_it(url, "of_tomorrow")

    code, words = await outcome("run", settings=settings, folder=tmp_path)

    assert (code, "newer version" in words, "Traceback" in words) == (1, True, False)


async def test_the_doctor_finds_everything_in_order(settings, tmp_path):
    code, words = await outcome("doctor", settings=settings, folder=tmp_path)

    assert (code, "NOT OK" in words) == (0, False)
    assert "all that the manifest asks for" in words
    assert not (tmp_path / "cxbot.db").exists()


async def test_the_doctor_names_what_is_missing(slack, settings, tmp_path):
    slack.faults.add("auth.test", "refuse", "invalid_auth")

    code, words = await outcome("doctor", settings=settings, folder=tmp_path)

    assert (code, "Slack does not take it" in words) == (1, True)


async def test_a_demo_gives_one_address_and_ends_at_once(tmp_path):
    async with demo(tmp_path) as (process, page, words):
        process.send_signal(signal.SIGINT)

        async with asyncio.timeout(10):
            assert await process.wait() == 0
    assert words == f"Open {page} (Ctrl-C ends the demo)\n"


async def test_a_second_demo_keeps_what_was_said_unless_it_begins_afresh(tmp_path):
    async with demo(tmp_path) as (_, page, _):
        said = await slack_says(page, "chat.postMessage", channel="C0FORUM", text="Kept.")

    async with demo(tmp_path) as (_, page, _):
        kept = await slack_says(page, "conversations.history", channel="C0FORUM")
    async with demo(tmp_path, "--fresh") as (_, page, _):
        fresh = await slack_says(page, "conversations.history", channel="C0FORUM")

    assert said["ts"] in {message["ts"] for message in kept["messages"]}
    assert said["ts"] not in {message["ts"] for message in fresh["messages"]}


async def test_a_demo_that_cannot_start_says_why(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        code, words = await outcome("demo", "--port", port, folder=tmp_path)

    assert (code, f"Port {port} is taken" in words) == (1, True)


@asynccontextmanager
async def demo(folder, *more):
    port = str(free_port())
    arguments = ("demo", "--port", port, "--data", str(folder / "demo"), *more)
    async with cxbot(*arguments, folder=folder) as process, asyncio.timeout(30):
        words = (await process.stdout.readline()).decode()
        assert words.startswith("Open "), words
        yield process, f"http://127.0.0.1:{port}", words
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def slack_says(page, method, **arguments):
    """Ask the demo's Slack something, as the bot may."""
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{page}/control/settings") as answer:
            token = (await answer.json())["SLACK_BOT_TOKEN"]
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{page}/api/{method}"
        async with http.post(url, data=arguments, headers=headers) as answer:
            return await answer.json()


def _call_it(url, revision):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()
