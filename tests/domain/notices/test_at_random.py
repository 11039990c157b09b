"""Notices under crashes and lost answers: never two posts, never a stale end."""

from collections import defaultdict
from random import Random

import pytest
from sqlmodel import Session, select

from bot.database import Database
from bot.domain.notices import (
    NotFound,
    Notice,
    NotSent,
    Sent,
    State,
    Step,
    Unknown,
    endings,
    refresh,
)
from tests.domain.notices.outbox import PATIENT, TEAM, Outbox

NOTICES = 350
PLACES = 175
ROUNDS = 25


class World:
    """Slack and the truth: what was posted under which mark, and what each notice should say."""

    def __init__(self, outbox, chance):
        self.outbox = outbox
        self.chance = chance
        self.truth = {f"n{number}": 0 for number in range(NOTICES)}
        self.posts = defaultdict(dict)
        self.frozen = []

    def promise_all(self):
        for number, key in enumerate(self.truth):
            self.outbox.promises(key, f"C{number % PLACES}")

    def change_something(self):
        for key in self.chance.sample(list(self.truth), 10):
            self.truth[key] += 1
            refresh(self.outbox.session, TEAM, key)

    def call(self, claimed, text, works):
        """Do to Slack what the claim says; return what an answer would tell."""
        posts = self.posts[claimed.mark]
        if claimed.step is Step.LOOK:
            return Sent("C", next(iter(posts))) if posts else NotFound()
        if not works:
            return NotSent()
        ts = claimed.ts or f"{claimed.id}.{len(posts)}"
        posts[ts] = text
        return Sent("C", ts)

    def send(self, claimed, fate):
        """Send one claim to its fate."""
        text = self.truth[claimed.key]
        if fate == "changed meanwhile":
            self.change_something()
        if fate == "crash before":
            return
        outcome = self.call(claimed, text, works=fate != "not sent")
        if fate == "crash after":
            self.frozen.append((claimed, outcome))
        else:
            self.outbox.ends(claimed, Unknown() if fate == "answer lost" else outcome)

    def thaw_some(self):
        """Let those who were taken for dead report after all."""
        self.chance.shuffle(self.frozen)
        for claimed, outcome in self.frozen[5:]:
            self.outbox.ends(claimed, outcome)
        del self.frozen[5:]

    def go_on(self, rounds, fates):
        for _ in range(rounds):
            for claimed in self.outbox.claims(limit=50):
                self.send(claimed, self.chance.choice(fates))
            self.thaw_some()
            self.outbox.lets_machine_time_pass()

    def settle(self):
        while claimed := self.outbox.claims(limit=50):
            for one in claimed:
                self.send(one, "fine")
            self.outbox.lets_machine_time_pass()

    def shown(self):
        return {
            notice.key: list(self.posts[notice.mark].values())
            for notice in self.outbox.session.exec(select(Notice))
        }


FATES = ["fine", "changed meanwhile", "crash before", "crash after", "answer lost", "not sent"]


@pytest.fixture
def seed():
    return 0


@pytest.fixture
def world(seed, sqlite_url):
    database = Database(sqlite_url)
    with Session(database.engine) as session:
        yield World(Outbox(session, PATIENT), Random(seed))
    database.dispose()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_each_is_posted_once_and_ends_with_the_truth(world):
    world.promise_all()

    world.go_on(ROUNDS, FATES)
    world.settle()

    assert world.shown() == {key: [text] for key, text in world.truth.items()}
    assert max(world.truth.values()) > 1


def test_it_is_the_look_that_keeps_posts_from_doubling(world, monkeypatch):
    monkeypatch.setattr(endings, "LOOKS", 0)
    look = world.call
    world.call = lambda claimed, text, *, works: (
        NotFound() if claimed.step is Step.LOOK else look(claimed, text, works=works)
    )
    world.promise_all()

    world.go_on(ROUNDS // 4, FATES)
    world.settle()

    assert max(len(posts) for posts in world.shown().values()) > 1


def test_it_is_the_count_of_wishes_that_keeps_the_end_from_being_stale(world, monkeypatch):
    monkeypatch.setattr(endings, "_show", show_without_counting)
    world.promise_all()

    world.go_on(ROUNDS // 4, FATES)
    world.settle()

    assert world.shown() != {key: [text] for key, text in world.truth.items()}


def show_without_counting(notice):
    notice.shown = notice.rendered
    notice.state = State.SENT
