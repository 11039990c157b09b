"""What the tests of this folder share."""

import pytest

from bot.database import Database


@pytest.fixture
def embedded(sqlite_url):
    """A small database, for what does not depend on which one it is."""
    database = Database(sqlite_url)
    yield database
    database.dispose()
