"""What comes in over HTTP is checked before anything looks at it."""

import json
import time
from urllib.parse import urlencode

import pytest

from bot.routes import Answer
from bot.views.surface import Message
from tests.handlers.doorway import Recorder, answering, doorway, routes_with, signed

COMMAND = urlencode({"command": "/cx", "text": "help", "team_id": "T1", "user_id": "U1"}).encode()


@pytest.fixture
def line():
    return answering(Answer(Message("Heard.")))


@pytest.fixture
async def door(embedded, line):
    async with doorway(embedded, routes_with(line)) as door:
        yield door


async def test_a_signed_command_is_answered_in_its_acknowledgement(door, line):
    status, answer = await door.command("help")

    assert (status, answer["text"], line.asked[0].line) == (200, "Heard.", "help")


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "abc",
        "1.5",
        "²",
        "-1",
        "9" * 5000,
        -301,
        400,
    ],
)
async def test_a_stale_or_broken_timestamp_is_turned_away(door, line, stamp):
    stamp = str(int(time.time()) + stamp) if isinstance(stamp, int) else stamp
    status, body = await door.post(COMMAND, stamp=stamp, signature=signed(COMMAND, stamp))

    assert (status, json.loads(body)) == (401, {"error": "stale or missing timestamp"})
    assert not line.asked


@pytest.mark.parametrize("signature", ["", "v0=", "v0=" + "0" * 64, "v0=\xe9", "nonsense"])
async def test_a_wrong_signature_is_turned_away(door, line, signature):
    status, _ = await door.post(COMMAND, signature=signature)

    assert status == 401
    assert not line.asked


async def test_a_body_changed_on_its_way_is_turned_away(door):
    stamp = str(int(time.time()))

    status, _ = await door.post(COMMAND + b"x", stamp=stamp, signature=signed(COMMAND, stamp))

    assert status == 401


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"[1, 2]",
        b"payload=",
        b"payload=%5B%5D",
        b"payload=nonsense",
        b"payload=%FF",
        b"\xff\xfe",
        b"nonsense",
        b'{"event": []}',
        b'{"user": 5}',
        b'{"type": "block_actions", "actions": []}',
        b'{"type": "block_actions", "view": "x"}',
        b"[" * 100_000,
    ],
)
async def test_a_broken_body_is_refused_without_a_trace(door, raw):
    status, body = await door.post(raw)

    assert (status, json.loads(body)) == (400, {"error": "body not understood"})


async def test_a_body_of_more_than_a_megabyte_is_refused(door):
    status, body = await door.post(b"text=" + b"x" * 1024 * 1024)

    assert (status, json.loads(body)) == (413, {"error": "body too large"})


async def test_whatever_slack_sends_of_its_own_kinds_is_acknowledged(door):
    odd = [
        {"type": "interactive_message", "actions": [{}], "callback_id": "x"},
        {"type": "dialog_submission", "callback_id": "x", "state": {}},
        {"type": "something_new"},
        {"type": "block_actions", "actions": [{"action_id": ""}]},
        {"type": "view_submission", "view": {}},
    ]

    assert [(await door.interact(**payload))[0] for payload in odd] == [200] * len(odd)


async def test_the_certificate_check_is_answered(door):
    status, body = await door.post(b"ssl_check=1&token=x", signature="none")

    assert (status, body) == (200, "")


async def test_a_message_that_talks_of_the_certificate_check_is_no_such_check(door, line):
    await door.command("a&ssl_check=1&b")

    assert line.asked[0].line == "a&ssl_check=1&b"


async def test_the_address_is_verified_only_with_a_signature(door):
    challenge = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()

    assert await door.post(challenge) == (200, '{"challenge": "abc"}')
    assert (await door.post(challenge, signature="v0=0"))[0] == 401


async def test_over_socket_mode_nobody_is_heard_at_the_front_door(embedded, line):
    slack = Recorder()
    slack.knows_us = False

    async with doorway(embedded, routes_with(line), slack, slack_app_token="xapp-1") as door:
        assert (await door.post(COMMAND))[0] == 404


async def test_it_is_healthy_but_not_ready_until_slack_knows_us(embedded):
    slack = Recorder()
    slack.knows_us = False

    async with doorway(embedded, routes_with(), slack) as door:
        assert (await door.get("/healthz"))[0] == 200
        assert await door.get("/readyz") == (503, '{"status": "not ready", "missing": ["slack"]}')


async def test_it_is_ready_once_slack_knows_us(door):
    assert await door.get("/readyz") == (200, '{"status": "ready", "missing": []}')


async def test_without_its_database_it_is_not_ready(door, embedded):
    embedded.dispose()

    assert "database" in (await door.get("/readyz"))[1]


async def test_with_a_clock_that_stands_still_it_is_not_ready(door):
    door.program._pulse.stuck = True

    assert await door.get("/readyz") == (503, '{"status": "not ready", "missing": ["clock"]}')


async def test_the_figures_count_what_came_in(door):
    await door.command("help")
    await door.post(COMMAND, signature="wrong")

    _, figures = await door.get("/metrics")

    assert 'cxbot_requests_total{kind="command"} 1\n' in figures
    assert "cxbot_turned_away_total 1\n" in figures
