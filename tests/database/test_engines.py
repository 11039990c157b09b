"""Addresses in any spelling, and engines with the settings that were measured to be right."""

import pytest
from sqlalchemy import text

from bot.database import database_url, engine_for
from bot.database.engines import reading_engine_for


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("sqlite:///a.db", "sqlite:///a.db"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg2://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+psycopg://u@h/d?sslmode=require"),
    ],
)
def test_an_address_is_understood_in_any_spelling(address, known_as):
    assert str(database_url(address)) == known_as


def test_another_system_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="not on mysql"):
        database_url("mysql://u@h/d")


def test_an_embedded_database_lives_in_a_folder_that_is_made_for_it(tmp_path):
    engine = engine_for(database_url(f"sqlite:///{tmp_path}/deep/cxbot.db"))

    engine.connect().close()
    engine.dispose()

    assert (tmp_path / "deep" / "cxbot.db").exists()


def test_a_database_in_memory_needs_no_folder():
    engine = engine_for(database_url("sqlite://"))

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_postgresql_reads_through_its_one_pool():
    assert reading_engine_for(database_url("postgresql://u@h/d")) is None


def test_every_connection_has_limits_of_its_own(postgresql_url):
    engine = engine_for(database_url(postgresql_url))

    with engine.connect() as connection:
        limits = [
            connection.scalar(text(f"SHOW {name}"))
            for name in ("statement_timeout", "lock_timeout", "transaction_isolation")
        ]
    engine.dispose()

    assert limits == ["1500ms", "1s", "read committed"]


def test_behind_a_pooler_nothing_is_prepared(postgresql_url):
    sign = "&" if "?" in postgresql_url else "?"
    engine = engine_for(database_url(f"{postgresql_url}{sign}prepare_threshold=0"))

    with engine.connect() as connection:
        assert connection.connection.driver_connection.prepare_threshold is None
    engine.dispose()


def test_sqlite_keeps_references_and_survives_a_crash(sqlite_url):
    engine = engine_for(database_url(sqlite_url))

    with engine.connect() as connection:
        kept = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("foreign_keys", "journal_mode", "synchronous")
        }
    engine.dispose()

    assert kept == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}
