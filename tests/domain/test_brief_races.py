"""Two replicas at the same brief, and at the same forum's week."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from bot.database import Database
from bot.domain.brief import look_at_briefs, plan_brief
from bot.domain.lines import BRIEF, add_line
from bot.domain.notices import Notice
from bot.domain.roles import appoint_cco
from bot.domain.weeks import look_at_weeks
from tests.conftest import NOON
from tests.domain.sessions.living import a_forum, berlin
from tests.factories import TEAM, a_commitment, a_person

WEDNESDAY = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
MONDAY = berlin(30, "10:05", month=11)


@pytest.fixture
def database(postgresql_url):
    """Only PostgreSQL lets two transactions write at once: SQLite has one writing thread."""
    database = Database(postgresql_url)
    with Session(database.engine) as session:
        appoint_cco(session, a_person(session, "ada"), NOON)
        plan_brief(session, TEAM, NOON)
        add_line(session, TEAM, BRIEF, "k1", "note", NOON)
        a_forum(session)
        a_commitment(session, due_on=date(2026, 12, 2))
        session.commit()
    yield database
    database.dispose()


@pytest.mark.parametrize(
    ("look", "now", "key"),
    [
        (look_at_briefs, WEDNESDAY, "brief:2026-11-25"),
        (look_at_weeks, MONDAY, "week:F-1:2026-11-30"),
    ],
)
def test_of_two_replicas_one_says_it_and_the_other_passes_on(database, look, now, key):
    with Session(database.engine) as one, Session(database.engine) as other:
        assert look(one, now) == 1
        assert look(other, now) == 0
        one.commit()
        assert look(other, now) == 0

    with Session(database.engine) as session:
        said = session.exec(select(Notice.key).where(Notice.key == key)).all()
    assert said == [key]
