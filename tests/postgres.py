"""A PostgreSQL for the tests: one private server a run, shared by its workers, or the one named.

`TEST_POSTGRES_URL` names a server to use instead; its account must be allowed to create databases.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self, TextIO
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

GUARD = Path(__file__).with_name("postgres_guard.py")
QUICK_NOT_SAFE = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off "
    "-c max_connections=200 -c shared_buffers=64MB -c listen_addresses=''"
)


MAKE = ["--no-sync", "--auth=trust", "--username=cxbot", "--encoding=UTF8", "--locale=C"]


class PostgresUnavailable(Exception):
    pass


def unavailable() -> str:
    """Return why no PostgreSQL can be had here, in a sentence; empty when one can."""
    if named_server():
        return ""
    try:
        programs()
    except PostgresUnavailable as reason:
        return str(reason)
    return ""


def named_server() -> str:
    return os.environ.get("TEST_POSTGRES_URL", "")


def programs() -> Path:
    """Return the folder that holds initdb, pg_ctl and postgres."""
    for folder in places():
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise PostgresUnavailable(
        "PostgreSQL is not installed (apt-get install postgresql) and TEST_POSTGRES_URL is not set."
    )


def places() -> Iterator[Path]:
    yield from (Path(folder) for folder in os.get_exec_path())
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], check=False, capture_output=True, text=True)
        yield Path(asked.stdout.strip())
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)


def unprivileged_account() -> str:
    """Return whose rights the server gets: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return ""
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def meeting_place(temporary: Path) -> Path:
    """Return where the workers of one run meet, given pytest's own temporary folder."""
    return (temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary) / "postgres"


class PostgresServer:
    """A running server; the first to enter starts it, and it stops when the last has gone."""

    def __init__(self, meeting_place: Path) -> None:
        self.meeting_place = meeting_place
        # A named server outlives us and may serve other runs, so there each worker has its own.
        self.template = f"cxbot_template_{uuid4().hex}" if named_server() else "cxbot_template"
        self.address = ""
        self._presence: TextIO | None = None

    def __enter__(self) -> Self:
        self.meeting_place.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time():
            self._presence = (self.meeting_place / "users").open("a")
            fcntl.flock(self._presence, fcntl.LOCK_SH)
            try:
                self.address = named_server() or self._running() or self._start()
            except BaseException:
                self._presence.close()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        if named_server():
            self._drop(self.template)
        if self._presence:
            self._presence.close()

    def url(self, database: str) -> str:
        """Return the plain form, without a driver's name, which psycopg understands as well."""
        one = make_url(self.address).set(drivername="postgresql", database=database)
        return one.render_as_string(hide_password=False)

    def prepare_template(self, migrate: Callable[[str], None]) -> None:
        """Let `migrate` fill the template, once for all workers; `database` copies it."""
        with self._one_at_a_time():
            done = self.meeting_place / self.template
            if done.exists():
                return
            self._drop(self.template)
            self._execute("CREATE DATABASE {}", self.template)
            migrate(self.url(self.template))
            done.touch()

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """Give the URL of a database of one's own: a copy of the template, or an empty one."""
        name = f"cxbot_{uuid4().hex}"
        source = "template0" if empty else self.template
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, source)
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def _drop(self, database: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _execute(self, statement: str, *names: str) -> None:
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.meeting_place / "turn").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _running(self) -> str:
        known = self.meeting_place / "address"
        return known.read_text(encoding="utf-8") if known.exists() else ""

    def _start(self) -> str:
        found, account = programs(), unprivileged_account()
        folder = Path(tempfile.mkdtemp(prefix="cxbot-pg-"))
        if account:
            shutil.chown(folder, account)
        guarded = [str(self.meeting_place), str(folder), str(found / "pg_ctl"), account]
        subprocess.run([sys.executable, str(GUARD), *guarded], check=True)
        data = folder / "data"
        run_as(account, found / "initdb", *MAKE, "--pgdata", data)
        options = f"{QUICK_NOT_SAFE} -p 5432 -k {folder}"
        start = ("start", "--wait", "--pgdata", data, "--log", folder / "log")
        run_as(account, found / "pg_ctl", *start, "--options", options)
        address = f"postgresql://cxbot@/postgres?host={folder}&port=5432"
        (self.meeting_place / "address").write_text(address, encoding="utf-8")
        return address


def run_as(account: str, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        cwd="/",
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=account or None,
        group=pwd.getpwnam(account).pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode:
        raise PostgresUnavailable(f"{done.args[0]} failed: {done.stdout}{done.stderr}")
