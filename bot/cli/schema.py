"""The way from one revision of the schema to another, by alembic."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import URL

from bot.cli.revisions import (
    MIGRATIONS,
    head,
    is_known,
    postgresql_for_schema,
    revision_of,
)

__all__ = ["downgrade", "head", "is_known", "revision_of", "upgrade"]

# Any number of ours: two upgrades at once wait for each other by it.
UPGRADE_LOCK = 0x6378626F74


def upgrade(url: URL, target: str = "head") -> None:
    """Bring a database to a revision, in one transaction: all of it happens, or nothing."""
    with _connection(url) as connection, connection.begin():
        _wait_for_others(connection)
        command.upgrade(_config(connection), target)
        _check_references(connection)


def downgrade(url: URL, target: str) -> None:
    """Bring a database back to an older revision, in one transaction."""
    with _connection(url) as connection, connection.begin():
        _wait_for_others(connection)
        command.downgrade(_config(connection), target)
        _check_references(connection)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(url: URL) -> Iterator[Connection]:
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else postgresql_for_schema(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        # A changed parent table is made anew and the old one dropped: with foreign keys on, that
        # deleted all its children (engineering rule 27). They are checked before the commit.
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"The migration left {len(broken)} rows that point to nothing.")
