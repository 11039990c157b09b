"""A source of signals: made in a form, its signals become issues, and a power cut loses none."""

import asyncio
import json
import re
import time

import aiohttp
import pytest
from sqlmodel import Session, select

from bot.database import Database
from bot.domain.issues.records import Report
from bot.hooks import signature
from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
FLOOD = 150
AGAIN, ATTEMPTS = {429, 503}, 400


async def a_source(town):
    """Have an administrator make a source in its form; returns its secret."""
    await town.ada.types("/cx admin sources add", in_=FORUM)
    loop = {
        "Owner": "ben",
        "Answer customers within (hours)": "48",
        "How are customers told back?": "The agent of the ticket writes to them.",
    }
    await town.ada.submits({"Name": "help-desk", "Where are its issues shown?": FORUM} | loop)
    return re.search(r"[0-9a-f]{64}", town.ada.modal.text)[0]


class Tool:
    """A help desk with that secret; it sends again what got no answer."""

    def __init__(self, town, secret):
        self.town = town
        self.secret = secret
        self.answered = {}

    async def sends(self, http, key, what):
        raw, stamp = json.dumps({"what": what}).encode(), str(int(time.time()))
        headers = {
            "X-Cxbot-Timestamp": stamp,
            "X-Cxbot-Signature": signature(self.secret, stamp, raw),
            "Idempotency-Key": key,
        }
        address = f"http://127.0.0.1:{self.town.port}/hooks/signals/help-desk"
        async with http.post(address, data=raw, headers=headers) as answer:
            told = await answer.json()
            if answer.status == 200:
                assert self.answered.setdefault(key, told) == told
            return answer.status

    async def insists(self, *signal):
        """Send one again as long as it is asked to come again."""
        for _ in range(ATTEMPTS):
            status = await self.sends(*signal)
            if status not in AGAIN:
                break
            await asyncio.sleep(0.05)
        return status

    async def floods(self):
        """Send a lot at once; what is refused or cut off has no answer."""
        async with aiohttp.ClientSession() as http:
            every = (self.insists(http, f"k{n}", f"Door {n % 9} is stuck") for n in range(FLOOD))
            return await asyncio.gather(*every, return_exceptions=True)


def reported(town):
    """Return the numbers of all reports in the database."""
    database = Database(town.url)
    with Session(database.engine) as session:
        numbers = session.exec(select(Report.id)).all()
    database.dispose()
    return sorted(numbers)


async def test_a_signal_becomes_an_issue_that_its_owner_is_asked_to_own(town):
    tool = Tool(town, await a_source(town))
    async with aiohttp.ClientSession() as http:
        assert await tool.sends(http, "k1", "The parcel arrived empty") == 200

    await town.shows("The parcel arrived empty", card=FORUM)
    await town.shows("The source help-desk asks you to own I-1", without="Discuss", dm="ben")
    story = await town.ben.types("/cx show I-1", in_=FORUM)
    assert "help-desk reported it." in story.text
    assert "help-desk asked you to own it." in story.text
    seen = await town.ada.types("/cx admin sources", in_=FORUM)
    assert "help-desk" in seen.text
    assert tool.secret not in seen.text


@SHARED
async def test_a_power_cut_in_mid_flood_loses_nothing_that_was_answered(town):
    tool = Tool(town, await a_source(town))
    flood = asyncio.create_task(tool.floods())
    await town.slack.until(lambda: len(tool.answered) > 5, 20)
    await town.kill_bot()
    await flood
    assert 5 < len(tool.answered) < FLOOD

    await town.start_bot()
    assert set(await tool.floods()) == {200}

    answered = sorted(told["report"] for told in tool.answered.values())
    assert reported(town) == answered
    assert len(answered) == FLOOD


@EMBEDDED
@pytest.mark.parametrize("line", ["/cx admin", "/cx admin touchpoints", "/cx admin sources add"])
async def test_whoever_looks_after_nothing_is_told_who_does(town, line):
    seen = await town.ben.types(line, in_=FORUM)

    assert "an administrator" in seen.text
    assert town.ben.modal is None


@EMBEDDED
async def test_the_journey_becomes_the_company_s_own(town):
    seen = await town.ada.types("/cx admin touchpoints add Checkout", in_=FORUM)
    assert "Checkout" in seen.text
    await town.ada.presses("Change", on=seen, near="Website")
    await town.ada.submits({"Name": "Web shop", "Along the journey": "After Contract"})
    assert "Contract · Buy\n[Change]\nWeb shop" in town.ada.modal.text

    seen = await town.ada.types("/cx admin touchpoints", in_=FORUM)
    await town.ada.presses("Change", on=seen, near="Renewal")
    await town.ada.presses("Use it no more")
    assert "Renewal" not in town.ada.modal.text


@EMBEDDED
async def test_an_area_has_its_own_name_leader_and_sponsor(town):
    seen = await town.ada.types("/cx admin areas", in_=FORUM)
    await town.ada.presses("Change", on=seen, near="Service")
    await town.ada.submits({"Name": "Care", "Led by": "dev", "Sponsored by": "ada"})

    assert "led by Dev Raman · sponsored by Ada" in town.ada.modal.text


@EMBEDDED
async def test_a_name_that_is_taken_is_said_under_its_input(town):
    seen = await town.ada.types("/cx admin areas", in_=FORUM)
    await town.ada.presses("Add an area", on=seen)

    await town.ada.submits({"Name": "finance"})

    assert "There is an area called finance already" in str(town.ada.modal.errors)
