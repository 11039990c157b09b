"""The clock goes to the next thing that the bot has planned."""

from datetime import timedelta

import pytest
from aiohttp import web

from tests.page.asking import Page
from tests.sandbox.mini_apps import served


def figures(text):
    """Return an app that serves these figures."""

    async def tell(_):
        return web.Response(text=text)

    application = web.Application()
    application.router.add_get("/metrics", tell)
    return application


async def asked(slack, text):
    """Press the button while the bot serves these figures."""
    async with served(figures(text)) as url:
        await slack.session.post(f"{slack.url}/control/figures", json={"url": f"{url}/metrics"})
        return await Page(slack).act("next")


async def test_the_clock_goes_just_past_what_is_due_next(slack):
    due = slack.clock.now() + timedelta(days=3)

    said = await asked(slack, f"x 1\ncxbot_next_due_seconds {due.timestamp()}\ny 2\n")

    assert 0 <= (slack.clock.now() - due).total_seconds() < 5
    assert said["said"].startswith("It is ")


async def test_without_anything_planned_it_stays_and_says_so(slack):
    said = await asked(slack, "cxbot_next_due_seconds 0\n")

    assert said == {"said": "Nothing is planned."}
    assert slack.clock.ahead == timedelta(0)


async def test_what_came_due_meanwhile_does_not_turn_the_clock_back(slack):
    due = slack.clock.now() - timedelta(hours=1)

    await asked(slack, f"cxbot_next_due_seconds {due.timestamp()}\n")

    assert slack.clock.ahead == timedelta(0)


@pytest.mark.parametrize("text", ["", "cxbot_ready 1\n"])
async def test_a_bot_that_does_not_tell_is_said_to_be_silent(slack, text):
    said = await asked(slack, text)

    assert said == {"failure": "refused", "said": "The bot does not say when it wakes next."}


async def test_a_bot_that_is_not_there_is_said_to_be_silent(slack):
    slack.figures_url = "http://127.0.0.1:1/metrics"

    assert (await Page(slack).act("next"))["said"] == "The bot does not answer."


async def test_an_app_that_takes_requests_serves_its_figures_beside(slack):
    async with served(figures("cxbot_next_due_seconds 0\n")) as url:
        slack.deliver_by_http(f"{url}/slack/events")

        assert await slack.next_due() is None


async def test_without_an_address_nobody_can_be_asked(slack):
    said = await Page(slack).act("next")

    assert said["failure"] == "refused"
