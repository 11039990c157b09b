"""What the tests of this folder share."""

import pytest

from bot.database import Database
from bot.domain.workspaces import Workspace


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/cxbot.db")
    Workspace.__table__.create(database.engine)
    return database
