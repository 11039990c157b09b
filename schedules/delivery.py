"""Says what is due; the only job that talks to Slack."""

import asyncio
import logging
from collections.abc import Coroutine
from math import ceil
from typing import Any

from bot.clock import Clock
from bot.database import Database
from bot.domain.notices import (
    LockedOut,
    Notice,
    Outcome,
    Pace,
    Problem,
    Refused,
    Unreadable,
    claim_notices,
    expire_notices,
    is_anything_due,
)
from bot.drawings import LookUp
from bot.gateways.slack import SlackGateway
from schedules.limits import Limits
from schedules.recording import Recorder
from schedules.saying import DATABASE_AWAY, Saying
from schedules.troubles import Troubles

log = logging.getLogger(__name__)

AT_ONCE = 16
# Seconds from a commit to the look for what it promised: its answer leaves first, undisturbed.
BREATH = 0.02
APART = 0.04  # So long after one look comes the next: what is committed meanwhile is one look.
SOONEST = 0
GRAIN = 0.05  # Alarms within so many seconds are one: each costs a hop to the database.


class Delivery:
    """Claims, has it said, and records what came of it: as many at once as Slack bears."""

    def __init__(
        self,
        database: Database,
        slack: SlackGateway,
        look_up: LookUp,
        clock: Clock,
        *,
        pace: Pace | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._database = database
        self._saying = Saying(database, slack, look_up, clock)
        self._clock = clock
        self._pace = pace or Pace()
        self._limits = limits or Limits()
        self._troubles = Troubles(self._pace)
        self._recorder = Recorder(database, clock, self._pace, self._spawn)
        self._flights: dict[asyncio.Task[None], Notice] = {}
        self._errands: set[asyncio.Task[None]] = set()
        self._alarms: set[int] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pass: asyncio.Task[None] | None = None
        self._again = False
        self._more = False
        self._rests_until = 0.0
        self._stopping = False

    def wake(self) -> None:
        """Look for work in a moment; any thread may call it, after it has committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_soon, BREATH)

    async def tick(self) -> None:
        """Close what comes too late, and begin what is due."""
        try:
            # After days away that is much: it is closed before anything else is begun.
            while await self._database.transaction(expire_notices, self._clock()):
                pass
        except DATABASE_AWAY as error:
            log.warning("The database is away (%s); notices wait.", type(error).__name__)
            return
        await self.run_due()

    async def run_due(self) -> None:
        """Claim what is due and begin to say it, until all hands are full or nothing is left."""
        self._loop = asyncio.get_running_loop()
        self._wake_here()
        if self._pass is not None:
            await asyncio.wait({self._pass})

    async def until_idle(self, within: float = 5.0) -> None:
        """Return when nothing is due and nothing is in flight."""
        async with asyncio.timeout(within):
            while True:
                await self.run_due()
                if self._at_work:
                    await asyncio.wait(self._at_work)
                elif await self._database.reading(is_anything_due, self._clock()):
                    await asyncio.sleep(GRAIN / 2)
                else:
                    return

    async def stop(self, within: float = 8.0) -> None:
        """Claim nothing more and wait for what is in flight; what remains is looked for later."""
        self._stopping = True
        loop = asyncio.get_running_loop()
        ends = loop.time() + within
        while self._at_work and loop.time() < ends:
            await asyncio.wait(self._at_work, timeout=ends - loop.time())
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)

    @property
    def _at_work(self) -> list[asyncio.Task[None]]:
        return [*self._flights, *self._errands]

    async def _begin_all(self) -> None:
        try:
            while self._again and not self._stopping:
                self._again = False
                await self._begin_due(asyncio.get_running_loop())
        except DATABASE_AWAY as error:
            log.warning("The database is away (%s); notices wait.", type(error).__name__)

    async def _begin_due(self, loop: asyncio.AbstractEventLoop) -> None:
        hands = AT_ONCE - len(self._flights)
        self._more = hands <= 0
        if self._more:
            return
        began = loop.time()
        claimed = await self._database.transaction(
            claim_notices,
            self._clock(),
            hands,
            pace=self._pace,
            allowance=self._troubles.lessen(self._limits.allowance(began), began),
        )
        self._more = len(claimed) == hands
        frees_in = None if self._more else self._limits.frees_in(began)
        if frees_in is not None:
            self._wake_in(frees_in)
        # A look costs more the more there is to look through: it may take a third of the time.
        self._rests_until = max(began + APART, loop.time() + 2 * (loop.time() - began))
        for notice in claimed:
            self._limits.note(notice.team_id, notice.step, began)
            self._troubles.begun(notice, began)
            task = loop.create_task(self._deliver(notice, began))
            self._flights[task] = notice
            task.add_done_callback(self._landed)

    async def _deliver(self, notice: Notice, began: float) -> None:
        # The fence: past half of the lease somebody else may soon be at it.
        outcome = await self._saying.outcome(notice, began + self._pace.lease / 2)
        self._troubles.ended(notice, outcome, asyncio.get_running_loop().time())
        await self._finish(notice, outcome)

    async def _finish(self, notice: Notice, outcome: Outcome) -> None:
        _report(notice, outcome)
        self._wake_in(await self._recorder.record(notice, outcome))

    def _landed(self, task: asyncio.Task[None]) -> None:
        notice = self._flights.pop(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error(
                "A notice of kind %s broke (reference %s).",
                notice.kind,
                notice.mark,
                exc_info=error,
            )
            # Set aside, so that one broken drawing does not hold up its lane for ever.
            self._spawn(self._finish(notice, Refused(Problem.BUG)))
        if self._more and len(self._flights) <= AT_ONCE // 2:
            self._wake_here()

    def _wake_soon(self, after: float = 0.0) -> None:
        """Look now, or, while much is going on, together with all else of the next moment."""
        loop = asyncio.get_running_loop()
        rest = max(after, self._rests_until - loop.time())
        if rest <= 0:
            self._wake_here()
        elif SOONEST not in self._alarms:
            self._alarms.add(SOONEST)
            loop.call_later(rest, self._ring, SOONEST)

    def _wake_in(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        moment = ceil((loop.time() + seconds) / GRAIN) if seconds else SOONEST
        if moment not in self._alarms:
            self._alarms.add(moment)
            loop.call_at(moment * GRAIN, self._ring, moment)

    def _ring(self, moment: int) -> None:
        self._alarms.discard(moment)
        self._wake_soon()

    def _wake_here(self) -> None:
        self._again = True
        if not self._stopping and (self._pass is None or self._pass.done()):
            self._pass = self._spawn(self._begin_all())

    def _spawn(self, errand: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._errands.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("Delivery broke; it goes on with the next tick.", exc_info=error)


def _report(notice: Notice, outcome: Outcome) -> None:
    """Log what an operator can act on."""
    match outcome:
        case Refused(problem, error) if problem is not Problem.BUG:
            log.warning("Slack refused a notice of kind %s: %s %s", notice.kind, problem, error)
        case LockedOut(error):
            log.error("Workspace %s refuses our token (%s).", notice.team_id, error)
        case Unreadable():
            log.warning(
                "A notice of kind %s may have been sent, but its history cannot be read.",
                notice.kind,
            )
