"""The migrations and the models tell of the same database, on both systems."""

import re
import sys
from pathlib import Path
from subprocess import run

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

import handlers
from bot.cli.schema import downgrade, head, is_known, revision_of, upgrade
from bot.database import database_url, engine_for
from tests.factories import a_commitment

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"
SQLITE_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
POSTGRES_INDEXES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
POSTGRES_CHECKS = (
    "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace"
)


@pytest.fixture
def empty_url(request, tmp_path, url):
    """The address of a database without a single table, on the same system as `url`."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    with request.getfixturevalue("server").database(empty=True) as empty:
        yield empty


def test_the_models_ask_for_nothing_the_migrations_do_not_make(url):
    engine = engine_for(database_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()

    # Alembic does not see that this index is for PostgreSQL alone; the next test does.
    asked = [each for each in differences if "issue_search_terms" not in str(each)]
    assert [each for each in asked if not _is_aside(each)] == []


def test_every_index_and_check_is_the_one_of_the_models(url, empty_url):
    made = engine_for(database_url(empty_url))
    SQLModel.metadata.create_all(made)

    assert _schema(database_url(url)) == _schema(database_url(empty_url))

    made.dispose()


def test_history_can_be_neither_changed_nor_deleted(session):
    a_commitment(session)
    session.flush()

    for statement in ("UPDATE history SET what = 'x'", "DELETE FROM history"):
        with pytest.raises(Exception, match="append-only"), session.begin_nested():
            session.execute(text(statement))


def test_a_lost_index_is_noticed(url):
    engine = engine_for(database_url(url))
    whole = _schema(database_url(url))
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX commitments_overdue"))
    engine.dispose()

    lost = whole - _schema(database_url(url))

    assert len(lost) == 1
    assert "overdue_from" in str(lost)


def test_down_and_up_again_ends_where_it_began(url):
    address = database_url(url)
    before = _schema(address)

    downgrade(address, "base")
    assert revision_of(address) == ""
    upgrade(address)

    assert (_schema(address), revision_of(address)) == (before, head())


def test_there_is_one_head_and_every_file_is_dated():
    script = ScriptDirectory(str(VERSIONS.parent))
    names = [path.name for path in VERSIONS.glob("*.py")]

    assert len(script.get_heads()) == 1
    assert all(re.fullmatch(r"20\d{6}_[a-z_]+\.py", name) for name in names)


def _schema(address) -> set[tuple]:
    """Return everything that decides what a database refuses, as its own words."""
    engine = create_engine(address)
    with engine.connect() as connection:
        if address.get_backend_name() == "sqlite":
            found = {tuple(row) for row in connection.execute(text(SQLITE_SCHEMA))}
        else:
            rows = [*connection.execute(text(POSTGRES_INDEXES))]
            found = {tuple(row) for row in [*rows, *connection.execute(text(POSTGRES_CHECKS))]}
    engine.dispose()
    return {_told(row) for row in found if not _is_aside(row)}


def _is_aside(told) -> bool:
    """Tell what no model describes: triggers, and SQLite's own tables of its full-text search."""
    return any(word in str(told) for word in ("alembic", "trigger", "issue_fts"))


def _told(row: tuple) -> tuple:
    """Fold what is written differently and means the same: blanks, quotes, order of clauses."""
    words = re.sub(r'[\s"]+', " ", " ".join(map(str, row)))
    parts = sorted(part.strip(" ()") for part in words.split(","))
    return tuple(parts)


assert handlers.MODULES  # Importing it has filled the metadata with every table.


def test_the_revision_read_from_the_files_is_alembics():
    script = ScriptDirectory(str(VERSIONS.parent))

    assert head() == script.get_current_head()
    assert all(is_known(each.revision) for each in script.walk_revisions())
    assert not is_known("20991231_from_afar")


def test_a_start_on_a_database_that_is_at_home_loads_no_alembic():
    look = "import sys, bot.cli.run; sys.exit('alembic' in sys.modules)"

    assert run([sys.executable, "-c", look], check=False).returncode == 0
