"""Reports by week: counted, compared with what is usual, and said once when clearly more."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of
from bot.domain.issues.records import WeekCount
from bot.domain.issues.reporting import ReportWish, add_report, week_of
from bot.domain.issues.spikes import SPIKE, behind, spike_seen, watch_spikes
from bot.domain.issues.touchpoints import TouchpointWish, add_touchpoint, change_touchpoint
from bot.domain.issues.trends import WEEK, is_more, trends_of
from bot.domain.lines import BRIEF, Line, digest_of
from bot.domain.people import Person
from bot.domain.scenes import Scene
from tests.conftest import NOON
from tests.factories import TEAM, a_person, an_issue

THIS = week_of(NOON)
QUIET = [1, 0, 2, 1, 1, 0, 1, 2]


@pytest.fixture
def onboarding(session):
    return add_touchpoint(session, TEAM, TouchpointWish("First weeks"))


def counted(session, touchpoint, counts, until=THIS):
    """Count reports into the weeks that end with this one."""
    for ago, count in enumerate(reversed(counts)):
        row = WeekCount(team_id=TEAM, touchpoint=touchpoint, week=until - WEEK * ago, reports=count)
        session.add(row)
    session.flush()


def told(session):
    lines = session.exec(select(Line).where(Line.kind == SPIKE)).all()
    return sorted((line.listing, line.number) for line in lines)


@pytest.mark.parametrize(
    ("before", "least"), [([0] * 8, 3), ([1] * 8, 5), ([2] * 8, 7), ([5] * 8, 12), ([500] * 8, 554)]
)
def test_so_many_reports_are_clearly_more_than_usual(before, least):
    assert is_more(least, before)
    assert not is_more(least - 1, before)


def test_two_reports_are_never_many_and_without_a_past_nothing_is():
    assert not is_more(2, [0] * 8)
    assert not is_more(50, [0, 0, 0])


def test_a_trend_has_thirteen_weeks_and_is_compared_with_eight(session, onboarding):
    counted(session, onboarding.number, [9, *QUIET, 4])

    found = trends_of(session, TEAM, NOON)

    [trend] = found.trends
    assert (len(found.weeks), found.weeks[-1]) == (13, date(2026, 11, 23))
    assert (trend.this_week, trend.before, trend.usual) == (4, QUIET, 1.0)


def test_a_young_workspace_is_compared_with_the_weeks_it_has(session, onboarding):
    counted(session, onboarding.number, [2, 4, 3])
    other = add_touchpoint(session, TEAM, TouchpointWish("Goodbyes"))
    counted(session, other.number, [3])

    first, second = trends_of(session, TEAM, NOON).trends

    assert (first.usual, second.usual) == (3.0, 0.0)
    assert not second.is_more


def test_reports_count_by_the_week_they_come_in(session, onboarding):
    issue = an_issue(session, touchpoint=onboarding.number)
    for moment in (NOON, NOON - timedelta(days=7)):
        add_report(session, issue, a_person(session, "ben"), ReportWish(), moment)

    [trend] = trends_of(session, TEAM, NOON, onboarding.number).trends

    assert list(trend.counts[-2:]) == [1, 2]


def test_a_rise_is_told_once_to_the_cco_and_to_who_leads_the_area(session, onboarding):
    area = areas_of(session, TEAM)[0]
    area.leader = a_person(session, "ben").number
    change_touchpoint(session, onboarding, TouchpointWish("First weeks", area=area.number))
    counted(session, onboarding.number, [*QUIET, 5])

    assert (watch_spikes(session, NOON), watch_spikes(session, NOON)) == (1, 0)

    number = onboarding.number
    assert told(session) == [(BRIEF, number), (digest_of(area.leader), number)]
    leader = session.get_one(Person, (TEAM, area.leader))
    session.refresh(leader)
    assert leader.next_digest_at is not None


def test_the_same_rise_is_told_anew_only_in_another_week(session, onboarding):
    counted(session, onboarding.number, [*QUIET, 5])
    watch_spikes(session, NOON)
    counted(session, onboarding.number, [19], THIS + WEEK)

    assert watch_spikes(session, NOON + WEEK) == 1
    assert len(told(session)) == 2


def test_a_usual_week_is_not_told(session, onboarding):
    counted(session, onboarding.number, [*QUIET, 4])

    assert watch_spikes(session, NOON) == 0


def test_behind_a_rise_stand_the_biggest_issues_and_a_quote_that_may_be_seen(session, onboarding):
    big = an_issue(session, touchpoint=onboarding.number)
    hidden = an_issue(
        session, "cleo", what="x", touchpoint=onboarding.number, scene=Scene(channel_id="CX")
    )
    add_report(session, big, a_person(session, "ben"), ReportWish(words="Nobody called."), NOON)
    add_report(session, hidden, a_person(session, "cleo"), ReportWish(words="Secret."), NOON)

    seen, unseen = behind(session, a_person(session, "dev"), TEAM, onboarding.number, THIS)

    assert [(each.issue.number, each.reports, each.quote) for each in seen] == [
        (big.number, 2, "Nobody called.")
    ]
    assert unseen == 2


def test_a_rise_is_shown_as_it_stands_now(session, onboarding):
    counted(session, onboarding.number, [*QUIET, 5])
    assert spike_seen(session, None, TEAM, onboarding.number, THIS) is None
    watch_spikes(session, NOON)

    seen = spike_seen(session, None, TEAM, onboarding.number, THIS)

    assert (seen.reports, seen.usual) == (5, 1.0)
