"""What was too late to be said is a line in the brief, one for each kind and day."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.notices import Notice, Place, State, promise
from bot.domain.unsaid import count_unsaid, report_unsaid
from tests.conftest import NOON
from tests.factories import TEAM, a_person

DAY = timedelta(days=1)


def unsaid(session, key, kind=Kind.DIGEST, at=NOON, state=State.EXPIRED):
    promise(session, TEAM, key, kind=kind, place=Place(person_id="UADA"), now=at)
    session.flush()
    session.exec(select(Notice).where(Notice.key == key)).one().state = state
    session.flush()


def lines(session):
    found = waiting_lines(session, TEAM, BRIEF)
    return [(line.facts["kind"], line.facts["on"]) for line in found]


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


def test_each_kind_and_day_is_one_line(session, ada):
    unsaid(session, "d1")
    unsaid(session, "d2")
    unsaid(session, "d3", at=NOON + DAY)
    unsaid(session, "w1", kind=Kind.WEEK)

    for _ in range(2):
        report_unsaid(session, ada, NOON + DAY * 2)

    on, after = "2026-11-24", "2026-11-25"
    assert sorted(lines(session)) == [("digest", on), ("digest", after), ("forum.week", on)]
    assert count_unsaid(session, ada, Kind.DIGEST, NOON.date()) == 2


@pytest.mark.parametrize("state", [State.SENT, State.CANCELLED, State.READY, State.DEAD])
def test_what_was_said_or_not_wanted_is_not_counted(session, ada, state):
    unsaid(session, "d1", state=state)

    report_unsaid(session, ada, NOON + DAY)

    assert lines(session) == []


def test_what_somebody_asked_for_is_told_to_them_instead(session, ada):
    unsaid(session, "o1", kind=Kind.OFFER)

    report_unsaid(session, ada, NOON + DAY)

    assert lines(session) == []


def test_what_is_long_ago_is_let_be(session, ada):
    unsaid(session, "d1")

    report_unsaid(session, ada, NOON + DAY * 15)

    assert lines(session) == []
