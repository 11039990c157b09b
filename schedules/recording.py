"""Writes down what came of notices: what went well at about the same time, in one transaction."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from bot.clock import Clock
from bot.database import Database
from bot.domain.notices import Notice, Outcome, Pace, Sent, Unneeded, finish, finish_together
from schedules.saying import DATABASE_AWAY

log = logging.getLogger(__name__)

T = TypeVar("T")
DATABASE_PAUSE = 0.5
# Anything else is rare, and may lock more than its own row and lane.
WENT_WELL = (Sent, Unneeded)


@dataclass(frozen=True)
class Ended:
    """One claim with its outcome, and what tells in how many seconds its place may go on."""

    notice: Notice
    outcome: Outcome
    wait: "asyncio.Future[float | None]"


class Recorder:
    """Records each outcome at once; what ends while it is at it, it records together."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pace: Pace,
        spawn: Callable[[Coroutine[Any, Any, None]], object],
    ) -> None:
        self.pace = pace
        self._database = database
        self._clock = clock
        self._spawn = spawn
        self._ended: list[Ended] = []
        self._is_at_it = False

    async def record(self, notice: Notice, outcome: Outcome) -> float:
        """Record an outcome; return the seconds until its place or row may go on."""
        if isinstance(outcome, WENT_WELL):
            ended = Ended(notice, outcome, asyncio.get_running_loop().create_future())
            self._ended.append(ended)
            if not self._is_at_it:
                self._is_at_it = True
                self._spawn(self._record_all())
            wait = await ended.wait
            if wait is not None:
                return wait
        return await self._until_back(partial(self._finish, notice, outcome))

    async def _record_all(self) -> None:
        try:
            while self._ended:
                some, self._ended = self._ended, []
                waits = await self._until_back(partial(self._finish_together, some))
                for ended, wait in zip(some, waits, strict=True):
                    if not ended.wait.done():
                        ended.wait.set_result(wait)
        finally:
            self._is_at_it = False

    async def _finish(self, notice: Notice, outcome: Outcome) -> float:
        return await self._database.transaction(
            finish, notice, outcome, self._clock(), pace=self.pace
        )

    async def _finish_together(self, some: list[Ended]) -> list[float | None]:
        claims = [(ended.notice, ended.outcome) for ended in some]
        try:
            return await self._database.transaction(
                finish_together, claims, self._clock(), pace=self.pace
            )
        except DATABASE_AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - each is recorded by itself, and breaks alone
            log.warning(
                "%d outcomes are recorded one by one (%s).", len(some), type(error).__name__
            )
            return [None] * len(some)

    async def _until_back(self, record: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Try however long the database is away: what came of a call is all that anybody knows."""
        is_told = False
        while True:
            try:
                return await record()
            except DATABASE_AWAY as error:
                if not is_told:
                    is_told = True
                    reason = type(error).__name__
                    log.warning("The database is away (%s); an outcome waits.", reason)
                await asyncio.sleep(DATABASE_PAUSE)
