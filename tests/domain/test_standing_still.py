"""A promise without movement: its owner hears first, then the CCO, once in three weeks."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from bot.domain.brief import look_at_briefs, plan_brief
from bot.domain.calendar import DAY
from bot.domain.commitments.moving import move
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.lines import BRIEF, Line, waiting_lines
from bot.domain.notices import Notice, State
from bot.domain.roles import appoint_cco
from bot.domain.scenes import Scene
from bot.domain.standing_still import BATCH, STILL
from tests.conftest import NOON
from tests.factories import TEAM, a_commitment, a_person

DUE = date(2027, 3, 1)
MORNING = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)  # Tuesday, three weeks on: nine in Berlin.


@pytest.fixture
def promise(session):
    """Ada's, due in spring; Ben is the CCO and lives in New York."""
    ben = a_person(session, "ben")
    appoint_cco(session, ben, NOON)
    plan_brief(session, TEAM, NOON)
    return a_commitment(session, "ada", due_on=DUE)


def live(session, first, days, arrives=True):
    """Let working mornings pass, for everybody everywhere."""
    for day in range(days):
        for hour in (0, 6, 12):
            now = first + DAY * day + (DAY / 24) * hour
            session.flush()
            look_at_briefs(session, now)
            session.flush()
            compose_digests(session, people_due(session, now), now)
            session.flush()
            if arrives:
                arrive(session)
            session.expire_all()


def arrive(session):
    for notice in session.exec(select(Notice).where(Notice.state == State.READY)):
        notice.state, notice.ts, notice.shown = State.SENT, "1.1", notice.rendered
    session.flush()


def said(session, listing_is_brief):
    lines = session.exec(select(Line).where(Line.kind == STILL)).all()
    return [line for line in lines if (line.listing == BRIEF) is listing_is_brief]


def test_its_owner_hears_first_and_the_cco_on_the_next_working_day(session, promise):
    live(session, MORNING, 2)
    assert len(said(session, listing_is_brief=False)) == 1
    assert said(session, listing_is_brief=True) == []

    live(session, MORNING + DAY * 2, 1)

    assert [line.number for line in said(session, listing_is_brief=True)] == [promise.number]


def test_before_three_weeks_nobody_hears(session, promise):
    live(session, MORNING - DAY * 5, 3)

    assert said(session, listing_is_brief=False) == []


def test_what_moves_in_time_never_reaches_the_cco(session, promise):
    live(session, MORNING, 2)
    ada = a_person(session, "ada")
    move(session, promise, ada, (DUE + DAY, None), "it takes longer", MORNING + DAY)

    live(session, MORNING + DAY * 2, 5)

    assert said(session, listing_is_brief=True) == []


def test_what_the_owner_never_read_never_reaches_the_cco(session, promise):
    live(session, MORNING, 7, arrives=False)

    assert said(session, listing_is_brief=True) == []


def test_it_is_said_again_only_after_three_more_weeks(session, promise):
    live(session, MORNING, 20)
    assert len(said(session, listing_is_brief=True)) == 1

    live(session, MORNING + DAY * 20, 8)

    assert len(said(session, listing_is_brief=True)) == 2


@pytest.mark.parametrize("promised", [{"scene": Scene()}, {"due_on": date(2026, 12, 18)}])
def test_what_is_private_or_falls_due_anyway_is_left_out(session, promised):
    appoint_cco(session, a_person(session, "ben"), NOON)
    plan_brief(session, TEAM, NOON)
    a_commitment(session, "ada", **{"due_on": DUE} | promised)

    live(session, MORNING, 1)

    assert said(session, listing_is_brief=False) == []
    assert waiting_lines(session, TEAM, BRIEF) == []


def test_a_cco_reads_nothing_about_themselves(session):
    appoint_cco(session, a_person(session, "ada"), NOON)
    plan_brief(session, TEAM, NOON)
    a_commitment(session, "ada", due_on=DUE)

    live(session, MORNING, 3)

    assert len(said(session, listing_is_brief=False)) == 1
    assert said(session, listing_is_brief=True) == []


def test_what_has_no_owner_does_not_stand_in_the_way_of_the_rest(session, promise):
    for number in range(BATCH):
        a_commitment(session, "dev", what=f"promise {number}", due_on=DUE, now=NOON - DAY)
    a_person(session, "dev").is_deactivated = True

    live(session, MORNING, 2)

    assert [line.number for line in said(session, listing_is_brief=False)] == [promise.number]
