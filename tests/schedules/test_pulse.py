"""The pulse: everything once before the program is ready, then by the clock, and never stuck."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.clock import wall_clock
from bot.database import upsert
from bot.domain.deliveries import KEPT_FOR, Delivery
from schedules import TIMETABLE, timetable
from schedules.pulse import Pulse

SECOND = 1


@pytest.fixture
def counted():
    return []


@pytest.fixture
async def pulse(delivery, database, clock, counted):
    async def count(transaction, clock):
        counted.append(clock())

    pulse = Pulse(delivery, database, clock, {count: SECOND})
    yield pulse
    await pulse.end()


async def test_every_job_runs_once_before_the_program_is_ready(pulse, counted):
    await pulse.begin()

    assert len(counted) == 1
    assert pulse.is_beating()


async def test_what_is_due_at_the_start_is_said_without_waiting(bot, slack, pulse):
    bot.database.on_announcement = lambda: None
    await bot.promises("a")

    await pulse.begin()

    await slack.until(lambda: slack.channel("#cx-forum").messages, within=0.5)


async def test_a_job_that_breaks_at_the_start_is_logged_and_stops_nothing(
    delivery, database, clock, caplog
):
    async def breaks(transaction, clock):
        raise RuntimeError("Out of order.")

    pulse = Pulse(delivery, database, clock, {breaks: SECOND})
    await pulse.begin()
    await pulse.end()

    assert "Out of order." in caplog.text


async def test_a_clock_set_back_an_hour_does_not_stop_the_pulse(pulse, counted, slack):
    await pulse.begin()
    pulse._scheduler.modify_job("count", next_run_time=wall_clock() + timedelta(hours=1))
    pulse._last["count"] -= 10

    await slack.until(lambda: len(counted) > 1, within=3)


async def test_a_job_that_does_not_run_is_noticed(pulse):
    await pulse.begin()

    pulse._last["count"] -= 10
    assert pulse.is_beating()
    pulse._last["count"] -= 60
    assert not pulse.is_beating()


async def test_after_the_end_nothing_beats(pulse, counted):
    await pulse.begin()
    await pulse.end()
    await asyncio.sleep(0.05)

    assert not pulse._scheduler.running
    assert len(counted) == 1


async def test_jobs_take_turns(delivery, database, clock):
    order = []

    async def first(transaction, clock):
        order.append("begun")
        await asyncio.sleep(0.01)
        order.append("done")

    async def second(transaction, clock):
        await first(transaction, clock)

    pulse = Pulse(delivery, database, clock, {first: SECOND, second: SECOND})
    await asyncio.gather(pulse._beat("first"), pulse._beat("second"))

    assert order == ["begun", "done"] * 2


async def test_old_deliveries_are_forgotten(delivery, database, clock):
    for key, age in (("old", KEPT_FOR + timedelta(hours=1)), ("new", timedelta(0))):
        row = Delivery(team_id="T1", key=key, received_at=clock() - age)
        await database.transaction(upsert, row)
    pulse = timetable(delivery, database, clock)

    await pulse.begin()
    await pulse.end()

    assert await database.reading(lambda session: session.exec(select(Delivery.key)).all()) == [
        "new"
    ]


def test_every_job_has_its_seconds():
    assert all(seconds >= 1 for seconds in TIMETABLE.values())
