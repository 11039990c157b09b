"""Mornings of the cast, and what their digests say."""

from datetime import date, datetime, time

import pytest
from sqlmodel import col, select

from bot.domain.answers import Kind
from bot.domain.calendar import at_local
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.digests.passing_on import reach_others
from bot.domain.lines import Line, news_of
from bot.domain.notices import Notice
from bot.domain.notices import State as Outcome
from tests.factories import TEAM, a_person

NOVEMBER, DECEMBER = 11, 12


@pytest.fixture
def cast(session):
    """Everybody is known before anything is promised."""
    return {name: a_person(session, name) for name in ("ada", "ben", "cleo", "dev")}


@pytest.fixture
def ada(cast):
    return cast["ada"]


class Days:
    """The pulse of digests, at moments of Ada's: she lives in Berlin."""

    def __init__(self, session, ada):
        self.session = session
        self.ada = ada

    def at(self, day, hour=9, minute=0, person=None):
        return at_local(day, time(hour, minute), (person or self.ada).zoneinfo)

    def look(self, now):
        """Do what the job does, as often as it would."""
        for _ in range(50):
            who = people_due(self.session, now)
            if not who:
                return
            reach_others(self.session, who, now)
            compose_digests(self.session, who, now)
            self.session.flush()
            self.session.expire_all()
        raise AssertionError("It looks at the same people for ever.")

    def pass_by(self, first, last, arrive=True):
        """Let each hour of these days pass; what is promised arrives."""
        day = first
        while day <= last:
            for hour in (0, 6, 9, 12, 15, 18, 21):  # Nine for Ada, for Ben and for Cleo, too.
                self.look(self.at(day, hour))
                if arrive:
                    self.arrive()
            day = date.fromordinal(day.toordinal() + 1)

    def arrive(self):
        for notice in self.session.exec(self._digests().where(Notice.state == Outcome.READY)):
            notice.state, notice.ts, notice.rendered, notice.shown = Outcome.SENT, "1.0", 1, 1
            self.session.add(notice)
        self.session.flush()

    def lose(self, state=Outcome.DEAD):
        for notice in self.session.exec(self._digests().where(Notice.state == Outcome.READY)):
            notice.state = state
            self.session.add(notice)
        self.session.flush()

    def said(self, person=None):
        """Return (day, what is due of which commitment) of each digest that asks for something."""
        mine = self._digests().where(Notice.person_id == (person or self.ada).slack_id)
        return [
            (
                date.fromisoformat(notice.facts["on"]),
                [(item["as"], item["number"]) for item in notice.facts["items"]],
            )
            for notice in self.session.exec(mine)
            if notice.facts["items"]
        ]

    def told(self, person):
        """Return (day, what kind of which record) of all that somebody was told in passing."""
        news = select(Line).where(Line.listing == news_of(person.number), Line.said_in != "")
        return [
            (date.fromisoformat(line.said_in.rpartition(":")[2]), line.kind, line.number)
            for line in self.session.exec(news.order_by(Line.said_in, Line.since))
        ]

    def _digests(self):
        self.session.flush()
        digests = select(Notice).where(Notice.team_id == TEAM, Notice.kind == Kind.DIGEST)
        return digests.order_by(col(Notice.id))


@pytest.fixture
def days(session, ada):
    return Days(session, ada)


@pytest.fixture
def now():
    """Tuesday 10 November 2026, at noon in Berlin."""
    return datetime.fromisoformat("2026-11-10T11:00:00+00:00")
