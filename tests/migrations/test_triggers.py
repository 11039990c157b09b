"""What keeps history as it was written is there on both systems, also after down and up again."""

import pytest
from sqlalchemy import create_engine, text

from bot.cli.schema import downgrade, upgrade
from bot.database import database_url

ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRESQL = (
    "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || prosrc FROM pg_trigger"
    " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"
)
FUNCTIONS = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'history%'"


@pytest.fixture
def triggers(url):
    """Return the triggers of the database as the system tells of them."""

    def told():
        engine = create_engine(database_url(url))
        on_sqlite = engine.dialect.name == "sqlite"
        with engine.connect() as connection:
            rows = connection.execute(text(ON_SQLITE if on_sqlite else ON_POSTGRESQL))
            found = {name: " ".join(how.split()) for name, how in rows}
        engine.dispose()
        return found

    return told


def test_history_is_kept_from_being_changed_and_deleted(triggers):
    told = " ".join(triggers().values())

    assert "UPDATE" in told
    assert "DELETE" in told
    assert "history is append-only" in told


def test_down_and_up_again_they_are_the_same(url, triggers):
    before = triggers()
    downgrade(database_url(url), "base")
    none = triggers()
    upgrade(database_url(url))

    assert (none, triggers()) == ({}, before)


def test_down_again_nothing_of_them_is_left(postgresql_url):
    downgrade(database_url(postgresql_url), "base")

    engine = create_engine(database_url(postgresql_url))
    with engine.connect() as connection:
        left = connection.scalar(text(FUNCTIONS))
    engine.dispose()

    assert left == 0
