"""Two replicas that watch at the same moment: one of them tells."""

from sqlmodel import select

from bot.domain.issues.records import WeekCount
from bot.domain.issues.reporting import week_of
from bot.domain.issues.spikes import watch_spikes
from bot.domain.issues.trends import WEEK
from bot.domain.lines import Line
from tests.conftest import NOON
from tests.factories import TEAM


def test_two_who_watch_at_once_tell_one_rise_once(saved, race):
    def prepare(session):
        for ago, count in ((0, 6), (8, 1)):
            week = week_of(NOON) - WEEK * ago
            session.add(WeekCount(team_id=TEAM, touchpoint=0, week=week, reports=count))

    saved(prepare)

    done = race(*[lambda session: watch_spikes(session, NOON)] * 2)

    assert sorted(done) == [0, 1]
    assert len(saved(lambda session: session.exec(select(Line)).all())) == 1
