"""The CCO's brief: when it comes, what is in it, and what others hear first."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import select

from bot.domain.absence_text import Period
from bot.domain.absences import Absence, come_back, go_away
from bot.domain.answers import Kind
from bot.domain.brief import (
    NotTheCco,
    demand_cco,
    look_at_briefs,
    next_brief,
    plan_brief,
    said_lines,
)
from bot.domain.calendar import DAY
from bot.domain.horizon import next_due
from bot.domain.lines import BRIEF, add_line, waiting_lines
from bot.domain.notices import Notice, State
from bot.domain.roles import appoint_cco
from bot.domain.wishes import Wishes, change_wishes
from bot.domain.workspaces import workspace_of
from tests.conftest import NOON
from tests.factories import TEAM, a_person

TUESDAY = date(2026, 11, 24)
WEDNESDAY = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)  # Half past eight in Berlin.
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ada(session):
    """The CCO, in Berlin; her first brief is planned."""
    ada = a_person(session, "ada")
    appoint_cco(session, ada, NOON)
    plan_brief(session, TEAM, NOON)
    return ada


def wait(session, key="k1", kind="note", now=NOON):
    add_line(session, TEAM, BRIEF, key, kind, now)


def look(session, now):
    session.flush()
    while look_at_briefs(session, now):
        session.flush()
        session.expire_all()


def briefs(session):
    session.flush()
    return session.exec(select(Notice).where(Notice.kind == Kind.BRIEF)).all()


def test_it_comes_at_half_past_eight_where_the_cco_lives(session, ada):
    wait(session)

    look(session, WEDNESDAY - timedelta(seconds=1))
    assert briefs(session) == []
    look(session, WEDNESDAY)

    (brief,) = briefs(session)
    assert (brief.person_id, brief.due_at) == ("UADA", WEDNESDAY)
    assert [line.key for line in said_lines(session, TEAM, brief.key)] == ["k1"]


def test_without_anything_to_say_it_is_silent(session, ada):
    look(session, WEDNESDAY)

    assert briefs(session) == []
    assert workspace_of(session, TEAM).next_brief_at == WEDNESDAY + DAY


def test_each_line_is_said_once(session, ada):
    wait(session)
    look(session, WEDNESDAY)
    briefs(session)[0].state = State.SENT

    look(session, WEDNESDAY + DAY)

    assert len(briefs(session)) == 1


def test_a_brief_that_never_arrived_is_said_the_next_day(session, ada):
    wait(session)
    look(session, WEDNESDAY)
    briefs(session)[0].state = State.EXPIRED

    look(session, WEDNESDAY + DAY)

    assert len(briefs(session)) == 2


def test_what_comes_after_the_brief_waits_a_day(session, ada):
    wait(session)
    look(session, WEDNESDAY)
    wait(session, "k2")
    look(session, WEDNESDAY + HOUR)

    assert len(waiting_lines(session, TEAM, BRIEF)) == 1
    assert len(briefs(session)) == 1


def test_nothing_comes_on_a_week_end(session, ada):
    friday = WEDNESDAY + DAY * 2

    assert next_brief(session, TEAM, friday) == MONDAY


def test_a_cco_who_is_away_reads_it_when_they_are_back(session, ada):
    period = Period(TUESDAY, TUESDAY + DAY * 3)
    go_away(session, ada, Absence(period), NOON)
    wait(session)

    look(session, WEDNESDAY)
    assert briefs(session) == []
    look(session, MONDAY)

    assert len(briefs(session)) == 1


def test_a_cco_who_is_back_early_reads_it_the_next_morning(session, ada):
    go_away(session, ada, Absence(Period(TUESDAY, TUESDAY + DAY * 9)), NOON)
    assert workspace_of(session, TEAM).next_brief_at > WEDNESDAY

    come_back(session, ada, NOON)

    session.refresh(workspace_of(session, TEAM))
    assert workspace_of(session, TEAM).next_brief_at == WEDNESDAY


def test_hours_that_somebody_chose_are_kept(session, ada):
    change_wishes(session, ada, Wishes(starts=time(10)), NOON)

    assert next_brief(session, TEAM, NOON) == WEDNESDAY + HOUR * 1.5


def test_after_a_morning_down_it_still_comes_that_day(session, ada):
    wait(session)

    look(session, WEDNESDAY + HOUR * 5)

    assert [brief.due_at for brief in briefs(session)] == [WEDNESDAY]


def test_after_an_evening_or_three_days_down_it_comes_the_next_morning(session, ada):
    wait(session)
    look(session, WEDNESDAY + HOUR * 12)
    assert briefs(session) == []

    look(session, MONDAY + DAY)

    assert [brief.due_at for brief in briefs(session)] == [MONDAY + DAY]


def test_a_clock_set_back_says_nothing_twice(session, ada):
    wait(session)
    look(session, WEDNESDAY)
    wait(session, "k2")

    look(session, WEDNESDAY - HOUR)
    plan_brief(session, TEAM, WEDNESDAY - HOUR)
    look(session, WEDNESDAY)

    assert len(briefs(session)) == 1


def test_without_a_cco_administrators_hear_once_and_lines_wait(session):
    ada = a_person(session, "ada")
    a_person(session, "ben")
    workspace_of(session, TEAM).next_brief_at = WEDNESDAY
    wait(session)

    for day in range(3):
        look(session, WEDNESDAY + HOUR + DAY * day)

    told = session.exec(select(Notice).where(Notice.kind == Kind.BRIEF_WAITS)).all()
    assert [notice.person_id for notice in told] == [ada.slack_id]
    assert len(waiting_lines(session, TEAM, BRIEF)) == 1


def test_a_workspace_that_was_never_looked_at_is_looked_at_at_once(session, ada):
    workspace_of(session, TEAM).next_brief_at = None
    wait(session)

    look(session, WEDNESDAY + HOUR)

    assert len(briefs(session)) == 1


def test_it_is_on_the_horizon_only_while_something_waits(session, ada):
    session.flush()
    assert next_due(session, NOON) is None

    wait(session)
    session.flush()

    assert next_due(session, NOON) == WEDNESDAY


def test_only_the_cco_reads_it(session, ada):
    demand_cco(session, ada)

    with pytest.raises(NotTheCco):
        demand_cco(session, a_person(session, "ben"))
