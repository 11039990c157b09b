"""A decision in time: what the verb returns or raises is what whoever asked gets."""

import asyncio

import pytest

from bot.domain.counters import next_number


async def _just_arrived(database):
    return database.until(asyncio.get_running_loop().time())


async def test_what_is_decided_in_time_is_saved_and_returned(database):
    transaction = await _just_arrived(database)

    first = await transaction(next_number, "T1", "x")

    assert (first, await database.transaction(next_number, "T1", "x")) == (1, 2)


async def test_what_is_refused_in_time_is_raised_and_leaves_nothing(database):
    transaction = await _just_arrived(database)

    def take_and_refuse(session):
        next_number(session, "T1", "x")
        raise LookupError

    with pytest.raises(LookupError):
        await transaction(take_and_refuse)
    assert await database.transaction(next_number, "T1", "x") == 1


async def test_many_decisions_at_once_are_all_made(database):
    transaction = await _just_arrived(database)

    numbers = await asyncio.gather(*(transaction(next_number, "T1", "x") for _ in range(12)))

    assert sorted(numbers) == list(range(1, 13))
