"""Row 15: the life of sockets, of which each envelope takes any one."""

import asyncio
import json
from contextlib import asynccontextmanager

from aiohttp import ClientSession, WSMsgType

from tests.sandbox.mini_apps import a_client, an_app, error_of, over_socket_mode


@asynccontextmanager
async def bare_sockets(slack, count):
    """Open sockets without any library, each past its hello."""
    client = a_client(slack, slack.app_token)
    async with ClientSession() as session:
        sockets = []
        for _ in range(count):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            socket = await session.ws_connect(url)
            sockets.append(socket)
            await socket.receive_json()
        yield sockets


async def heard(sockets):
    """Return the first envelope that arrives, and the socket it came by."""
    waits = {asyncio.create_task(socket.receive_json()): socket for socket in sockets}
    done, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    task = done.pop()
    return task.result(), waits[task]


async def test_each_envelope_goes_to_one_socket_only(slack, ada):
    async with bare_sockets(slack, 3) as sockets:
        typing = asyncio.create_task(ada.types("/cx commit"))
        envelope, socket = await heard(sockets)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        seen = await typing

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert (seen.failure, len(slack.delivered)) == (None, 1)


async def test_wrong_an_acknowledgement_on_another_socket(slack, ada):
    slack.be_impatient()
    async with bare_sockets(slack, 2) as sockets:
        typing = asyncio.create_task(ada.types("/cx commit"))
        envelope, socket = await heard(sockets)
        other = next(one for one in sockets if one is not socket)
        await other.send_json({"envelope_id": envelope["envelope_id"]})
        seen = await typing

    assert seen.failure == "operation_timeout"


async def test_wrong_an_eleventh_socket(slack):
    async with bare_sockets(slack, 10), ClientSession() as session:
        client = a_client(slack, slack.app_token)
        url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
        socket = await session.ws_connect(url)
        farewell = await socket.receive_json()
        after = await socket.receive()

    assert (farewell["type"], farewell["reason"]) == ("disconnect", "too_many_websockets")
    assert after.type is WSMsgType.CLOSE


async def test_wrong_a_ticket_used_twice(slack):
    client = a_client(slack, slack.app_token)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with ClientSession() as session:
        await (await session.ws_connect(url)).close()
        async with session.get(url) as refused:
            assert refused.status == 401


async def test_wrong_a_second_process_with_the_same_token_takes_half(slack, ada):
    counts = {"live": 0, "test": 0}
    live, test = an_app(slack), an_app(slack)
    for name, app in (("live", live), ("test", test)):
        answers(app, counts, name)

    async with over_socket_mode(slack, live), over_socket_mode(slack, test):
        await slack.app_connected(sockets=2)
        for _ in range(40):
            await ada.types("/cx commit")

    assert counts["live"] + counts["test"] == 40
    assert min(counts.values()) > 5


def answers(app, counts, name):
    @app.command("/cx")
    async def answer(ack):
        counts[name] += 1
        await ack()


async def test_right_the_library_comes_back_when_it_is_asked_to(slack, app):
    async with over_socket_mode(slack, app):
        before = slack.sockets.open[0]
        await slack.sockets.say_goodbye("refresh_requested")
        await slack.until(lambda: slack.sockets.open and slack.sockets.open[0] is not before)

    assert len(slack.log.calls("apps.connections.open")) == 2


async def test_a_dropped_socket_fails_what_it_carried(slack, ada):
    async with bare_sockets(slack, 1) as sockets:
        typing = asyncio.create_task(ada.types("/cx commit"))
        await sockets[0].receive_json()
        await slack.drop_sockets()
        seen = await typing

    assert seen.failure == "operation_timeout"
    assert slack.sockets.open == []


async def test_an_event_says_which_attempt_it_is(slack, ada):
    slack.be_impatient()
    async with bare_sockets(slack, 1) as sockets:
        saying = asyncio.create_task(ada.mentions_bot("commit", in_="#cx-forum"))
        first = json.loads((await sockets[0].receive()).data)
        second = json.loads((await sockets[0].receive()).data)
        await sockets[0].send_json({"envelope_id": second["envelope_id"]})
        await saying

    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")


async def test_wrong_a_socket_with_the_bots_token(slack):
    call = a_client(slack).apps_connections_open(app_token=slack.bot_token)

    assert await error_of(call) == "not_allowed_token_type"


async def test_with_a_request_url_there_are_no_sockets(slack):
    slack.deliver_by_http("http://127.0.0.1:9/slack/events")
    call = a_client(slack).apps_connections_open(app_token=slack.app_token)

    assert await error_of(call) == "forbidden_team"
    assert "SLACK_APP_TOKEN" not in slack.settings_for_bot()
