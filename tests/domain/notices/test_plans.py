"""What is asked each second reads from indexes: it costs the same after a million notices."""

import pytest
from sqlalchemy import event

from bot.domain.notices import Place, expire_notices, is_anything_due, refresh
from tests.domain.notices.outbox import TEAM, said

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
READ_WHOLE = {"sqlite": "SCAN notices", "postgresql": "Seq Scan on notices"}


@pytest.fixture
def asked(session):
    """Every question that was asked of the database, with its parameters."""
    questions = []

    @event.listens_for(session.get_bind(), "before_cursor_execute")
    def note(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT") and " notices" in statement:
            questions.append((statement, parameters))

    return questions


def plans(session, questions):
    connection = session.connection()
    dialect = connection.dialect.name
    if dialect == "postgresql":  # It reads a small table whole, unless there is no other way.
        connection.exec_driver_sql("SET enable_seqscan = off")
    for statement, parameters in questions:
        plan = connection.exec_driver_sql(EXPLAIN[dialect] + statement, parameters)
        yield "\n".join(str(line[-1]) for line in plan)


def test_no_claim_reads_the_whole_table(outbox, asked):
    outbox.promises("reply", "C2", place=Place(channel_id="C2", thread_of="post"))
    said(outbox)
    refresh(outbox.session, TEAM, "a")
    del asked[:]
    outbox.claims()
    expire_notices(outbox.session, outbox.now)
    is_anything_due(outbox.session, outbox.now)

    found = list(plans(outbox.session, [*asked]))

    whole = READ_WHOLE[outbox.session.get_bind().dialect.name]
    assert len(found) > 4
    assert not [plan for plan in found if whole in plan]
