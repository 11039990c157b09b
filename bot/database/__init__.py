"""The database as the rest of the program sees it: `transaction` changes it, `reading` looks."""

import asyncio
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.database.attempts import Attempt
from bot.database.columns import BigId, Facts, Moment, word_of
from bot.database.counting import apart_from, counted_to
from bot.database.engines import (
    THREADS,
    database_url,
    engine_for,
    reading_engine_for,
    stopper_of,
    took_too_long,
)
from bot.database.statements import at_hand, count_up, insert_all_once, insert_once, upsert
from bot.database.threads import Threads
from bot.errors import OutcomeUnknown, TooSlow

__all__ = [
    "BigId",
    "Database",
    "Facts",
    "Moment",
    "Reading",
    "Transaction",
    "announce",
    "apart_from",
    "at_hand",
    "count_up",
    "counted_to",
    "database_url",
    "engine_for",
    "insert_all_once",
    "insert_once",
    "upsert",
    "word_of",
]

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# Seconds after the request came in by which a person's decision is made, or its outcome known.
# Slack shows a failure after 3 s (Slack docs, "Handling user interaction").
DECIDE_WITHIN = 1.5
KNOW_WITHIN = 2.5
READERS = 2


class Transaction(Protocol):
    """`await transaction(verb, …)`: saved when the verb returns, undone when it raises."""

    async def __call__(
        self, verb: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T: ...


class Reading(Protocol):
    """`await reading(query, …)`: the same without changing anything."""

    async def __call__(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T: ...


def announce(session: Session) -> None:
    """Ask that whoever waits for new work is woken once this transaction is saved."""
    session.info["announce"] = True


class Remembering(Session):
    """A session that holds what it read or made until it ends: reading it again is free.

    SQLAlchemy itself lets go of a row as soon as nobody else holds it.
    """


@event.listens_for(Remembering, "loaded_as_persistent")
@event.listens_for(Remembering, "pending_to_persistent")
def _hold(session: Session, row: object) -> None:
    session.info.setdefault("held", []).append(row)


class Database:
    """Engines and threads for one address: one writing thread on SQLite, on PostgreSQL a pool.

    What a person waits for goes before the jobs' work.
    """

    def __init__(self, address: str) -> None:
        self.url = database_url(address)
        self.engine = engine_for(self.url)
        self._reading_engine = reading_engine_for(self.url)
        embedded = self._reading_engine is not None
        self._writers = Threads(1 if embedded else THREADS, "database")
        self._readers = Threads(READERS, "reading") if embedded else self._writers
        self.on_announcement: Callable[[], None] = lambda: None

    async def transaction(
        self, verb: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb in one transaction, for a job: nobody waits, so nothing is cut short."""
        attempt = Attempt()
        done = self._writers.submit(
            lambda: self._attempt(attempt, lambda session: verb(session, *args, **kwargs))
        )
        return await asyncio.wrap_future(done)

    def until(self, arrived: float) -> Transaction:
        """Return `transaction` for a request that came in at `arrived` (the loop's clock)."""

        async def transaction(
            verb: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
        ) -> T:
            return await self._decide(arrived, lambda session: verb(session, *args, **kwargs))

        return transaction

    async def reading(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query that is not part of a decision, beside the writers."""

        def look() -> T:
            engine = self._reading_engine or self.engine
            with Remembering(engine, expire_on_commit=False) as session:
                return query(session, *args, **kwargs)

        return await asyncio.wrap_future(self._readers.submit(lambda: _once_more(look)))

    def is_awaited(self) -> bool:
        """Tell whether a person waits until a thread is free, so that long work may end early."""
        return self._writers.is_awaited

    def dispose(self) -> None:
        """Close what is idle. A stuck thread is left behind: the process is about to end."""
        self._writers.shutdown()
        self._readers.shutdown()
        for engine in (self.engine, self._reading_engine):
            if engine is not None:
                engine.dispose()

    async def _decide(self, arrived: float, call: Callable[[Session], T]) -> T:
        loop = asyncio.get_running_loop()
        attempt = Attempt()
        deciding = self._writers.submit(lambda: self._in_time(attempt, call), urgent=True)
        future = asyncio.wrap_future(deciding)
        if await _ended(future, arrived + DECIDE_WITHIN - loop.time()):
            return future.result()
        stop = attempt.abandon()
        if stop is not None:
            future.add_done_callback(_forget)
            # cancel_safe of psycopg blocks, so it must not run on the loop.
            loop.run_in_executor(None, stop)
            raise TooSlow
        if await _ended(future, arrived + KNOW_WITHIN - loop.time()):
            return future.result()
        future.add_done_callback(_forget)
        raise OutcomeUnknown

    def _in_time(self, attempt: Attempt, call: Callable[[Session], T]) -> T:
        """Decide for a person; a row that somebody else held too long is no fault of ours."""
        try:
            return self._attempt(attempt, call)
        except DBAPIError as error:
            if not took_too_long(error):
                raise
            log.warning("A decision waited too long for another, and was given up.")
            raise TooSlow from error

    def _attempt(self, attempt: Attempt, call: Callable[[Session], T]) -> T:
        return _once_more(lambda: self._try(attempt, call), unless=lambda: attempt.committing)

    def _try(self, attempt: Attempt, call: Callable[[Session], T]) -> T:
        with Remembering(self.engine, expire_on_commit=False) as session:
            try:
                attempt.begin(stopper_of(session.connection()))
                result = call(session)
                # Whatever the database refuses, it refuses before the right to commit is won.
                session.flush()
                attempt.claim_commit()
                session.commit()
            finally:
                attempt.leave()
        if session.info.get("announce"):
            self.on_announcement()
        return result


def _once_more(look: Callable[[], T], *, unless: Callable[[], bool] = lambda: False) -> T:
    """Try again after a connection that had died in the pool: it says nothing about what we ask."""
    try:
        return look()
    except DBAPIError as error:
        if not error.connection_invalidated or unless():
            raise
        log.warning("A database connection was dead; trying once more.")
        return look()


async def _ended(future: "asyncio.Future[T]", seconds: float) -> bool:
    done, _ = await asyncio.wait({future}, timeout=max(0.0, seconds))
    return bool(done)


def _forget(future: "asyncio.Future[T]") -> None:
    """Look at the outcome of an attempt nobody waits for, so that asyncio does not complain."""
    if not future.cancelled():
        future.exception()
