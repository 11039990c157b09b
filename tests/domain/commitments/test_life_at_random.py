"""A commitment lives at random: whatever people do to it, it keeps one owner and a whole story."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from bot.domain.commitments import moving, offers, settling, sharing, undoing
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.rights import commitment_for
from bot.domain.counters import Counter as Numbers
from bot.domain.history import is_unbroken, story_of
from bot.domain.people import person_numbered
from bot.errors import UserError
from tests.factories import NOON, OPS, TEAM, a_channel, a_commitment, a_person

NAMES = ("ada", "ben", "cleo")
OPEN, OFFERED, DONE = State.OPEN, State.OFFERED, State.DONE
# The life of a commitment (design, 4): from which state each happening leads where.
LIFE = {
    "accepted": {(OFFERED, OPEN)},
    "declined": {(OFFERED, State.DECLINED)},
    "lapsed": {(OFFERED, State.LAPSED)},
    "taken_back": {(OFFERED, State.WITHDRAWN)},
    **{what: {(OFFERED, OFFERED)} for what in ("discussed", "offer_changed", "unanswered")},
    "done": {(OPEN, DONE)},
    "dropped": {(OPEN, State.DROPPED)},
    "released": {(OPEN, State.RELEASED)},
    "not_there_yet": {(DONE, OPEN)},
    **{what: {(OPEN, OPEN)} for what in ("moved", "promised_anew", "shared")},
    **{what: {(OPEN, OPEN)} for what in ("handed_over", "taken_over", "handover_refused")},
    **{what: {(OPEN, OPEN), (OFFERED, OFFERED)} for what in ("reworded", "corrected")},
}
CHANGES_OWNER = {"taken_over", "undone"}
names, days = st.sampled_from(NAMES), st.integers(min_value=-3, max_value=20)
# Mostly somebody who has a part in it, else most acts would be refused.
PARTS = ("owner", "owner", "owner", "maker", "promised_to", "handover_to", "handover_to")
actors = st.sampled_from((*PARTS, *NAMES[1:]))


class Life(RuleBasedStateMachine):
    engine = None

    def __init__(self):
        super().__init__()
        self.session = Session(self.engine, expire_on_commit=False)
        self.now = NOON
        self.made = 0
        self.before = None

    @initialize(owner=names, to=st.none() | names)
    def make(self, owner, to):
        a_channel(self.session)
        for name in NAMES:
            a_person(self.session, name)
        self.one = a_commitment(self.session, "ada", owner=owner, to=to)
        self.made = 1

    def act(self, name, verb, *more):
        """Do something as a person; a refusal changes nothing, as the transaction would see to."""
        me = self.who(name)
        self.before = (self.one.revision, self.one.state, self.one.owner)
        try:
            with self.session.begin_nested():
                seen = commitment_for(self.session, me, 1, here=OPS)
                verb(self.session, seen, me, *more, self.now)
        except UserError:
            self.session.refresh(self.one)
            assert self.one.revision == self.before[0]
        else:
            self.look_at_the_change(me)

    def who(self, name):
        if name in NAMES:
            return a_person(self.session, name)
        number = getattr(self.one, name) or self.one.owner
        return person_numbered(self.session, TEAM, number)

    def look_at_the_change(self, me):
        story = story_of(self.session, TEAM, NOUN, 1)
        revision, state, owner = self.before
        assert self.one.revision == revision + 1
        what = story[-1].what
        assert story[-1].person == me.number
        assert what == "undone" or (state, self.one.state) in LIFE[what]
        assert what in CHANGES_OWNER or self.one.owner == owner

    @rule(
        name=actors, verb=st.sampled_from([offers.accept, offers.take_offer_back, moving.take_over])
    )
    def press(self, name, verb):
        self.act(name, verb)

    @rule(
        name=actors,
        why=st.sampled_from(["", "because"]),
        verb=st.sampled_from(
            [
                settling.keep,
                settling.drop,
                settling.release,
                settling.send_back,
                offers.decline,
                moving.refuse_handover,
            ]
        ),
    )
    def say(self, name, verb, why):
        self.act(name, verb, why)

    @rule(name=actors, ahead=days)
    def extend(self, name, ahead):
        self.act(name, moving.move, ((self.now + timedelta(days=ahead)).date(), None), "why")

    @rule(name=actors, ahead=days)
    def reword(self, name, ahead):
        on = (self.now + timedelta(days=ahead)).date()
        self.act(name, moving.correct_date, on)
        self.act(name, moving.reword, moving.Wording("better words", on=on))

    @rule(name=actors, ahead=days)
    def negotiate(self, name, ahead):
        on = (self.now + timedelta(days=ahead)).date()
        self.act(name, offers.discuss, offers.Wish("less"))
        self.act("maker", offers.change_offer, "other words", on)

    @rule(hours=st.integers(min_value=0, max_value=150))
    def finish_and_doubt(self, hours):
        self.act("owner", settling.keep, "proof")
        self.now += timedelta(hours=hours)
        self.act("promised_to", settling.send_back, "missing")

    @rule(to=names, answer=st.sampled_from([moving.take_over, None]))
    def hand_on(self, to, answer):
        self.act("owner", moving.hand_over, a_person(self.session, to))
        if answer:
            self.act("handover_to", answer)

    @rule(name=actors)
    def share(self, name):
        self.act(name, sharing.share, OPS)

    @rule(name=actors, back=st.integers(min_value=0, max_value=2))
    def undo(self, name, back):
        self.act(name, undoing.undo, self.one.revision - back)

    @rule(hours=st.integers(min_value=0, max_value=100))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    @rule()
    def tick(self):
        state = self.one.state
        told = offers.look_after_offers(self.session, self.now)
        last = story_of(self.session, TEAM, NOUN, 1)[-1]
        assert not told or (last.person, (state, self.one.state) in LIFE[last.what]) == (None, True)

    @precondition(lambda self: self.made)
    @rule(name=names)
    def make_another(self, name):
        self.made += 1
        a_commitment(self.session, name, what=f"promise {self.made}", now=self.now)

    @invariant()
    def its_story_is_whole(self):
        story = story_of(self.session, TEAM, NOUN, 1)
        assert [happening.seq for happening in story] == list(range(1, len(story) + 1))
        assert is_unbroken(story)
        assert not self.made or self.one.revision == len(story)

    @invariant()
    def it_has_one_owner_and_only_what_its_state_allows(self):
        if self.made:
            one, is_open = self.one, self.one.state is OPEN
            assert person_numbered(self.session, TEAM, one.owner).can_promise
            assert one.handover_to is None or (is_open and one.handover_to != one.owner)
            assert (one.answer_by is not None) == (one.state is OFFERED)
            assert (one.settled_at is None) == (one.state in {OPEN, OFFERED})

    @invariant()
    def no_number_is_lost_and_no_record_appears_or_vanishes(self):
        found = self.session.exec(select(Commitment)).all()
        assert sorted(each.number for each in found) == list(range(1, self.made + 1))
        assert sum(Counter(each.state for each in found).values()) == self.made
        counted = self.session.get(Numbers, (TEAM, NOUN), populate_existing=True)
        assert (counted.last if counted else 0) == self.made

    def teardown(self):
        self.session.close()


@pytest.mark.parametrize("examples", [12])
def test_whatever_people_do_a_commitment_stays_whole(engine, examples):
    class Here(Life):
        pass

    Here.engine = engine
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
