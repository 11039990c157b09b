"""The state file, the moved clock, the command line and the switches over HTTP."""

import asyncio
import json
import signal
import sys
from datetime import timedelta

import aiohttp
import pytest

from sandbox.slack import Slack
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.mini_apps import a_card, a_client, a_home


async def test_a_second_start_keeps_messages_homes_and_the_clock(tmp_path):
    place = {"manifest": MANIFEST, "state": tmp_path / "slack.json"}
    async with Slack.start(**place) as slack:
        client = a_client(slack)
        ts = (await client.chat_postMessage(channel="U0ADA", text="C-1", blocks=a_card()))["ts"]
        await client.views_publish(user_id="U0ADA", view=a_home())
        slack.move(days=3)

    async with Slack.start(**place) as slack:
        ada = slack.person("ada")
        assert [(post.ts, post.buttons) for post in ada.dms()] == [(ts, ["Press"])]
        assert ada.home.buttons == ["Press"]
        assert slack.clock.ahead == timedelta(days=3)


async def test_a_second_start_keeps_the_threads(tmp_path):
    place = {"manifest": MANIFEST, "state": tmp_path / "slack.json"}
    async with Slack.start(**place) as slack:
        client = a_client(slack)
        ts = (await client.chat_postMessage(channel="C0FORUM", text="C-1"))["ts"]
        await client.chat_postMessage(channel="C0FORUM", text="Reply", thread_ts=ts)

    async with Slack.start(**place) as slack:
        thread = await a_client(slack).conversations_replies(channel="C0FORUM", ts=ts)
        assert [m["text"] for m in thread["messages"]] == ["C-1", "Reply"]


async def test_the_state_is_written_while_it_runs(tmp_path):
    state = tmp_path / "slack.json"
    async with Slack.start(manifest=MANIFEST, state=state) as slack:
        await a_client(slack).chat_postMessage(channel="C0FORUM", text="C-1")
        await slack.until(lambda: state.exists() and '"C-1"' in state.read_text())


async def test_a_restart_keeps_the_tokens_that_the_bot_was_given(slack):
    async with Slack.start(manifest=MANIFEST) as again:
        assert again.bot_token == slack.bot_token
        assert again.signing_secret == slack.signing_secret


async def test_a_move_is_written_in_whole_seconds(tmp_path):
    file = tmp_path / "clock"
    async with Slack.start(manifest=MANIFEST, clock_file=file) as slack:
        before = slack.clock.now()
        slack.clock.move(timedelta(days=1, milliseconds=400))

        assert file.read_text() == "86400\n"
        assert slack.clock.now() - before >= timedelta(days=1)


async def test_messages_are_dated_by_the_moved_clock(slack, client):
    first = await client.chat_postMessage(channel="C0FORUM", text="today")
    slack.move(days=1)
    second = await client.chat_postMessage(channel="C0FORUM", text="tomorrow")

    assert 86_400 <= float(second["ts"]) - float(first["ts"]) < 86_460


async def test_the_switches_work_over_http(slack, client):
    async with aiohttp.ClientSession(slack.url) as session:
        fault = {"method": "auth.test", "kind": "refuse", "value": "fatal_error"}
        await session.post("/control/faults", json=fault)
        async with session.get("/control/faults") as answer:
            assert (await answer.json())["faults"][0]["kind"] == "refuse"
        await session.delete("/control/faults")
        await session.post("/control/clock", json={"seconds": 3600})
        async with session.get("/control/clock") as answer:
            assert (await answer.json())["ahead_seconds"] == 3600

    assert (await client.auth_test())["ok"]


async def test_the_log_and_the_settings_are_served(slack, client):
    await client.auth_test()
    async with aiohttp.ClientSession(slack.url) as session:
        async with session.get("/control/log") as answer:
            entries = (await answer.json())["entries"]
        async with session.get("/control/settings") as answer:
            settings = await answer.json()

    assert [entry["name"] for entry in entries] == ["auth.test"]
    assert settings == slack.settings_for_bot()


@pytest.mark.parametrize("body", ["[", '{"kind": "earthquake"}'])
async def test_a_switch_that_does_not_exist_is_refused(slack, body):
    async with aiohttp.ClientSession(slack.url) as session:
        answer = await session.post("/control/faults", data=body)
        assert answer.status == 400


async def test_a_taken_port_is_said_in_a_sentence(slack):
    port = slack.url.rpartition(":")[2]
    options = ["--port", port, "--manifest", str(MANIFEST)]
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *options, stderr=-1, cwd=MANIFEST.parent
    )
    _, said = await started.communicate()

    assert started.returncode == 1
    assert said.decode().startswith("The stand-in cannot start: ")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_the_command_line_serves_until_it_is_told_to_stop(tmp_path, sign):
    state = tmp_path / "slack.json"
    options = ["--port", "0", "--manifest", str(MANIFEST), "--state", str(state)]
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *options, stdout=-1, cwd=MANIFEST.parent
    )
    line = (await started.stdout.readline()).decode()
    started.send_signal(sign)

    assert line.startswith("Slack stands in at http://127.0.0.1:")
    assert await asyncio.wait_for(started.wait(), 5) == 0
    assert json.loads(state.read_text())["team"]["name"] == "Harbour & Pine"
