"""A round of the cast: put out, spoken in, closed; what every test of what follows begins with."""

from datetime import timedelta

from bot.domain.history import is_unbroken, story_of
from bot.domain.proposals.closing import close
from bot.domain.proposals.finding import round_of, stance_of
from bot.domain.proposals.proposing import Draft, propose
from bot.domain.proposals.records import NOUN
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.standing import dissent_of
from bot.domain.proposals.stating import state_stance
from bot.domain.proposals.voices import StanceWish
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, TEAM, a_channel, a_person

WHAT = "We answer every complaint within two days. Service leads."
NAMES = ("ada", "ben", "cleo", "dev")


class Round:
    """Ada's proposal, asked of the cast; each is called by their first name."""

    def __init__(self, session, *, cco="", asked=NAMES, scene=PUBLIC_SCENE, **draft):
        self.session, self.now, self.asked = session, NOON, asked
        a_channel(session)
        self.people = {name: a_person(session, name) for name in NAMES}
        if cco:
            appoint_cco(session, self.people[cco], NOON)
        numbers = tuple(self.people[name].number for name in asked)
        wanted = {"what": WHAT, "people": numbers} | draft
        made = propose(session, self.people["ada"], Draft(**wanted), scene, NOON)
        self.proposal = made.proposal

    def number(self, name):
        return self.people[name].number

    def later(self, **span):
        self.now += timedelta(**span)
        return self

    def says(self, name, kind, words="", **wish):
        wished = StanceWish(StanceKind(kind), words, **wish)
        state_stance(self.session, self.proposal, self.people[name], wished, self.now)
        return self

    def all_commit(self, *names):
        for name in names or self.asked:
            self.says(name, "commit")
        return self

    def closes(self, reason="everybody spoke"):
        close(self.session, self.proposal, self.people["ada"], reason, self.now)
        return self

    def stance(self, name):
        round_ = round_of(self.session, self.proposal)
        return stance_of(self.session, round_, self.number(name))

    def dissent(self, name):
        return dissent_of(self.session, self.proposal, self.number(name))

    def act(self, verb, name, *more):
        """Call a verb as one of the cast: (session, proposal, me, …, now)."""
        return verb(self.session, self.proposal, self.people[name], *more, self.now)

    def story(self):
        self.session.flush()
        story = story_of(self.session, TEAM, NOUN, self.proposal.number)
        assert is_unbroken(story)
        assert len(story) == self.proposal.revision
        return [happening.what for happening in story]


def disputed(session, *, closed=True, **more):
    """Return a round in which Ben dissents and the others commit."""
    one = Round(session, **more).says("ben", "dissent", "Service has no people for that")
    one.all_commit(*(name for name in one.asked if name != "ben"))
    return one.closes() if closed else one
