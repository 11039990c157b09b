"""Two replicas at the same person, and a digest at what somebody is just changing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from bot.domain.commitments.moving import move
from bot.domain.commitments.rights import commitment_for
from bot.domain.commitments.settling import keep
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.digests.passing_on import reach_others
from bot.domain.notices import Notice
from bot.domain.people import Person, person_seen
from tests.conftest import NOON
from tests.domain.conftest import ON_POSTGRESQL
from tests.factories import TEAM, a_commitment, a_person

pytestmark = ON_POSTGRESQL
MORNING = NOON + timedelta(days=7)  # A Tuesday; at Ada's it is six in the evening.


@pytest.fixture
def promised(saved):
    """Ben, in New York, has promised something by last Friday."""
    return saved(lambda session: a_commitment(session, "ben").number)


def look(session):
    who = people_due(session, MORNING)
    reach_others(session, who, MORNING)
    return compose_digests(session, who, MORNING)


def _keys(session):
    return list(session.exec(select(Notice.key).where(Notice.kind == "digest")))


def test_of_two_replicas_one_says_it_and_the_other_passes_on(database, saved, promised):
    with Session(database.engine) as one, Session(database.engine) as other:
        assert look(one) == 1
        assert look(other) == 0
        one.commit()
        assert look(other) == 0

    assert saved(_keys) == ["digest:UBEN:2026-12-01"]


def test_what_is_just_being_settled_is_left_out_and_looked_at_again(database, saved, promised):
    with Session(database.engine) as acting, Session(database.engine) as looking:
        ben = person_seen(acting, TEAM, "UBEN")
        commitment = commitment_for(acting, ben, promised)
        assert look(looking) == 1
        looking.commit()
        keep(acting, commitment, ben, "", MORNING)
        acting.commit()

    assert saved(_keys) == []
    assert saved(_planned) > MORNING


def test_whoever_changes_something_meanwhile_waits_for_nobody_in_a_circle(saved, promised):
    numbers = saved(_a_few_more)

    def move_each():
        for number in numbers:
            saved(partial(_moved, number))

    def look_often():
        for _ in range(40):
            saved(_look_afresh)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda job: job(), (move_each, look_often, look_often), timeout=30))

    assert saved(_planned) is not None


def _planned(session):
    return person_seen(session, TEAM, "UBEN").next_digest_at


def _a_few_more(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    made = (
        a_commitment(session, "ben", to="cleo", what=f"call customer {each}") for each in range(12)
    )
    return [each.number for each in made]


def _moved(number, session):
    ben = person_seen(session, TEAM, "UBEN")
    commitment = commitment_for(session, ben, number)
    move(session, commitment, ben, (date(2026, 12, 11), None), "the file is late", MORNING)


def _look_afresh(session):
    for person in session.exec(select(Person).with_for_update(skip_locked=True)):
        person.next_digest_at = MORNING
    session.flush()
    look(session)
