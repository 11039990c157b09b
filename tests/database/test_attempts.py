"""A decision that takes too long saves nothing; one that is made is saved once."""

import asyncio
import time

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.database import DECIDE_WITHIN, Database, announce, insert_once, upsert
from bot.domain.counters import Counter, next_number
from bot.domain.workspaces import Workspace
from bot.errors import OutcomeUnknown, TooSlow

SLOW_ON_SQLITE = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000000)"
    " SELECT count(*) FROM n"
)


def note(session, noun="x"):
    return next_number(session, "T1", noun)


def note_and_work(session, seconds):
    note(session)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def note_and_wait_for_the_database(session):
    note(session)
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    session.execute(text(SLOW_ON_SQLITE if on_sqlite else "SELECT pg_sleep(1.4)"))


def noted(session):
    return session.exec(select(Counter)).all()


async def _late(database):
    return database.until(asyncio.get_running_loop().time() - DECIDE_WITHIN + 0.1)


async def test_slow_work_is_undone(database):
    transaction = await _late(database)

    with pytest.raises(TooSlow):
        await transaction(note_and_work, 0.4)
    await database.transaction(lambda session: None)

    assert await database.reading(noted) == []


async def test_a_slow_statement_is_broken_off_and_undone(database):
    transaction = await _late(database)

    with pytest.raises(TooSlow):
        await transaction(note_and_wait_for_the_database)
    # Left to itself, the statement would keep SQLite's one thread for a minute.
    await asyncio.wait_for(database.transaction(lambda session: None), 20)

    assert await database.reading(noted) == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_who_waited_too_long_for_a_row_of_another_is_told_just_that(database):
    def note_in_haste(session):
        session.execute(text("SET LOCAL lock_timeout = 50"))
        note(session)

    with Session(database.engine) as another:
        note(another)
        transaction = database.until(asyncio.get_running_loop().time())
        with pytest.raises(TooSlow):
            await transaction(note_in_haste)


async def test_what_waited_for_its_turn_too_long_never_starts(sqlite_url):
    database = Database(sqlite_url)
    busy = asyncio.create_task(database.transaction(note_and_work, 0.4))
    await asyncio.sleep(0.05)
    started = []

    with pytest.raises(TooSlow):
        await (await _late(database))(started.append)
    await busy
    await database.transaction(lambda session: None)

    assert started == []
    database.dispose()


async def test_a_commit_under_way_is_waited_for(database, monkeypatch):
    _slow_commits(monkeypatch, 0.3)

    assert await (await _late(database))(note) == 1

    assert len(await database.reading(noted)) == 1


async def test_a_commit_nobody_hears_of_is_not_called_unsaved(database, monkeypatch):
    _slow_commits(monkeypatch, 1.4)

    with pytest.raises(OutcomeUnknown):
        await (await _late(database))(note)


async def test_an_error_undoes_everything(database):
    def note_and_fail(session):
        note(session)
        raise LookupError

    with pytest.raises(LookupError):
        await database.transaction(note_and_fail)

    assert await database.reading(noted) == []


async def test_a_dead_connection_is_replaced_and_the_verb_runs_once(postgresql_url):
    database, operator = Database(postgresql_url), Database(postgresql_url)
    await database.transaction(note)
    await operator.transaction(_kill_all_others)

    assert await database.transaction(note) == 2
    database.dispose()
    operator.dispose()


async def test_reading_cannot_write(sqlite_url):
    database = Database(sqlite_url)
    with pytest.raises(Exception, match="readonly"):
        await database.reading(note)
    database.dispose()


async def test_announcements_come_after_the_commit_and_only_then(database):
    heard = []
    database.on_announcement = lambda: heard.append(1)
    await database.transaction(announce)
    with pytest.raises(ZeroDivisionError):
        await database.transaction(lambda session: (announce(session), 1 / 0))

    assert heard == [1]


def test_insert_once_tells_who_was_first(session):
    assert insert_once(session, Workspace(team_id="T1", url="a"))
    assert not insert_once(session, Workspace(team_id="T1", url="b"))
    assert session.get_one(Workspace, "T1").url == "a"


def test_upsert_overwrites_all_but_what_it_is_told_to_keep(session):
    upsert(session, Workspace(team_id="T1", url="a", bot_user_id="U1"))
    kept = frozenset({"bot_user_id"})
    upsert(session, Workspace(team_id="T1", url="b", bot_user_id="U2"), kept=kept)

    row = session.get_one(Workspace, "T1")
    assert (row.url, row.bot_user_id) == ("b", "U1")


def _slow_commits(monkeypatch, seconds):
    commit = Session.commit

    def slowly(session):
        time.sleep(seconds)
        commit(session)

    monkeypatch.setattr(Session, "commit", slowly)


def _kill_all_others(session):
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    session.execute(text(others))
