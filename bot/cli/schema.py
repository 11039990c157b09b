"""The schema: which revision a database has, which one this version needs, and the way there."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import URL

from bot.database.engines import reading_engine_for

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
# Any number of ours: two upgrades at once wait for each other by it.
UPGRADE_LOCK = 0x6378626F74


def head() -> str:
    """Return the revision this version needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Say whether this version has a way from there; from nothing, it always has."""
    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return not revision or revision in {one.revision for one in known}


def revision_of(url: URL) -> str:
    """Return the revision of a database, without changing it; empty when it has none of ours."""
    engine = reading_engine_for(url) or _postgresql(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


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


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(url: URL) -> Iterator[Connection]:
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
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


def _postgresql(url: URL) -> Engine:
    query = {name: value for name, value in url.query.items() if name != "prepare_threshold"}
    options = "-c lock_timeout=5000 -c statement_timeout=0"
    arguments = {"connect_timeout": 5, "options": options}
    return create_engine(url.set(query=query), poolclass=NullPool, connect_args=arguments)


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
