"""The private PostgreSQL: one for all, a database each, gone when the last user is."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresServer, PostgresUnavailable, programs, unavailable

SLEEPER = """
import sys, time
from pathlib import Path
from tests.postgres import PostgresServer
with PostgresServer(Path(sys.argv[1])) as server:
    print(server.address, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module", autouse=True)
def our_own():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("TEST_POSTGRES_URL", raising=False)
        yield


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if reason := unavailable():
        pytest.skip(reason)
    with PostgresServer(tmp_path_factory.mktemp("postgres")) as running:
        running.prepare_template(create_things)
        yield running


def create_things(url):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE things(name text)")


def things(url):
    with psycopg.connect(url) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM things")]


def databases(server):
    with psycopg.connect(server.url("postgres")) as connection:
        return set(connection.execute("SELECT datname FROM pg_database"))


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def test_every_database_is_a_copy_of_the_template_and_ones_own(server):
    with server.database() as mine, server.database() as theirs:
        with psycopg.connect(mine) as connection:
            connection.execute("INSERT INTO things VALUES ('mine')")

        assert (things(mine), things(theirs)) == (["mine"], [])


def test_a_database_is_gone_afterwards_even_with_a_connection_left_open(server):
    with server.database() as url:
        left_open = psycopg.connect(url)

    left_open.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_an_empty_database_has_no_tables(server):
    with server.database(empty=True) as url, pytest.raises(psycopg.errors.UndefinedTable):
        things(url)


def test_the_template_is_made_once_for_all_workers(server):
    with PostgresServer(server.meeting_place) as another:
        made = []
        another.prepare_template(made.append)

        assert (another.address, made) == (server.address, [])


def test_workers_make_their_databases_at_the_same_time(server):
    def use(_):
        with server.database() as url:
            return things(url)

    with ThreadPoolExecutor(8) as workers:
        assert list(workers.map(use, range(16))) == [[]] * 16


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_the_server_ends_with_its_last_user_however_that_one_ends(server, tmp_path, end):
    command = [sys.executable, "-c", SLEEPER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as user:
        address = user.stdout.readline().decode()
        folder = Path(address.split("host=")[1].split("&")[0])
        assert (folder / "data" / "postmaster.pid").exists()

        user.send_signal(end)

    until(lambda: not folder.exists())


def test_a_named_server_is_used_and_left_as_it_was_found(server, tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_POSTGRES_URL", f"postgresql+psycopg{server.url('postgres')[10:]}")
    before = databases(server)

    with PostgresServer(tmp_path) as named:
        named.prepare_template(create_things)
        with named.database() as url:
            assert things(url) == []

    assert databases(server) == before


def test_where_nothing_is_installed_the_reason_is_a_sentence(monkeypatch):
    monkeypatch.setattr("tests.postgres.places", lambda: iter([Path("/nowhere")]))

    with pytest.raises(PostgresUnavailable):
        programs()

    assert unavailable().endswith("TEST_POSTGRES_URL is not set.")
