"""Databases to measure on: SQLite files, and a PostgreSQL as durable as its defaults."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from bot.cli.schema import upgrade
from bot.database import database_url
from tests.postgres import MAKE, programs, run_as, unprivileged_account

# Safe as it is by default: only what a small machine for many helpers asks for is changed.
OPTIONS = "-c max_connections=100 -c shared_buffers=256MB -c listen_addresses='' -p 5432"


class Databases:
    """One folder, and one server, for as long as a run takes; every database is migrated."""

    def __init__(self, folder: Path, server: Path, account: str) -> None:
        self.folder = folder
        self._server = server
        self._account = account

    def start(self) -> None:
        """Start the server: PostgreSQL is there from now on."""
        options = ("--log", self._server / "log", "--options", f"{OPTIONS} -k {self._server}")
        self._control("start", "--wait", *options)

    def stop(self) -> None:
        """Stop the server as a power cut would; its databases are there again after a start."""
        self._control("stop", "--mode=immediate")

    def _control(self, *what: str | Path) -> None:
        data = self._server / "data"
        run_as(self._account, programs() / "pg_ctl", *what, "--pgdata", data)

    def sqlite(self) -> str:
        return _migrated(f"sqlite:///{self.folder / uuid4().hex}.db")

    def postgresql(self) -> str:
        name = f"bench_{uuid4().hex}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return _migrated(self._address(name))

    def both(self) -> Iterator[tuple[str, str]]:
        """Give the name and the address of a fresh database on each system."""
        yield "SQLite", self.sqlite()
        yield "PostgreSQL", self.postgresql()

    def _address(self, database: str) -> str:
        return f"postgresql://cxbot@/{database}?host={self._server}&port=5432"


@contextmanager
def databases() -> Iterator[Databases]:
    """Make a folder and start a server; both are gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="cxbot-bench-"))
    server = Path(tempfile.mkdtemp(prefix="cxbot-bench-pg-"))
    found, account = programs(), unprivileged_account()
    if account:
        shutil.chown(server, account)
    data = server / "data"
    try:
        # Without `--no-sync` it waits for a disk that the figures do not depend on.
        run_as(account, found / "initdb", *MAKE, "--pgdata", data)
        some = Databases(folder, server, account)
        some.start()
        try:
            yield some
        finally:
            some.stop()
    finally:
        for each in (folder, server):
            shutil.rmtree(each, ignore_errors=True)


def _migrated(url: str) -> str:
    upgrade(database_url(url))
    return url
