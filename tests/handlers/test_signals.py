"""Signals from outside over real HTTP: who may send them, what they must be, each counted once."""

import asyncio
import io
import json
import time
from contextlib import asynccontextmanager

import pytest
from sqlmodel import func, select

from bot.clock import wall_clock
from bot.domain.areas import areas_of
from bot.domain.issues.records import Issue, Report
from bot.domain.issues.sources import (
    Signal,
    SourceWish,
    make_source,
    rotate_secret,
    source_called,
    switch_off,
)
from bot.hooks import signature
from tests.factories import TEAM, a_person
from tests.handlers.doorway import answering, doorway, routes_with

WHAT = "The invoice shows the wrong address"
AGAIN, ATTEMPTS = {429, 503}, 400
EMBEDDED = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


class Tool:
    """A help desk that sends signals."""

    def __init__(self, door, secret):
        self.door = door
        self.secret = secret

    async def sends(self, payload, key="k1", *, name="desk", stamp=None, **headers):
        """Return the status and the answer to one signal; a payload may be raw bytes."""
        raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        stamp = str(int(time.time())) if stamp is None else stamp
        own = {
            "X-Cxbot-Timestamp": stamp,
            "X-Cxbot-Signature": signature(self.secret, stamp, raw),
            "Idempotency-Key": key,
        }
        address = f"{self.door.address}/hooks/signals/{name}"
        async with self.door.http.post(
            address, data=io.BytesIO(raw), headers=own | headers
        ) as answer:
            return answer.status, await answer.json()

    async def insists(self, *signal):
        """Send one again as long as it is asked to come again."""
        for _ in range(ATTEMPTS):
            answer = await self.sends(*signal)
            if answer[0] not in AGAIN:
                break
            await asyncio.sleep(0.05)
        return answer

    async def reads(self, query):
        return await self.door.program._database.reading(query)

    async def changes(self, verb):
        await self.door.program._database.transaction(
            lambda session: verb(session, source_called(session, TEAM, "desk"))
        )


@asynccontextmanager
async def listening(database):
    """A program that takes signals from a help desk of Ada's."""

    def made(session):
        areas_of(session, TEAM)
        ada = a_person(session, "ada")
        wish = SourceWish("desk", ada, answer_hours=48, tells_back="the agent calls back")
        return make_source(session, TEAM, wish, wall_clock()).secret

    async with doorway(database, routes_with(answering(None))) as door:
        yield Tool(door, await database.transaction(made))


@pytest.fixture
async def tool(database):
    async with listening(database) as tool:
        yield tool


def counted(table):
    return lambda session: session.exec(select(func.count()).select_from(table)).one()


def first(table):
    return lambda session: session.exec(select(table)).first()


async def test_a_signal_opens_an_issue_and_asks_the_source_s_owner(tool):
    status, answer = await tool.sends({"what": WHAT, "customer": "Acme", "severity": "high"})

    assert (status, answer["issue"], answer["opened"]) == (200, "I-1", True)
    issue = await tool.reads(first(Issue))
    assert (issue.severity, issue.reports, issue.handover_to) == ("high", 1, 1)


async def test_sent_again_it_gets_the_same_answer_and_counts_once(tool):
    answers = [await tool.sends({"what": WHAT}) for _ in range(3)]

    assert answers == [answers[0]] * 3
    assert await tool.reads(counted(Report)) == 1


async def test_the_same_key_with_other_content_is_refused(tool):
    await tool.sends({"what": WHAT})

    status, answer = await tool.sends({"what": "something else altogether"})

    assert (status, "other content" in answer["error"]) == (409, True)


async def test_what_says_the_same_is_one_more_report(tool):
    again = "the INVOICE  shows the wrong address"
    await tool.sends({"what": WHAT}, "a")

    said = [(await tool.sends({"what": what}, key))[1] for key, what in (("b", WHAT), ("c", again))]

    assert [each["issue"] for each in said] == ["I-1", "I-1"]
    assert (await tool.reads(first(Issue))).reports == 3


async def test_what_says_something_else_opens_another_issue(tool):
    await tool.sends({"what": "Parcels arrive empty in Spain"}, "a")

    _, answer = await tool.sends({"what": "Parcels arrive late in Italy and nobody calls"}, "b")

    assert answer["issue"] == "I-2"


async def test_a_named_issue_gets_the_report_and_its_moment(tool):
    await tool.sends({"what": WHAT}, "a")
    heard = {"issue": "i-1", "words": "Again!", "heard_by": "call"}

    status, answer = await tool.sends(heard | {"happened_at": "2026-11-20T09:30:00+01:00"}, "b")

    assert (status, answer["issue"], answer["opened"]) == (200, "I-1", False)


WRONG = (
    (b"{", "not JSON"),
    (b"\xff\xfe", "not JSON"),
    (b"[" * 100_000, "not JSON"),
    ([1], "not a JSON object"),
    ({}, "what:"),
    ({"what": 7}, "what: a text"),
    ({"what": "x" * 1001}, "at most 1,000"),
    ({"what": WHAT, "wat": 1}, "wat: not known"),
    ({"what": WHAT, "kind": "wish"}, "kind: one of"),
    ({"what": WHAT, "issue": "7"}, "such as I-7"),
    ({"issue": "I-99"}, "no I-99"),
    ({"what": WHAT, "severity": "bad"}, "urgent, high, normal"),
    ({"what": WHAT, "touchpoint": "Moon"}, "there are Website"),
    ({"what": WHAT, "happened_at": "yesterday"}, "a moment"),
    ({"what": WHAT, "happened_at": "1970-01-01"}, "366 days"),
)


@EMBEDDED
async def test_what_cannot_be_taken_is_refused_with_what_is_wrong(tool):
    for payload, told in WRONG:
        status, answer = await tool.sends(payload)
        assert (status, told in answer["error"]) == (400, True), (payload, answer)

    assert await tool.reads(counted(Signal)) == 0
    assert (await tool.sends({"what": WHAT}))[0] == 200


@EMBEDDED
async def test_without_a_key_it_is_refused(tool):
    for key in ("", " ", "x" * 129, "ä"):
        assert (await tool.sends({"what": WHAT}, key))[0] == 400


@EMBEDDED
async def test_who_did_not_sign_learns_nothing(tool):
    forged = {"X-Cxbot-Signature": signature("0" * 64, str(int(time.time())), b"{}")}

    wrong = await tool.sends({"what": WHAT}, **forged)
    none = await tool.sends({"what": WHAT}, **{"X-Cxbot-Signature": ""})
    unknown = await tool.sends({"what": WHAT}, name="nobody")

    assert wrong == none == unknown
    assert wrong[0] == 401
    assert await tool.reads(counted(Issue)) == 0


@EMBEDDED
async def test_an_old_or_broken_time_is_refused(tool):
    for stamp in ("", "abc", "1.5", "²", str(int(time.time()) - 400), "9" * 40):
        assert (await tool.sends({"what": WHAT}, stamp=stamp))[0] == 401


@EMBEDDED
async def test_five_megabytes_are_too_much(tool):
    status, answer = await tool.sends(b'{"what": "' + b"x" * 5_000_000 + b'"}')

    assert (status, answer["error"]) == (413, "body too large")


@EMBEDDED
async def test_a_new_secret_and_switching_off_count_at_once(tool):
    await tool.sends({"what": WHAT}, "a")
    await tool.changes(rotate_secret)
    old = await tool.sends({"what": WHAT}, "b")
    await tool.changes(lambda session, source: switch_off(session, source, wall_clock()))

    assert old[0] == 401
    assert (await tool.sends({"what": WHAT}, "c"))[0] == 401


async def test_many_at_once_are_each_counted_once(tool):
    every = [({"what": f"Machine {n % 20} in hall {n % 20} stopped"}, f"k{n}") for n in range(60)]

    answers = await asyncio.gather(*(tool.insists(*each) for each in every + every))

    assert {status for status, _ in answers} == {200}
    assert answers[:60] == answers[60:]
    assert await tool.reads(counted(Report)) == 60


@EMBEDDED
async def test_a_refused_one_undoes_no_other_of_the_same_moment(tool):
    some = [{"what": f"Lift {n} is stuck"} if n % 3 else {"severity": "odd"} for n in range(30)]

    answers = await asyncio.gather(*(tool.sends(each, f"k{n}") for n, each in enumerate(some)))

    assert [status for status, _ in answers] == [200 if n % 3 else 400 for n in range(30)]
    assert await tool.reads(counted(Report)) == 20


@EMBEDDED
async def test_when_too_many_wait_the_next_is_asked_to_come_again(tool, monkeypatch):
    monkeypatch.setattr("bot.hooks.MOST_WAITING", 5)

    answers = await asyncio.gather(*(tool.sends({"what": WHAT}, f"k{n}") for n in range(80)))

    statuses = {status for status, _ in answers}
    assert statuses == {200, 429}
    taken = [status for status, _ in answers].count(200)
    assert await tool.reads(counted(Report)) == taken < 80
