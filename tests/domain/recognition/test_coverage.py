"""What the CCO reads: who is not thanked, how far thanks reach, and rings; nobody else does."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.areas import area_called, join_area
from bot.domain.brief import NotTheCco
from bot.domain.recognition.coverage import (
    coverage,
    crossing_thanks,
    ring_pairs,
    unthanked_people,
)
from bot.domain.recognition.taking_back import withdraw
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.domain.recognition.thanking import DID, thanks
from tests.factories import TEAM, a_person

AREAS = {"ada": "Service", "ben": "Sales", "dev": "Service", "cleo": "Marketing"}
SINCE = NOON - timedelta(days=90)


@pytest.fixture
def cco(session):
    for name, area in AREAS.items():
        join_area(session, a_person(session, name), area_called(session, TEAM, area).number)
    cco = a_person(session, "cleo")
    appoint_cco(session, cco, NOON)
    session.flush()
    return cco


def test_who_was_not_thanked_is_named_by_area(session, cco):
    thanks(session, "ben")
    thanks(session, "dev", did=f"{DID} long ago", now=SINCE - timedelta(days=1))
    withdraw(session, thanks(session, "dev", did=f"{DID} taken back"), cco, NOON)

    seen = coverage(session, cco, NOON + timedelta(hours=1))

    named = [(each.area, [p.called for p in each.people], each.whole) for each in seen.unthanked]
    assert named == [
        ("Marketing", ["Cleo Marsh"], True),
        ("Service", ["Ada Lind", "Dev Rao"], True),
    ]


def test_thanks_that_cross_areas_are_counted(session, cco):
    thanks(session, "ben", "dev")
    thanks(session, "cleo", by="ben")

    seen = coverage(session, cco, NOON + timedelta(hours=1))

    assert (seen.thanks, seen.crossing) == (3, 2)


def test_a_ring_is_more_than_two_in_five_from_one_and_five_in_all(session, cco):
    for n, giver in enumerate(("ada", "ada", "cleo", "dev", "ada")):
        assert coverage(session, cco, NOON + timedelta(hours=1)).rings == []
        thanks(session, "ben", by=giver, did=f"{DID}, {n}th time")

    (ring,) = coverage(session, cco, NOON + timedelta(hours=1)).rings

    assert (ring.giver.called, ring.person.called) == ("Ada Lind", "Ben Okafor")
    assert (ring.count, ring.of) == (3, 5)


def test_nobody_but_the_cco_reads_it(session, cco):
    with pytest.raises(NotTheCco):
        coverage(session, a_person(session, "ada"), NOON)


def plan_of(session, question):
    """Return how a database would answer, as it does when the table is not small."""
    engine = session.get_bind()
    statement = question.compile(engine, compile_kwargs={"literal_binds": True})
    is_sqlite = engine.dialect.name == "sqlite"
    if not is_sqlite:
        session.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    return "\n".join(str(row) for row in session.execute(text(f"{explain} {statement}")))


@pytest.mark.parametrize("asked", [unthanked_people, crossing_thanks, ring_pairs])
def test_only_the_thanks_of_these_days_are_read(session, cco, asked):
    del cco
    session.flush()

    plan = plan_of(session, asked(TEAM, SINCE))

    assert "thanked_by_" in plan, plan
    assert "SCAN thanked" not in plan
    assert "Seq Scan on thanked" not in plan
