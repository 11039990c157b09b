"""One database of each system for all tests of the domain: each test's changes are rolled back.

Those of races save what they do, in a database of their own.
"""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.database import Database
from bot.domain.tables import TABLES
from bot.errors import UserError

# Only PostgreSQL lets two transactions write at once: SQLite has one writing thread.
ON_POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


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
    assert TABLES  # Who knows one of them is to know what it points to.
    database = Database(request.getfixturevalue(f"unsaved_{request.param}"))
    yield database.engine
    database.dispose()


@pytest.fixture
def session(engine):
    """A session as verbs get it; nothing is committed."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def saved(database):
    """Do something in a transaction of its own, and return what it returns."""

    def save(doing):
        with Session(database.engine, expire_on_commit=False) as session:
            done = doing(session)
            session.commit()
            return done

    return save


def _be_patient(session):
    """Begin, and wait for others however slow this machine is: who wins is asked, not when."""
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(text("SET LOCAL lock_timeout = 0"))
        session.connection().execute(text("SET LOCAL statement_timeout = 0"))


@pytest.fixture
def race(database, saved):
    """Do several things at the same moment; returns what each returned or was refused with.

    The one writing thread of SQLite takes them in turn.
    """
    is_sqlite = database.engine.dialect.name == "sqlite"

    def run(*doings):
        at_once = 1 if is_sqlite else len(doings)
        start = Barrier(at_once)

        def each(doing):
            def together(session):
                _be_patient(session)
                start.wait(timeout=5)
                return doing(session)

            try:
                return saved(together)
            except UserError as refused:
                return type(refused)

        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(each, doings))

    return run
