"""Random acts of all roles on a proposal: it never leaves the rules of the design."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from bot.domain.areas import areas_of
from bot.domain.calendar import today_in
from bot.domain.history import Event
from bot.domain.leaving import take_in
from bot.domain.preferences import change_preferences
from bot.domain.proposals.amending import amend_and_ask_again
from bot.domain.proposals.asked import change_asked
from bot.domain.proposals.asking import ask_unheard_again
from bot.domain.proposals.closing import close, withdraw
from bot.domain.proposals.delegating import name_delegate, name_delegate_for
from bot.domain.proposals.dissents import (
    accept_as_risk,
    maintain,
    maintain_unanswered,
    offer_alternative,
    resolve,
    say_mind,
    say_unseen,
)
from bot.domain.proposals.finding import rounds_of
from bot.domain.proposals.late import add_late
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.proposing import Draft, propose
from bot.domain.proposals.records import ENDED, State
from bot.domain.proposals.reminding import look_at_rounds, remind
from bot.domain.proposals.rounds import Stance, StanceKind
from bot.domain.proposals.standing import standing
from bot.domain.proposals.stating import state_stance, still_committed
from bot.domain.proposals.taking_back import take_back_stance
from bot.domain.proposals.voices import StanceWish
from bot.domain.roles import appoint_cco
from bot.errors import UserError
from tests.conftest import NOON
from tests.domain.proposals.judging import (
    judge_alignment,
    judge_history,
    judge_seats,
    judge_sight,
    judge_state,
    judge_voices,
    told,
)
from tests.domain.proposals.rounds_of import WHAT
from tests.factories import CAST, OPS, PUBLIC_SCENE, TEAM, a_channel, a_person

ASKED = ("ada", "ben", "cleo", "dev")
EVERYBODY = (*ASKED, "gus")
LIVES, STEPS, AFTER_THE_END, LOOKED_AT = 12, 50, 6, 5
MOSTLY_YES = [*StanceKind, StanceKind.COMMIT, StanceKind.COMMIT, StanceKind.COMMIT]
TEXTS = ["", "Service has no people", "only from May on", "\u200b", "Sales agreed"]
OUTCOMES = [State.ALIGNED, State.ALIGNED_WITH_DISSENT, State.ALIGNED_WITH_CONDITIONS] * 3
OUTCOMES.append(State.NOT_ALIGNED)
# How often each is done, for one another; waiting closes rounds.
ACTS = {
    "say": 22,
    "all_say": 12,
    "speak_for": 5,
    "name_delegate": 5,
    "carry_on": 4,
    "take_back": 3,
    "add": 4,
    "work_on_dissent": 14,
    "amend": 6,
    "close": 12,
    "change_people": 8,
    "ask_once_more": 4,
    "decide": 16,
    "withdraw": 0.3,
    "go_away": 2,
    "leave": 0.5,
    "wait": 8,
}


class Life:
    """One proposal of Ada's, asked of four; Cleo is CCO, Ben leads an area, Gus reads along."""

    def __init__(self, session, seed):
        self.session, self.random, self.now = session, Random(seed), NOON
        self.shut, self.was_away, self.refused = {}, False, Counter()
        a_channel(session, kind=self.random.choice(["public", "private"]))
        self.people = {name: a_person(session, name) for name in EVERYBODY}
        appoint_cco(session, self.people["cleo"], NOON)
        area = areas_of(session, TEAM)[0]
        area.leader = self.people["ben"].number
        session.flush()
        self.areas = self.random.choice([(), (area.number,)])
        self.proposal = self.put_out()

    def put_out(self):
        numbers = tuple(self.people[name].number for name in ASKED)
        draft = Draft(WHAT, numbers, areas=self.areas, is_around=self.random.random() < 1 / 3)
        scene = replace(PUBLIC_SCENE, is_private=self.random.random() < 1 / 2)
        return propose(self.session, self.people["ada"], draft, scene, NOON).proposal

    def one(self, *names):
        return self.random.choice(names or ASKED)

    def number(self, name):
        return self.people[name].number

    def text(self):
        return self.random.choice(TEXTS)

    def kind(self):
        return self.random.choice(MOSTLY_YES)

    def attempt(self, name, verb, *given, **more):
        """Do something as people do: it works, or it is refused and has changed nothing."""
        unsaved = self.session.begin_nested()
        try:
            me = self.people[name]
            proposal = proposal_for(self.session, me, 1, self.now, here=OPS)
            ended = proposal.state if proposal.state in ENDED else None
            verb(self.session, proposal, me, *given, self.now, **more)
            self.session.flush()
            assert ended in {None, proposal.state}
        except UserError as refused:
            self.refused[type(refused).__name__] += 1
            unsaved.rollback()
            self.session.expire_all()
        else:
            unsaved.commit()

    def step(self):
        act = self.random.choices([*ACTS], [*ACTS.values()])[0]
        getattr(self, act)()

    def say(self):
        wish = StanceWish(self.kind(), self.text(), shows_name=self.random.random() < 1 / 4)
        self.attempt(self.one(*EVERYBODY), state_stance, wish)

    def all_say(self):
        kind = self.kind()
        for name in ASKED:
            self.attempt(name, state_stance, StanceWish(kind, "since it is so"))

    def speak_for(self):
        wish = StanceWish(self.kind(), "as I was told", for_person=self.number(self.one()))
        self.attempt(self.one(), state_stance, wish)

    def name_delegate(self):
        delegate = self.people[self.one(*EVERYBODY)]
        if self.random.random() < 1 / 2:
            self.attempt(self.one(), name_delegate, delegate)
        else:
            self.attempt(self.one(), name_delegate_for, self.people[self.one()], delegate)

    def carry_on(self):
        self.attempt(self.one(), still_committed)

    def take_back(self):
        self.attempt(self.one(), take_back_stance)

    def add(self):
        verb = self.random.choice([say_mind, say_unseen, add_late])
        self.attempt(self.one(), verb, self.text())

    def work_on_dissent(self):
        open_ones = [each.person for each in standing(self.session, self.proposal)]
        other = self.random.choice(open_ones or [self.number("ben")])
        risk = (accept_as_risk, other, self.people["cleo"])
        offer = (offer_alternative, other, "three days")
        verb, *given = self.random.choice([(resolve,), (maintain,), offer, risk])
        mine = next(name for name in ASKED if self.number(name) == other)
        self.attempt(mine if verb in {resolve, maintain} else "ada", verb, *given)

    def amend(self):
        words = f"Version {self.proposal.version + 1}."
        answers = [self.number(each) for each in ASKED]
        self.attempt("ada", amend_and_ask_again, words, answers=answers)

    def close(self):
        self.attempt(self.one("ada", "ada", *EVERYBODY), close, self.one("", "Acme", "Acme"))

    def change_people(self):
        names = {*self.random.choice([ASKED, ASKED, EVERYBODY])} - {self.one()}
        numbers = {self.number(each) for each in names}
        self.attempt(self.one("ada", "ben"), change_asked, numbers, "so it is")

    def ask_once_more(self):
        self.attempt(self.one(), self.random.choice([ask_unheard_again, remind]))

    def decide(self):
        for state in self.random.sample(OUTCOMES, 2):
            outcome = Outcome(state, "So be it.", unseen="what Acme thinks")
            self.attempt(self.one("ada", "cleo"), record_outcome, outcome, "view:V1")

    def withdraw(self):
        self.attempt(self.one(), withdraw, "")

    def go_away(self):
        self.was_away = True
        person = self.people[self.one("ben", "dev")]
        day = today_in(person.zoneinfo, self.now)
        until = self.random.choice([None, day + timedelta(days=9)])
        event = Event(person.number, "went_away", self.now)
        change_preferences(self.session, person, event, away_from=day, away_until=until)

    def leave(self):
        take_in(self.session, TEAM, [replace(CAST["dev"], is_deactivated=True)], self.now)

    def wait(self):
        self.now += timedelta(minutes=self.random.choice([1, 30, 660, 1560, 1560, 11520]))
        for job in (look_at_rounds, maintain_unanswered):
            hops = 0
            while job(self.session, self.now):
                hops += 1
                assert hops < 20

    def judge(self):
        self.session.flush()
        self.session.refresh(self.proposal)
        story = told(self.session, self.proposal)
        judge_history(story, self.proposal)
        judge_voices(self.session, self.proposal, story)
        judge_seats(self.session, self.proposal)
        judge_state(self.session, self.proposal)
        voices = {self.number("ben")} if self.areas else set()
        judge_alignment(self.session, self.proposal, voices, was_away=self.was_away)
        self.judge_closed_ones()

    def judge_closed_ones(self):
        """Demand that nobody's word in a closed round changes any more."""
        for round_ in rounds_of(self.session, self.proposal):
            if round_.closed_at is None:
                self.shut.pop(round_.round, None)
                continue
            rows = self.session.exec(select(Stance).where(Stance.round == round_.round)).all()
            said = {row.person: (row.kind, row.words, row.said_at) for row in rows}
            assert self.shut.setdefault(round_.round, said) == said

    def judge_readers(self):
        readers = [*self.people.values(), None]
        place = self.random.choice(["", OPS, "COTHER"])
        judge_sight(self.session, self.proposal, readers, place, self.now)


@pytest.fixture
def living(engine):
    """Let one proposal live after the other; nothing of them is saved."""

    def live(seed):
        with engine.connect() as connection, connection.begin() as unsaved:
            with Session(
                connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            ) as session:
                life = Life(session, seed)
                left = STEPS
                while left:
                    life.step()
                    life.judge()
                    if left % LOOKED_AT == 0:
                        life.judge_readers()
                    is_over = life.proposal.state in ENDED
                    left = min(left, AFTER_THE_END if is_over else left) - 1
                happened = [each.what for each in told(session, life.proposal)]
            unsaved.rollback()
        return [*happened, life.proposal.state.value]

    return live


def test_whatever_people_do_the_rules_hold(living):
    happened = Counter(each for seed in range(LIVES) for each in living(seed))

    # It has been to all the places where a rule could break.
    assert happened.keys() >= REACHED


REACHED = {
    *("stated", "took_back", "closed", "asked_again", "asked_changed", "amended", "outcome"),
    *("alternative_offered", "dissent_maintained", "passed_over", State.ALIGNED),
}
