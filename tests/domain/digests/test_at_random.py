"""Whatever clocks, replies and time off do: one digest a day, each rung once, nobody unwarned."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import select

from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.moving import move
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.settling import keep
from bot.domain.commitments.snoozing import snooze_for
from bot.domain.notices import Notice
from bot.domain.notices import State as Outcome
from bot.domain.preferences import Preferences, hours_of
from bot.errors import UserError
from tests.factories import TEAM, a_commitment

STEPS = 120
COVERED = "falls_due"


class Story:
    """Weeks of somebody's life with the bot, as chance has it."""

    def __init__(self, seed, session, days, cast, now):
        self.chance, self.session, self.days, self.cast = Random(seed), session, days, cast
        self.now = now
        self.arrived = {}  # The key of each digest that arrived, and when.

    def goes_on(self):
        hours = self.chance.choice([1, 3, 3, 6, 12, 24, 24, 24, 72, 96, -1, -24])
        self.now += timedelta(hours=hours)
        self.chance.choice([self.promise, self.act, self.leave, *[bool] * 12])()
        self.session.flush()
        self.days.look(self.now)
        self.is_within_hours()
        self.deliver()

    def promise(self):
        on = self.now.date() + timedelta(days=self.chance.randint(0, 12))
        what = f"call customer {self.now:%j%H%M}"
        a_commitment(self.session, "ada", to="cleo", what=what, due_on=on, now=self.now)

    def act(self):
        mine = select(Commitment).where(Commitment.state == State.OPEN)
        found = list(self.session.exec(mine))
        acts = [self.keeps, self.moves, self.snoozes]
        try:
            for commitment in found[: self.chance.randint(0, 2)]:
                self.chance.choice(acts)(commitment)
        except UserError:
            return

    def keeps(self, commitment):
        keep(self.session, commitment, self.cast["ada"], "", self.now)

    def moves(self, commitment):
        on = self.now.date() + timedelta(days=self.chance.randint(1, 9))
        move(self.session, commitment, self.cast["ada"], (on, None), "late", self.now)

    def snoozes(self, commitment):
        days = self.chance.randint(1, 9)
        snooze_for(self.session, commitment, self.cast["ada"], days, self.now)

    def leave(self):
        first = self.now.date() + timedelta(days=self.chance.randint(0, 3))
        cover = self.chance.choice([None, self.cast["ben"].number])
        away = {"away_from": first, "away_until": first + timedelta(days=6), "cover": cover}
        ada = self.cast["ada"]
        self.session.merge(Preferences(team_id=TEAM, person=ada.number, **away))
        plan_digest(self.session, ada, self.now)

    def is_within_hours(self):
        """Whatever was promised just now is for somebody who is at work."""
        for notice in self.waiting():
            reader = next(one for one in self.cast.values() if one.slack_id == notice.person_id)
            assert hours_of(self.session, reader).is_within(self.now)

    def deliver(self):
        for notice in self.waiting():
            fate = self.chance.choice([Outcome.SENT, Outcome.SENT, Outcome.SENT, Outcome.DEAD])
            notice.state = fate
            if fate is Outcome.SENT:
                notice.ts, notice.rendered, notice.shown = "1.0", notice.wanted, notice.wanted
                self.arrived[notice.key] = self.now
            self.session.add(notice)
        self.session.flush()

    def waiting(self):
        digests = select(Notice).where(Notice.kind == "digest", Notice.state == Outcome.READY)
        return [notice for notice in self.session.exec(digests) if notice.ts is None]

    def items(self):
        """Return (reader, what it says of which commitment by which date, when) as it arrived."""
        found = self.session.exec(select(Notice).where(Notice.kind == "digest"))
        for notice in found:
            for item in notice.facts["items"] if notice.key in self.arrived else ():
                said = (notice.person_id, item["as"], item["number"], item["due_on"])
                yield said, self.arrived[notice.key]


def lived(seed, session, days, cast, now):
    story = Story(seed, session, days, cast, now)
    for _ in range(STEPS):
        story.goes_on()
    return list(story.items())


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_said_twice_out_of_hours_or_unwarned(session, days, cast, now, seed):
    said = lived(seed, session, days, cast, now)

    often = Counter(each for each, _ in said)
    # A cover hears that it will fall due, and then that it does.
    assert {each: count for each, count in often.items() if count > 1 + (each[1] == COVERED)} == {}
    assert len(set(said)) == len(said)
    told = [(each, at) for each, at in said if each[1] == "overdue"]
    for (_, _, *what), at in told:
        assert at - dict(said)["UADA", "warned", *what] >= timedelta(hours=20)


def test_chance_goes_up_the_whole_ladder(session, days, cast, now):
    roles = {role for (_, role, _, _), _ in lived(2, session, days, cast, now)}

    assert {"soon", "today", "late", "late_again", "late_still", "warned", "overdue"} <= roles
