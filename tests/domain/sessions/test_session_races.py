"""Two replicas or two people at the same moment, on PostgreSQL: each step, one record, once."""

import pytest
from sqlmodel import Session, select

from bot.domain.commitments.records import Commitment
from bot.domain.forums.records import Forum
from bot.domain.notices import Notice
from bot.domain.people import person_seen
from bot.domain.sessions.items import add_item
from bot.domain.sessions.planning import replan
from bot.domain.sessions.recording import Record, record_session
from bot.domain.sessions.records import AgendaItem, ForumSession
from bot.domain.sessions.stepping import take_step, take_steps
from tests.domain.conftest import ON_POSTGRESQL
from tests.domain.sessions.living import FIRST, a_forum, berlin, passes
from tests.factories import TEAM

POST, START, ASK = berlin(27, month=11), berlin(1), berlin(1, "11:30")
AT_ONCE = 5

pytestmark = ON_POSTGRESQL


@pytest.fixture
def begun(saved):
    """A forum whose first session has begun."""

    def begin(session):
        a_forum(session)
        for moment in (POST, START):
            passes(session, moment)

    return saved(begin)


def everything(saved, model):
    return saved(lambda session: session.exec(select(model)).all())


def test_a_step_is_taken_once_however_many_replicas_beat(race, saved):
    saved(a_forum)

    race(*[lambda session: take_steps(session, POST)] * AT_ONCE)

    one = everything(saved, ForumSession)[0]
    assert [each.key for each in everything(saved, Notice)] == [f"{one.key}:post"]
    assert one.revision == 2


def test_of_two_that_read_the_same_row_one_takes_the_step(saved, database):
    saved(a_forum)
    with Session(database.engine) as first, Session(database.engine) as second:
        rows = [session.exec(select(ForumSession)).one() for session in (first, second)]
        taken = [take_step(first, rows[0], POST)]
        first.commit()
        taken.append(take_step(second, rows[1], POST))

    assert taken == [True, False]


def test_the_next_session_is_planned_once(race, saved):
    saved(a_forum)

    def plan(session):
        replan(session, session.exec(select(Forum)).one(), ASK)

    race(*[plan] * AT_ONCE)

    assert len(everything(saved, ForumSession)) == 2


def test_one_form_sent_many_times_at_once_is_one_record(race, saved, begun):
    def sends(session):
        forum = session.exec(select(Forum)).one()
        ada = person_seen(session, TEAM, "UADA")
        sent = (Record(promises="call Acme by 9 december\ncall Oak by 9 december"), "view:V1")
        return record_session(session, forum, FIRST, ada, sent, ASK).facts["made"]

    assert race(*[sends] * AT_ONCE) == [[1, 2]] * AT_ONCE
    assert len(everything(saved, Commitment)) == 2


def test_the_same_item_typed_many_times_at_once_is_one(race, saved, begun):
    def types(session):
        forum = session.exec(select(Forum)).one()
        ada = person_seen(session, TEAM, "UADA")
        return add_item(session, forum, ada, "the queue at night", ASK).number

    assert race(*[types] * AT_ONCE) == [1] * AT_ONCE
    assert len(everything(saved, AgendaItem)) == 1
