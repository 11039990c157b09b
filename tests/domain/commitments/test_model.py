"""Random acts by random people: a commitment never leaves the states and rules of the design."""

from collections import defaultdict
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, col, select

from bot.domain.commitments.making import Promise, make_commitment
from bot.domain.commitments.moving import (
    Wording,
    correct_date,
    hand_over,
    move,
    refuse_handover,
    reword,
    take_over,
)
from bot.domain.commitments.offers import (
    Wish,
    accept,
    change_offer,
    decline,
    discuss,
    look_after_offers,
    take_offer_back,
)
from bot.domain.commitments.records import NOUN, Commitment, State, due_columns
from bot.domain.commitments.settling import drop, keep, release, send_back
from bot.domain.commitments.sharing import share
from bot.domain.commitments.undoing import undo
from bot.domain.history import Happening, is_unbroken, last_of
from bot.domain.people import person_numbered
from bot.errors import UserError
from tests.conftest import NOON
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_channel, a_person

OFFERED, OPEN, DONE, DROPPED, RELEASED, DECLINED, LAPSED, WITHDRAWN = State
# From which states each kind of happening may lead to which.
STEPS = {
    "accepted": {(OFFERED, OPEN)},
    "declined": {(OFFERED, DECLINED)},
    "taken_back": {(OFFERED, WITHDRAWN)},
    "lapsed": {(OFFERED, LAPSED)},
    "discussed": {(OFFERED, OFFERED)},
    "offer_changed": {(OFFERED, OFFERED)},
    "unanswered": {(OFFERED, OFFERED)},
    "done": {(OPEN, DONE)},
    "dropped": {(OPEN, DROPPED)},
    "released": {(OPEN, RELEASED)},
    "not_there_yet": {(DONE, OPEN)},
    "moved": {(OPEN, OPEN)},
    "promised_anew": {(OPEN, OPEN)},
    "handed_over": {(OPEN, OPEN)},
    "taken_over": {(OPEN, OPEN)},
    "handover_refused": {(OPEN, OPEN)},
    "shared": {(OPEN, OPEN)},
    "reworded": {(OFFERED, OFFERED), (OPEN, OPEN)},
    "corrected": {(OFFERED, OFFERED), (OPEN, OPEN)},
}
MOST = 4  # Commitments in one life; more of them would each see less.
names = st.sampled_from(["ada", "ben", "cleo"])
which = st.integers(0, MOST - 1)
# Mostly who may, named by the column that says so; else anybody.
who = st.sampled_from(["", "", "", "", "ada", "ben", "cleo"])
days = st.integers(-3, 30).map(lambda count: NOON.date() + timedelta(days=count))
reasons = st.sampled_from(["the file came late", "it is at https://crm/1", "\u200b"])
minutes = st.sampled_from([1, 1, 11, 24 * 60, 8 * 24 * 60])
WITH_REASON = [
    (keep, "owner"),
    (drop, "owner"),
    (release, "promised_to"),
    (send_back, "promised_to"),
    (decline, "owner"),
    (refuse_handover, "handover_to"),
]


class Lives(RuleBasedStateMachine):
    """Commitments of three people, through whatever they and the clock do to them."""

    connection = None

    def __init__(self):
        super().__init__()
        self.session = Session(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        a_channel(self.session)
        self.people = {name: a_person(self.session, name) for name in ("ada", "ben", "cleo")}
        self.now = NOON
        self.made = 0

    def teardown(self):
        self.session.close()

    def attempt(self, act, *given):
        """Do something as people do: it works, or it is refused and has changed nothing."""
        before = [each.model_dump() for each in self.all()]
        try:
            act(self.session, *given)
            self.session.flush()
        except UserError:
            self.session.expire_all()
            assert [each.model_dump() for each in self.all()] == before

    def all(self):
        self.session.flush()
        return self.session.exec(select(Commitment).order_by(Commitment.number)).all()

    def picked(self, which, by, column):
        """Return a commitment and who acts on it."""
        commitments = self.all()
        one = commitments[which % len(commitments)]
        able = person_numbered(self.session, TEAM, getattr(one, column) or one.owner)
        return one, self.people[by] if by else able

    @precondition(lambda self: self.made < MOST)
    @rule(maker=names, owner=names, to=st.none() | names, on=days, accepted=st.booleans())
    def make(self, maker, owner, to, on, accepted):
        promise = Promise(
            what=f"promise {self.made}",
            due_on=max(on, self.now.date()),
            owner=self.people[owner].number,
            promised_to=self.people[to].number if to else None,
        )
        made = make_commitment(self.session, self.people[maker], promise, PUBLIC_SCENE, self.now)
        self.made += 1
        if accepted:
            self.attempt(accept, made.commitment, self.people[owner], self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, act=st.sampled_from(WITH_REASON), reason=reasons)
    def say(self, which, by, act, reason):
        verb, column = act
        self.attempt(verb, *self.picked(which, by, column), reason, self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who)
    def accept(self, which, by):
        self.attempt(accept, *self.picked(which, by, "owner"), self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who)
    def take_over(self, which, by):
        self.attempt(take_over, *self.picked(which, by, "handover_to"), self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who)
    def take_offer_back(self, which, by):
        self.attempt(take_offer_back, *self.picked(which, by, "offered_by"), self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, on=days, reason=reasons)
    def extend(self, which, by, on, reason):
        self.attempt(move, *self.picked(which, by, "owner"), (on, None), reason, self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, to=names)
    def pass_on(self, which, by, to):
        self.attempt(hand_over, *self.picked(which, by, "owner"), self.people[to], self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, on=days)
    def discuss(self, which, by, on):
        self.attempt(discuss, *self.picked(which, by, "owner"), Wish("later", on), self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, on=days)
    def change_offer(self, which, by, on):
        picked = self.picked(which, by, "offered_by")
        self.attempt(change_offer, *picked, "something else", on, self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, on=days, wording=st.none() | st.just("better words"))
    def improve(self, which, by, on, wording):
        picked = self.picked(which, by, "maker")
        if wording:
            self.attempt(reword, *picked, Wording(wording, on=on), self.now)
        else:
            self.attempt(correct_date, *picked, on, self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who)
    def share(self, which, by):
        self.attempt(share, *self.picked(which, by, "maker"), OPS, self.now)

    @precondition(lambda self: self.made)
    @rule(which=which, by=who, back=st.sampled_from([0, 0, 0, 1]))
    def undo(self, which, by, back):
        one, me = self.picked(which, by, "owner")
        last = last_of(self.session, TEAM, NOUN, one.number, one.revision)
        me = me if by or not last.person else person_numbered(self.session, TEAM, last.person)
        self.attempt(undo, one, me, one.revision - back, self.now)

    @rule(minutes=minutes)
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)
        look_after_offers(self.session, self.now)

    @invariant()
    def numbers_have_no_gap(self):
        assert [each.number for each in self.all()] == list(range(1, self.made + 1))

    @invariant()
    def each_life_is_one_of_the_design(self):
        stories = defaultdict(list)
        in_order = (col(Happening.number), col(Happening.seq))
        for happening in self.session.exec(select(Happening).order_by(*in_order)):
            stories[happening.number].append(happening)
        for one in self.all():
            story = stories[one.number]
            assert is_unbroken(story)
            assert len(story) == one.revision
            judge_states(story, [State(state) for state in values("state", story, one)])
            judge_owners(story, values("owner", story, one))

    @invariant()
    def what_is_kept_fits_the_state(self):
        for one in self.all():
            assert (one.settled_at is None) == (one.state in {OFFERED, OPEN})
            assert one.handover_to is None or one.state is OPEN
            assert one.handover_to != one.owner
            assert (
                one.overdue_from
                == due_columns(
                    one.due_on, one.due_at, person_numbered(self.session, TEAM, one.owner)
                ).overdue_from
            )


def values(column, story, one):
    """Return what a column held before each happening and after the last."""
    held = [getattr(one, column)]
    for happening in reversed(story[1:]):
        held.append(happening.facts["before"].get(column, held[-1]))
    return [held[-1], *reversed(held)]


def judge_states(story, states):
    """Demand that each happening led from one state to another as the design allows."""
    assert states[1] is {"made": OPEN, "offered": OFFERED}[story[0].what]
    for place, happening in enumerate(story[1:], start=1):
        before, after = states[place], states[place + 1]
        if happening.what != "undone":
            assert (before, after) in STEPS[happening.what]
        elif place == 1:
            assert after is WITHDRAWN
        else:
            assert after is states[place - 1]


def judge_owners(story, owners):
    """Demand that only taking over, or undoing that, gave it another owner."""
    steps = zip(story, owners[:-1], owners[1:], strict=True)
    changes = {each.what for each, before, after in steps if before != after}
    assert changes <= {"taken_over", "undone"}


def test_whatever_people_do_the_rules_hold(engine):
    with engine.connect() as connection, connection.begin() as unsaved:
        machine = type("Lives", (Lives,), {"connection": connection})
        effort = settings(max_examples=20, stateful_step_count=30, deadline=None)
        run_state_machine_as_test(machine, settings=effort)
        unsaved.rollback()
