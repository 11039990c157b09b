"""Who recorded a session changes its minutes until the next one begins; promises made stay."""

import pytest
from sqlmodel import select

from bot.domain.commitments.records import Commitment
from bot.domain.sessions.items import add_item, open_items
from bot.domain.sessions.occasions import minutes_of
from bot.domain.sessions.recordable import (
    MinutesClosed,
    RecordedBefore,
    can_change_minutes,
    demand_recordable,
)
from bot.domain.sessions.recording import Record, record_session
from bot.domain.words import Words
from tests.domain.sessions.living import (
    FIRST,
    a_forum,
    berlin,
    lives,
    notice,
    said,
    sessions,
)
from tests.factories import a_person

BEFORE = [berlin(27, month=11), berlin(30, "16:00", month=11), berlin(1)]
ASK, LATER = berlin(1, "11:30"), berlin(8)
ANOTHER = "call Oak by 18 december"
NEXT = [berlin(11), berlin(14, "16:00"), berlin(15)]


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def forum(session):
    """A forum that Ada leads and Dev stands in for, whose first session is recorded."""
    forum = a_forum(session, deputy="dev")
    lives(session, *BEFORE)
    add_item(session, forum, a_person(session, "ben"), "two customers left", berlin(1))
    records(session, forum, there=("UADA", "UBEN"), promises="call Acme by 9 december", notes="Old")
    return forum


def records(session, forum, by="ada", now=ASK, origin="view:V1", **filled):
    return record_session(
        session, forum, FIRST, a_person(session, by), (Record(**filled), origin), now
    )


def made(session):
    session.flush()
    return session.exec(select(Commitment.number).order_by(Commitment.number)).all()


def test_what_is_changed_is_changed_in_place_and_promises_stay(session, forum):
    item = open_items(session, forum)[0].number

    changed = {"there": ("UADA",), "settled": (item,), "notes": "New"}
    records(session, forum, now=LATER, origin="view:V2", promises=ANOTHER, **changed)

    kept = minutes_of(session, sessions(session)[0])
    assert (kept.notes, kept.settled) == ("New", ["two customers left"])
    assert [person.called for person in kept.there] == ["Ada Lind"]
    assert notice(session, "2026-12-01:minutes").facts["made"] == [1, 2]
    assert len(said(session, "minutes")) == 1


def test_the_words_that_were_replaced_are_erased(session, forum):
    records(session, forum, origin="view:V2", notes="New")

    texts = session.exec(select(Words.text)).all()
    assert ("New" in texts, "Old" in texts) == (True, False)


def test_the_same_change_sent_twice_is_made_once(session, forum):
    first = records(session, forum, origin="view:V2", promises=ANOTHER)

    again = records(session, forum, origin="view:V2", promises=ANOTHER)

    assert again == first
    assert (again.facts["earlier"], again.facts["made"]) == ([1], [2])
    assert made(session) == [1, 2]


def test_what_is_carried_over_is_counted_once(session, forum):
    records(session, forum, origin="view:V2", notes="New")

    assert [item.carried for item in open_items(session, forum)] == [1]


def test_somebody_else_is_told_who_can_change_it(session, forum):
    with pytest.raises(RecordedBefore) as refused:
        records(session, forum, by="dev", origin="view:V2", promises=ANOTHER)

    assert refused.value.facts["who"] == "Ada Lind"
    assert made(session) == [1]


def test_once_the_next_session_has_begun_the_minutes_stay(session, forum, ada):
    one = sessions(session)[0]
    assert can_change_minutes(session, forum, one, ada, LATER)
    lives(session, *NEXT)

    assert not can_change_minutes(session, forum, one, ada, NEXT[-1] + (ASK - berlin(1)))
    with pytest.raises(MinutesClosed):
        demand_recordable(session, forum, FIRST, ada, NEXT[-1] + (ASK - berlin(1)))
