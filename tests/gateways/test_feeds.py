"""A page of a feed: read within limits, from nowhere inside, and every failure has its reason."""

import asyncio

import pytest
from aiohttp import web

from bot.gateways.feeds import FeedFailed, Feeds

INSIDE = Feeds(is_inside_allowed=True)


@pytest.fixture
async def served():
    """Serve one answer at a local address, and note what was asked with it."""
    runners, asked = [], []

    async def serve(answer):
        async def handle(request):
            asked.append(request)
            return answer(request) if callable(answer) else answer

        app = web.Application()
        app.router.add_get("/wins", handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        return f"http://localhost:{port}/wins", asked

    yield serve
    for runner in runners:
        await runner.cleanup()


async def failure(feeds, url):
    with pytest.raises(FeedFailed) as failed:
        await feeds.page(url)
    return str(failed.value)


async def test_a_page_comes_with_its_mark(served):
    page = web.json_response({"items": [{"id": 1}]}, headers={"ETag": '"a"'})
    url, asked = await served(page)

    read = await INSIDE.page(url)

    assert (read.body, read.etag, read.is_same) == ({"items": [{"id": 1}]}, '"a"', False)
    assert asked[0].host == url.split("/")[2]


async def test_with_the_same_mark_nothing_is_sent_again(served):
    url, asked = await served(web.Response(status=304))

    read = await INSIDE.page(url, '"a"')

    assert read.is_same
    assert asked[0].headers["If-None-Match"] == '"a"'


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (web.Response(status=500), "it answered 500"),
        (web.Response(status=302, headers={"Location": "http://10.0.0.1/"}), "it answered 302"),
        (web.Response(text="<html>"), "it is not JSON"),
        (web.json_response([1, 2]), "it has no list of “items”"),
        (web.json_response({"items": {}}), "it has no list of “items”"),
        (web.Response(text="[" * 100_000), "it is not JSON"),
        (web.Response(body=b" " * (1024 * 1024 + 1)), "a page is larger than 1 MB"),
    ],
)
async def test_what_is_no_page_is_refused_with_its_reason(served, answer, why):
    url, _ = await served(answer)

    assert await failure(INSIDE, url) == why


async def test_a_host_that_is_not_there_is_said():
    assert (
        await failure(INSIDE, "http://127.0.0.1:9/wins") == "the connection failed (ConnectError)"
    )


async def test_one_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr("bot.gateways.feeds.WITHIN", 0.2)
    writers = []
    server = await asyncio.start_server(lambda _, writer: writers.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    assert "it took longer than" in await failure(INSIDE, f"http://127.0.0.1:{port}/wins")

    for writer in writers:
        writer.close()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/wins",
        "https://localhost/wins",
        "https://10.1.2.3/wins",
        "https://192.168.1.1/wins",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/wins",
        "https://[fd00::1]/wins",
        "https://0.0.0.0/wins",
        "https://224.0.0.1/wins",
    ],
)
async def test_nothing_within_a_private_network_is_called(url):
    assert await failure(Feeds(), url) == "its host is within a private network"


async def test_without_tls_nothing_is_called():
    assert (
        await failure(Feeds(), "http://example.com/") == "its address does not begin with https://"
    )
