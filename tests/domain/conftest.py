"""One database of each system for all tests of the domain: each test's changes are rolled back."""

import shutil

import pytest
from sqlmodel import Session

from bot.database import Database


@pytest.fixture(scope="session")
def unsaved_sqlite(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("unsaved") / "cxbot.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def unsaved_postgresql(server):
    with server.database() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request):
    """The engine of a migrated database in which nothing is ever saved."""
    database = Database(request.getfixturevalue(f"unsaved_{request.param}"))
    yield database.engine
    database.dispose()


@pytest.fixture
def session(engine):
    """A session as verbs get it; nothing is committed."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
