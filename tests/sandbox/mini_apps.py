"""Small apps that speak to the stand-in through Slack's own libraries, rightly or wrongly."""

from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
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


def says_yes():
    """Return an app that acknowledges whatever is delivered by HTTP."""

    async def yes(_):
        return web.Response()

    application = web.Application()
    application.router.add_post("/", yes)
    return application


@asynccontextmanager
async def served(application):
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def a_button(action_id="press", text="Press", **more):
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "action_id": action_id, "text": label, **more}


def a_section(text, **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def a_card(text="*C-1:* call Acme", *buttons):
    return [a_section(text), {"type": "actions", "elements": list(buttons) or [a_button()]}]


def an_input(block_id="what", label="What", **element):
    field = {"type": "plain_text_input", "action_id": "text", **element}
    words = {"type": "plain_text", "text": label}
    return {"type": "input", "block_id": block_id, "label": words, "element": field}


def a_modal(*blocks, callback_id="ask", **more):
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": "What exactly?"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": list(blocks) or [an_input()],
        **more,
    }


def a_home(*blocks):
    return {"type": "home", "blocks": list(blocks) or a_card()}


def opens_on_command(app, view):
    """Let the app open this view whenever somebody types /cx."""

    @app.command("/cx")
    async def ask(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def error_of(call):
    """Return Slack's refusal of a call that must be refused."""
    try:
        answer = await call
    except SlackApiError as refused:
        return refused.response["error"]
    raise AssertionError(f"It was allowed: {answer}")
