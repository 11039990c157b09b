"""The pulse: wakes every job by its seconds, whatever happens to the clock on the wall."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, wall_clock
from bot.database import Database, Transaction
from bot.domain.notices import release_leases
from schedules.delivery import Delivery

log = logging.getLogger(__name__)
# It would say each second that something takes longer than one; whether that is too long is ours.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)

# A job finds what is due and promises notices. It may run twice, late, or in two processes.
Job = Callable[[Transaction, Clock], Awaitable[None]]
Beat = Callable[[], Awaitable[None]]

DELIVER_EVERY = 1
# A job that has not run for so many of its intervals is run by the guard.
PATIENCE = 3
LOST_AFTER = 60.0  # Seconds beyond its interval after which a job counts as stuck.
JOBS_END_WITHIN = 8.0


class Pulse:
    """APScheduler ticks; nothing is stored in it, so nothing is lost with it."""

    def __init__(
        self, delivery: Delivery, database: Database, clock: Clock, timetable: Mapping[Job, int]
    ) -> None:
        self._delivery = delivery
        self._database = database
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._beats: dict[str, tuple[Beat, int]] = {"deliver": (delivery.tick, DELIVER_EVERY)}
        for job, seconds in timetable.items():
            self._beats[_name_of(job)] = (self._turn(job), seconds)
        self._last: dict[str, float] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._guard: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    async def begin(self) -> None:
        """Do everything once, then go on by the clock; woken at once by whoever commits work."""
        await self._database.transaction(release_leases)
        self._database.on_announcement = self._delivery.wake
        for name in self._beats:
            await self._first(name)
        for name, (_, seconds) in self._beats.items():
            self._scheduler.add_job(self._beat, "interval", [name], seconds=seconds, id=name)
        self._scheduler.start()
        self._guard = asyncio.create_task(self._watch())

    async def end(self) -> None:
        """Take nothing new, and wait for what is being sent."""
        if self._guard is not None:
            self._guard.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._guard
        if self._scheduler.running:
            self._scheduler.pause()
        # Shut down at once, the scheduler would cut a job off in the middle of a transaction.
        await asyncio.gather(self._jobs_end(), self._delivery.stop())
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def is_beating(self) -> bool:
        """Tell whether every job ran lately, by the clock that nobody can move."""
        now = asyncio.get_running_loop().time()
        return all(
            now - self._last.get(name, now) <= seconds + LOST_AFTER
            for name, (_, seconds) in self._beats.items()
        )

    async def _jobs_end(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=JOBS_END_WITHIN)

    async def _first(self, name: str) -> None:
        """Run a job before the program is ready; broken, it is tried again by the clock."""
        outcome = await asyncio.gather(self._beat(name), return_exceptions=True)
        if isinstance(outcome[0], Exception):
            log.error("The job %s broke at the start.", name, exc_info=outcome[0])

    async def _beat(self, name: str) -> None:
        self._last[name] = asyncio.get_running_loop().time()
        beat, _ = self._beats[name]
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - tells mypy; a coroutine always runs in one
        self._running.add(task)
        try:
            await beat()
        finally:
            self._running.discard(task)

    def _turn(self, job: Job) -> Beat:
        async def beat() -> None:
            # On SQLite there is one writing thread: a person waits for one job at most.
            async with self._one_at_a_time:
                await job(self._database.transaction, self._clock)

        return beat

    async def _watch(self) -> None:
        """Run what is late: APScheduler sleeps on when the wall clock is set back."""
        while True:
            await asyncio.sleep(DELIVER_EVERY)
            for name in self._late():
                self._scheduler.modify_job(name, next_run_time=wall_clock())

    def _late(self) -> list[str]:
        now = asyncio.get_running_loop().time()
        return [
            name
            for name, (_, seconds) in self._beats.items()
            if now - self._last.get(name, now) > PATIENCE * seconds
        ]


def _name_of(job: Job) -> str:
    return str(getattr(job, "__name__", job))
