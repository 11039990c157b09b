"""What was promised before there were reminders is reminded of, too."""

from sqlmodel import Session

from bot.cli.schema import downgrade, upgrade
from bot.database import Database, database_url
from bot.domain.digests.composing import people_due
from tests.conftest import NOON
from tests.factories import TEAM, a_commitment, a_person

BEFORE = "20261122_private_commitments"


def test_whoever_had_promised_something_is_looked_at_once_this_is_here(url):
    database = Database(url)
    with Session(database.engine) as session:
        owner = a_commitment(session, "ada").owner
        a_person(session, "ben")
        session.commit()
    downgrade(database_url(url), BEFORE)
    upgrade(database_url(url))

    with Session(database.engine) as session:
        assert people_due(session, NOON) == [(TEAM, owner)]

    database.dispose()
