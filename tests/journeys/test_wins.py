"""Wins: told in a line, the customer's name approved, and on Friday for everybody, once."""

import asyncio
import re
from datetime import timedelta

import pytest
from aiohttp import web

from tests.journeys.town import EMBEDDED, SHARED

GENERAL, FORUM = "#general", "#cx-forum"
STORY = "the refund came within the hour and they stay"


async def becomes_cco(town):
    seen = await town.ada.types("/cx list", in_=GENERAL)
    await town.ada.presses("It's me", on=seen)


async def wins_have_a_channel(town):
    """Ada is CCO, and wins are told in #cx-forum on Fridays."""
    await becomes_cco(town)
    seen = await town.ada.types("/cx wins channel #cx-forum friday 15:00", in_=GENERAL)
    await town.shows("each Friday at 15:00", "Friday 27 November", seen=seen)


def told_in(town, channel=FORUM):
    return [post for post in town.slack.channel(channel).messages if "refund" in post.text]


async def approved(town):
    """Cleo tells a win that names its customer, and Ada says yes to that."""
    await wins_have_a_channel(town)
    seen = await town.cleo.types(f"/cx win {STORY} for Acme by @ben", in_=GENERAL)
    await town.shows("Win W-1", "Ada Lindqvist is asked whether", "[Undo]", seen=seen)

    town.slack.move(hours=18)  # Wednesday morning in Berlin, where Ada works.
    await town.shows("May Acme be named?", "Cleo", dm="ada")
    await town.ada.presses("Approve", on=town.dm("ada"), times=2)
    await town.shows("It is ready to be told", dm="ada")


async def test_a_win_is_approved_and_told_on_friday_once(town):
    await approved(town)
    town.slack.clock.move(timedelta(days=2, hours=4))
    text = await town.shows(STORY, "For Acme", "Thanks to", "Ben", card=FORUM)
    assert "1 win since the last time" in text

    town.slack.clock.move(timedelta(days=7))
    await town.slack.quiet()
    assert len(told_in(town)) == 1


@EMBEDDED
async def test_without_a_channel_it_is_told_at_once_and_the_cco_picks_one(town):
    await becomes_cco(town)
    seen = await town.cleo.types(f"/cx win {STORY} @ben", in_=GENERAL)
    await town.shows("Win W-1", "thank you", "told", seen=seen)
    await town.shows("A customer win", STORY, "Ben", card=GENERAL)

    town.slack.move(hours=18)
    await town.shows("In which channel shall customer wins be told", dm="ada")
    await town.ada.picks("Pick a channel", FORUM, on=town.dm("ada"))

    await town.shows("Wins are told in", dm="ada")


@EMBEDDED
async def test_what_is_too_short_opens_the_form_with_its_text(town):
    await wins_have_a_channel(town)
    await town.cleo.types("/cx win renewed", in_=GENERAL)
    assert town.cleo.modal.values["What was won"] == "renewed"

    seen = await town.cleo.submits(
        {"What was won": STORY, "For which customer?": "Acme", "Who made it happen": ["ben", "dev"]}
    )

    await town.shows("Win W-1", STORY, "Ben", "Dev", seen=seen)


@EMBEDDED
async def test_a_kept_promise_is_told_as_a_win_by_one_press(town):
    await wins_have_a_channel(town)
    await town.ben.types("/cx commit send Acme the refund by friday", in_=FORUM)
    seen = await town.ben.types("/cx done C-1 https://pay.example/1", in_=FORUM)
    await town.ben.presses("Tell it as a win", on=seen)
    assert town.ben.modal.values["What was won"] == "send Acme the refund"

    seen = await town.ben.submits({"What was won": STORY})

    await town.shows("Win W-1", STORY, "C-1", "It is told on Friday 27 November", seen=seen)


@EMBEDDED
async def test_what_was_told_in_private_waits_for_a_word(town):
    await wins_have_a_channel(town)
    seen = await town.cleo.types(f"/cx win {STORY}", in_="@cxbot")
    await town.shows("It was told in private", "[Tell everybody]", seen=seen)
    assert "W-1" not in (await town.dev.types("/cx wins", in_=GENERAL)).text

    await town.cleo.presses("Tell everybody", on=seen)

    await town.shows(
        "W-1", "For the next shoutout", seen=await town.dev.types("/cx wins", in_=GENERAL)
    )


@SHARED
async def test_a_text_for_customers_needs_a_yes_of_its_own(town):
    await wins_have_a_channel(town)
    seen = await town.cleo.types(f"/cx win {STORY}", in_=GENERAL)
    await town.cleo.presses("Text for customers", on=seen)
    await town.cleo.submits({"What customers may read": "Refunds now take an hour."})

    town.slack.move(hours=18)
    await town.shows("for customers", "Refunds now take an hour.", dm="ada")
    await town.ada.presses("Customers may read it", on=town.dm("ada"))

    seen = await town.ben.types("/cx wins", in_=GENERAL)
    await town.shows("Approved for customers", "W-1", seen=seen)


@SHARED
async def test_a_month_comes_as_one_page_and_is_shared(town):
    await wins_have_a_channel(town)
    await town.ada.types(f"/cx win {STORY} @ben", in_=GENERAL)
    seen = await town.ada.types("/cx wins month", in_=GENERAL)
    await town.shows("Customer wins of November 2026", STORY, seen=seen)
    await town.shows("Customer wins of November 2026: 1 win.", dm="ada")

    await town.ada.picks("Share it in …", FORUM, on=town.dm("ada"))

    await town.shows("Customer wins of November 2026", "Thank you", "Ben", card=FORUM)
    markdown = await town.ada.types("/cx wins month november markdown", in_=GENERAL)
    assert "# Customer wins of November 2026" in markdown.text


@pytest.fixture
async def crm():
    """A CRM on this machine that lists one win."""
    answer = web.json_response({"items": [{"id": 1, "story": "they renewed for two years"}]})
    app = web.Application()

    async def listed(_):
        return answer

    app.router.add_get("/wins.json", listed)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/wins.json"
    await runner.cleanup()


@EMBEDDED
async def test_a_feed_is_read_and_told_on_friday(town, crm):
    await wins_have_a_channel(town)
    seen = await town.ada.types(f"/cx wins feed crm {crm}", in_=GENERAL)
    await town.shows("crm", "wins.json", seen=seen)
    for _ in range(100):
        if "renewed" in (await town.ada.types("/cx wins", in_=GENERAL)).text:
            break
        await asyncio.sleep(0.05)

    town.slack.clock.move(timedelta(days=2, hours=22))

    await town.shows("they renewed for two years", card=FORUM)
    await town.shows("crm", "read ", seen=await town.ada.types("/cx wins feeds", in_=GENERAL))


@EMBEDDED
async def test_killed_in_mid_shoutout_each_win_is_told_once(town):
    await wins_have_a_channel(town)
    for place in range(20):
        await town.cleo.types(f"/cx win number {place} of the refunds came", in_=GENERAL)

    town.slack.clock.move(timedelta(days=2, hours=22))
    await town.slack.until(lambda: told_in(town), 8)
    await town.kill_bot()
    await town.start_bot()

    await town.slack.until(lambda: len(_stories(town)) == 20, 25)
    await town.slack.quiet()
    assert sorted(_stories(town)) == sorted(f"number {place} of" for place in range(20))


def _stories(town):
    """Return each win that is told in the channel or its thread, as often as it is."""
    said = " ".join(post.text for post in told_in(town))
    return re.findall(r"number \d+ of", said)
