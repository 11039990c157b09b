"""A normal week of six leaders and their CCO: how much the bot says to whom (design §4, budget)."""

import asyncio
import sys
from datetime import UTC, datetime

import aiohttp

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # The clock is the same whatever the way in.
FORUM = "#cx-forum"
LEADERS = ("ben", "cleo", "dev", "ema", "finn", "hugo")
A_PULSE = 1.2  # Seconds until whatever fell due is noticed.
MOST_DMS = 8
MOST_POSTS = 4  # Scheduled ones, of a forum in a week.


def december(day, hour, month=12):
    return datetime(2026, month, day, hour, tzinfo=UTC)


MONDAY = december(30, 5, month=11)
PROMISES = {
    "ben": "call Acme about the May invoice by thursday",
    "cleo": "send the churn list to the board by wednesday",
    "dev": "mend the export of invoices by friday",
    "ema": "read fifty complaints aloud by thursday",
    "finn": "pay back the double charge at Oak by friday",
    "hugo": "visit the two customers we nearly lost by friday",
}


async def passes(town, until):
    """Let the time pass from event to event, each seen to its end."""
    while (due := await town.slack.next_due()) is not None and due < until:
        town.slack.clock.move_to(due)
        await worked_off(town, due)
    town.slack.clock.move_to(until)
    await worked_off(town, until)


async def worked_off(town, moment):
    """Wait until nothing more is due and all of it is said: posts to a place take a second each."""
    await asyncio.sleep(A_PULSE)
    for _ in range(600):
        await town.slack.quiet()
        figures = await figures_of(town)
        due = float(figures["cxbot_next_due_seconds"])
        if figures["cxbot_waiting"] == "0" and not 0 < due <= moment.timestamp():
            return
    raise AssertionError(f"What was due at {moment} is not worked off.")


async def figures_of(town):
    async with aiohttp.ClientSession() as http, http.get(town.slack.figures_url) as answer:
        return dict(line.rsplit(" ", 1) for line in (await answer.text()).splitlines())


async def begins(town):
    """Set up a forum and a CCO the week before, and wait for Monday morning."""
    town.slack.figures_url = f"http://127.0.0.1:{town.port}/metrics"
    line = "/cx forum every week wed 15:00 Europe/Berlin starting 2 december"
    seen = await town.ada.types(line, in_=FORUM)
    await town.ada.presses("It's me", on=seen)
    await town.ada.presses("Start", on=seen)
    await passes(town, MONDAY)
    return {name: len(said_to(town, name)) for name in (*LEADERS, "ada")}


def said_to(town, name):
    return [post for post in town.slack.person(name).dms() if post.author == "cxbot"]


def scheduled_posts(town):
    """Return what the clock made the bot say in the forum; minutes and cards are people's."""
    texts = [post.text for post in town.slack.channel(FORUM).messages]
    own = ("Commitment", "Minutes", "Proposal", "P-1")
    return [text for text in texts if "Record" in text or not text.startswith(own)]


async def works(town):
    """Do what such a week holds: promises, offers, a hand-over, a round, the forum."""
    await passes(town, december(30, 14, month=11))
    for name, promise in PROMISES.items():
        await town.slack.person(name).types(f"/cx commit {promise}", in_=FORUM)
    for giver, taker, line in (("ada", "ben", "the renewal list"), ("cleo", "dev", "five quotes")):
        offer = f"/cx commit @{taker} send {line} to the board by friday"
        await town.slack.person(giver).types(offer, in_=FORUM)
    await town.ada.types("/cx propose Each lost customer is called within a week.", in_=FORUM)
    await town.ada.submits()
    for name in ("ben", "cleo", "dev"):
        await town.slack.person(name).types("/cx commit P-1", in_=FORUM)
    await town.ben.types("/cx commit C-7", in_=FORUM)
    await town.dev.types("/cx commit C-8", in_=FORUM)
    await town.ema.types("/cx handoff C-4 @finn", in_=FORUM)
    await town.finn.types("/cx commit C-4", in_=FORUM)
    await passes(town, december(2, 16))
    await town.cleo.types("/cx done C-2 it is in their folder", in_=FORUM)
    await town.ada.presses("Record it", on=said_to(town, "ada")[-1])
    await town.ada.submits({"What was promised?": "@hugo ask Oak what they lost by friday"})
    await town.hugo.types("/cx commit C-9", in_=FORUM)
    await passes(town, december(3, 16))
    for name, number in (("ben", 1), ("finn", 4)):
        await town.slack.person(name).types(f"/cx done C-{number} done, see the notes", in_=FORUM)
    await passes(town, december(4, 20))


async def test_a_normal_week_stays_within_the_budget(town):
    before = await begins(town)

    await works(town)

    said = {name: len(said_to(town, name)) - count for name, count in before.items()}
    posts = len(scheduled_posts(town))
    sys.stdout.write(f"\nDMs: {said}, scheduled posts in {FORUM}: {posts}\n")
    assert max(said.values()) <= MOST_DMS
    assert posts <= MOST_POSTS
