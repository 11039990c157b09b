"""Small apps that speak to the stand-in through Slack's own libraries, rightly or wrongly."""

from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


def a_client(slack, token=None):
    return AsyncWebClient(token or slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def an_app(slack):
    return AsyncApp(
        client=a_client(slack),
        signing_secret=slack.signing_secret,
        process_before_response=True,
    )


@asynccontextmanager
async def over_socket_mode(slack, app):
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    await slack.app_connected()
    try:
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack, app):
    async with served(app.web_app("/slack/events")) as url:
        slack.deliver_by_http(f"{url}/slack/events")
        yield


@asynccontextmanager
async def served(application):
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
