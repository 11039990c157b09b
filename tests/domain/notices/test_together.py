"""Several outcomes in one transaction: as each would be by itself, and no waiting for others."""

import pytest
from sqlmodel import Session, col, select

from bot.domain.notices import Notice, Sent, State, Unneeded, finish_together
from tests.domain.notices.outbox import SENT, Outbox


@pytest.fixture
def claims(outbox):
    for key in "abc":
        outbox.promises(key, channel=f"C{key}")
    return outbox.claims()


def end_together(outbox, ended):
    return finish_together(outbox.session, ended, outbox.now, pace=outbox.pace)


def test_each_ends_as_it_would_by_itself(outbox, claims):
    waits = end_together(outbox, [*zip(claims, (SENT, Unneeded(), Sent("C3", "3.1")), strict=True)])

    rows = [outbox.has(key) for key in "abc"]
    assert [(row.state, row.ts) for row in rows] == [
        (State.SENT, "1.1"),
        (State.CANCELLED, None),
        (State.SENT, "3.1"),
    ]
    assert waits == [1.0, 0.0, 1.0]


def test_a_claim_that_was_taken_over_has_no_say(outbox, claims):
    row = outbox.has("a")
    row.attempts += 1

    assert end_together(outbox, [(claim, SENT) for claim in claims]) == [0.0, 1.0, 1.0]
    assert (row.state, row.ts) == (State.SENDING, None)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_row_that_somebody_else_is_at_is_left_for_later(database):
    with Session(database.engine) as one, Session(database.engine) as other:
        outbox = Outbox(one)
        for key in "ab":
            outbox.promises(key, channel=f"C{key}")
        claims = outbox.claims()
        one.commit()
        other.exec(select(Notice).where(col(Notice.key) == "a").with_for_update()).one()

        assert end_together(outbox, [(claim, SENT) for claim in claims]) == [None, 1.0]
