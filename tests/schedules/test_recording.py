"""What came of calls is written down together where it ends together, and breaks alone."""

import asyncio

import pytest
from sqlalchemy import event

from bot.domain.notices import Allowance, Pace, Sent, State, claim_notices
from schedules.recording import Recorder
from tests.schedules.backlog import fill

PEOPLE = ("U1", "U2", "U3")


class Odd(Sent):
    """An outcome that nobody knows how to record."""


@pytest.fixture
async def claims(database, clock):
    fill(database, len(PEOPLE), PEOPLE, clock())
    wanted = {"pace": Pace(), "allowance": Allowance()}
    return await database.transaction(claim_notices, clock(), len(PEOPLE), **wanted)


@pytest.fixture
def recorder(database, clock):
    return Recorder(database, clock, Pace(), asyncio.ensure_future)


async def test_what_ends_together_costs_one_transaction(recorder, claims, database, bot):
    commits = []
    event.listen(database.engine, "commit", commits.append)

    await asyncio.gather(*(recorder.record(claim, Sent("D1", claim.mark)) for claim in claims))

    assert len(commits) == 1
    assert {(each.state, each.ts == each.mark) for each in await bot.all()} == {(State.SENT, True)}


async def test_what_cannot_be_recorded_breaks_alone(recorder, claims, bot):
    outcomes = (Sent("D1", "1.1"), Odd("D2", "1.2"), Sent("D3", "1.3"))
    ended = [recorder.record(*each) for each in zip(claims, outcomes, strict=True)]

    waits = await asyncio.gather(*ended, return_exceptions=True)

    assert [type(wait) for wait in waits] == [float, KeyError, float]
    assert sorted(each.state for each in await bot.all()) == ["sending", "sent", "sent"]
