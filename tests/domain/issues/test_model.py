"""Random acts of all roles on a few issues: no loop is half closed, and nothing is unaccounted."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from bot.domain.areas import areas_of, join_area
from bot.domain.calendar import today_in
from bot.domain.history import story_of
from bot.domain.issues.ending import not_ours, reopen, wont_fix
from bot.domain.issues.handing import accept, decline, hand_over, take_offer_back
from bot.domain.issues.keeping import look_at_issues
from bot.domain.issues.merging import merge
from bot.domain.issues.owning import begin_help, end_help, own
from bot.domain.issues.records import ENDED, NOUN, Issue, Severity
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.resting import go_on, park, wait_for
from bot.domain.issues.rights import issue_for
from bot.domain.issues.stepping import (
    Closing,
    Telling,
    agree_fix,
    close,
    mark_fixed,
    say_cause,
    solved_already,
    tell_customer,
)
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.issues.undoing import undo
from bot.domain.issues.wording import Sorting, Worth, reword, set_worth, sort_issue
from bot.domain.leaving import take_in
from bot.domain.roles import appoint_cco
from bot.domain.scenes import Scene
from bot.errors import UserError
from tests.conftest import NOON
from tests.domain.issues.judging import judge_all
from tests.factories import CAST, OPS, PUBLIC_SCENE, TEAM, a_channel, a_person, an_issue

LIVES, STEPS, MOST = 12, 66, 4
ANYBODYS = {own, accept, decline, add_report, reword, take_offer_back}
PEOPLE = ("ada", "ben", "cleo", "dev", "gus")
TEXTS = ["a form without the field", "\u200b", "Product has to say", "since May", "so it is"]
# How often each is done, for one another.
ACTS = {
    "open": 8,
    "report": 8,
    "own": 10,
    "hand": 12,
    "answer": 14,
    "step": 22,
    "finish": 7,
    "rest": 10,
    "end": 3,
    "reopen": 6,
    "merge": 4,
    "sort": 5,
    "help": 4,
    "undo": 6,
    "come_and_go": 4,
    "wait": 10,
}


class Life:
    """A few issues; Cleo is CCO, Dev leads the area of Ben, Gus is a guest."""

    def __init__(self, session, seed):
        self.session, self.random, self.now = session, Random(seed), NOON
        self.refused = Counter()
        a_channel(session)
        self.people = {name: a_person(session, name) for name in PEOPLE}
        appoint_cco(session, self.people["cleo"], NOON)
        self.areas = areas_of(session, TEAM)
        self.areas[0].leader = self.people["dev"].number
        for name, area in (("ben", 0), ("ada", 1)):
            join_area(session, self.people[name], self.areas[area].number)
        self.touchpoints = [each.number for each in touchpoints_of(session, TEAM)][:2]
        self.opened = 0
        self.open()

    def one(self, *names):
        return self.people[self.random.choice(names or PEOPLE)]

    def text(self):
        return self.random.choice(TEXTS)

    def day(self):
        return today_in(NOON.tzinfo, self.now) + timedelta(
            days=self.random.choice([0, 1, 2, 5, 400])
        )

    def telling(self):
        return Telling("by mail", by=self.random.choice([None, self.one().number]))

    def closing(self):
        said = {"cause": self.text(), "fix": self.text(), "fixed": self.random.random() < 1 / 2}
        return Closing(**said, telling=self.random.choice([None, Telling("by mail")]))

    def attempt(self, verb, *given, me=None, number=None, **more):
        """Do something as people do: it works, or it is refused and has changed nothing."""
        number = number or self.any_number()
        unsaved = self.session.begin_nested()
        try:
            me = me or self.one()
            issue = issue_for(self.session, me, number, here=OPS)
            if verb not in ANYBODYS and issue.owner and self.random.random() < 2 / 3:
                me = next(each for each in self.people.values() if each.number == issue.owner)
            verb(self.session, issue, me, *given, **more)
            self.session.flush()
        except UserError as refused:
            self.refused[type(refused).__name__] += 1
            unsaved.rollback()
            self.session.expire_all()
        else:
            unsaved.commit()

    def any_number(self):
        """Return one of the issues, sooner one that has not ended."""
        going_on = [each.number for each in self.issues() if each.state not in ENDED]
        everything = [*range(1, self.opened + 1)]
        return self.random.choice(self.random.choice([everything, going_on, going_on]) or [1])

    def step_on(self):
        act = self.random.choices([*ACTS], [*ACTS.values()])[0]
        getattr(self, act)()

    def open(self):
        if self.opened == MOST:
            return
        self.opened += 1
        private = Scene(channel_id=OPS, is_private=True)
        opener = self.random.choice(["ada", "ben"])
        an_issue(
            self.session,
            opener,
            now=self.now,
            scene=self.random.choice([PUBLIC_SCENE, PUBLIC_SCENE, private]),
            what=f"issue {self.opened}",
            severity=self.random.choice([*Severity]),
            touchpoint=self.random.choice([None, *self.touchpoints]),
        )
        me = self.people[opener]
        self.attempt(reword, self.text(), self.now, me=me, number=self.opened)

    def report(self):
        origin = self.random.choice([None, "view:V1"])
        self.attempt(add_report, ReportWish(self.text(), origin=origin), self.now)

    def own(self):
        self.attempt(own, self.now)

    def hand(self):
        self.attempt(hand_over, self.one(), self.now, self.text())
        asked = [each.number for each in self.issues() if each.handover_to]
        if asked and self.random.random() < 1 / 3:
            self.attempt(take_offer_back, self.now, number=asked[0], me=self.people["cleo"])

    def answer(self):
        asked = next((each for each in self.issues() if each.handover_to), None)
        if asked is None:
            return
        me = next(each for each in self.people.values() if each.number == asked.handover_to)
        yes = self.random.random() < 1 / 2
        said = (accept, self.now) if yes else (decline, self.text(), self.now)
        self.attempt(*said, me=me, number=asked.number)

    def step(self):
        verb = self.random.choice([say_cause, agree_fix])
        self.attempt(verb, self.text(), self.now)
        self.attempt(mark_fixed, self.now)
        self.attempt(tell_customer, self.telling(), self.now)

    def finish(self):
        self.attempt(self.random.choice([close, solved_already]), self.closing(), self.now)

    def rest(self):
        area = self.random.choice(self.areas[:2]).number
        self.attempt(wait_for, area, self.text(), self.now)
        self.attempt(park, self.day(), self.text(), self.now)
        if self.random.random() < 1 / 3:
            self.attempt(go_on, self.now)

    def end(self):
        if self.random.random() < 1 / 2:
            self.attempt(wont_fix, self.text(), self.telling(), self.now)
        else:
            self.attempt(not_ours, self.text(), self.now)

    def reopen(self):
        ended = [each.number for each in self.issues() if each.state in ENDED] or [1]
        self.attempt(reopen, self.text(), self.now, number=self.random.choice(ended))

    def merge(self):
        into = self.random.randint(1, self.opened)
        self.attempt(
            lambda session, issue, me: merge(session, me, issue.number, into, self.now, here=OPS)
        )

    def sort(self):
        sorting = Sorting(self.random.choice([None, *self.touchpoints]), Severity.URGENT)
        self.attempt(sort_issue, sorting, self.now)
        self.attempt(set_worth, Worth(100, "a guess"), self.now)

    def help(self):
        self.attempt(self.random.choice([begin_help, end_help]), self.one(), self.now)

    def undo(self):
        self.attempt(lambda session, issue, me: undo(session, issue, me, issue.revision, self.now))
        self.attempt(lambda session, issue, me: undo(session, issue, me, 1, self.now))

    def come_and_go(self):
        owners = {each.owner for each in self.issues() if each.state not in ENDED}
        names = [name for name in ("ada", "ben") if self.people[name].number in owners]
        name = self.random.choice(names or ["ben"])
        gone = not self.people[name].is_deactivated
        take_in(self.session, TEAM, [replace(CAST[name], is_deactivated=gone)], self.now)

    def wait(self):
        self.now += timedelta(hours=self.random.choice([0, 1, 24, 24, 100, 400]))
        for _ in range(20):
            if not look_at_issues(self.session, self.now):
                return
        raise AssertionError("It looks for ever.")

    def issues(self):
        return self.session.exec(select(Issue).order_by(Issue.number)).all()

    def happened(self):
        stories = (story_of(self.session, TEAM, NOUN, n) for n in range(1, self.opened + 1))
        return [each.what for story in stories for each in story]


@pytest.fixture
def living(engine):
    """Let one company live after the other; nothing of them is saved."""

    def live(seed):
        with engine.connect() as connection, connection.begin() as unsaved:
            with Session(
                connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            ) as session:
                life = Life(session, seed)
                judged = {}
                for _ in range(STEPS):
                    life.step_on()
                    judge_all(session, judged)
                happened = [*life.happened(), *(each.state.value for each in life.issues())]
            unsaved.rollback()
        return happened

    return live


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # Races are in test_races.
def test_whatever_people_do_the_rules_hold(living):
    happened = Counter(each for seed in range(LIVES) for each in living(seed))

    # It has been to all the places where a rule could break.
    assert happened.keys() >= REACHED


REACHED = {
    *("opened", "reported", "owned", "asked", "handed_over", "taken_over", "declined"),
    *("offer_taken_back", "cause_known", "fix_agreed", "fixed", "closed", "waiting", "parked"),
    *("went_on", "came_back", "wont_fix", "not_ours", "reopened", "merged", "took_in", "sorted"),
    *("worth_set", "reworded", "undone", "helper_added", "owner_left", "withdrawn"),
}
