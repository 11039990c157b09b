"""Engines for the two databases we run on, with the settings that were measured to be right."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

THREADS = 8  # PostgreSQL: as many threads as pooled connections, no overflow.
POSTGRES_OPTIONS = (
    "-c statement_timeout=1500 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=5000"
)

GAVE_UP = frozenset({"55P03", "57014"})  # lock_not_available, query_canceled


def database_url(text: str) -> URL:
    """Return the address with the driver we ship, whatever spelling an operator used."""
    url = make_url(text.replace("postgres://", "postgresql://", 1))
    name = url.get_backend_name()
    if name not in {"sqlite", "postgresql"}:
        raise ValueError(f"cxbot runs on SQLite and PostgreSQL, not on {name}.")
    return url.set(drivername="postgresql+psycopg" if name == "postgresql" else "sqlite")


def engine_for(url: URL) -> Engine:
    """Return the engine for writing (and, on PostgreSQL, for everything)."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN IMMEDIATE", query_only=False)
    return _postgresql(url)


def reading_engine_for(url: URL) -> Engine | None:
    """Return an engine that can only read, on SQLite; PostgreSQL reads through its one pool."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN", query_only=True)
    return None


def stopper_of(connection: Connection) -> Callable[[], None]:
    """Return what breaks off the statement a connection is running, from any thread."""
    driver: Any = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        return driver.interrupt
    return lambda: driver.cancel_safe(timeout=1.0)


def took_too_long(error: DBAPIError) -> bool:
    """Tell whether PostgreSQL gave a statement up, which waited for a lock or ran too long."""
    return getattr(error.orig, "sqlstate", None) in GAVE_UP


def _sqlite(url: URL, *, begin: str, query_only: bool) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": 0.5, "check_same_thread": False},
        # What people wrote must not reach the log by way of an error.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not open transactions by itself: ours start with `begin`, below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: URL) -> Engine:
    query = dict(url.query)
    arguments: dict[str, Any] = {
        "connect_timeout": 2,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "options": POSTGRES_OPTIONS,
    }
    if query.pop("prepare_threshold", None) is not None:
        arguments["prepare_threshold"] = None  # Behind a pooler prepared statements get lost.
    return create_engine(
        url.set(query=query),
        pool_size=THREADS,
        max_overflow=0,
        pool_timeout=1,
        connect_args=arguments,
        hide_parameters=True,
    )
