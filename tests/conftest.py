"""The fixtures everyone uses: a migrated database on either system, a session, a moment."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.cli.schema import upgrade
from bot.database import Database, database_url
from tests.postgres import PostgresServer, meeting_place, unavailable

pytest_plugins = ["tests.no_skips"]

# A Tuesday morning in New York, so that days of the week are easy to follow.
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL whose template database is migrated once for all."""
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer(meeting_place(tmp_path_factory.getbasetemp())) as server:
        server.prepare_template(lambda url: upgrade(database_url(url)))
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "cxbot.db"
    upgrade(database_url(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "cxbot.db")
    return f"sqlite:///{tmp_path}/cxbot.db"


@pytest.fixture
def postgresql_url(server):
    with server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of a migrated, empty database: every test that asks runs on both systems."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def database(url):
    database = Database(url)
    yield database
    database.dispose()


@pytest.fixture
def session(database):
    """A session as verbs get it; nothing is committed."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def now():
    return NOON
