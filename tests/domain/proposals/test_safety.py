"""Six decisions of a forum without a dissent: the CCO is asked whether it is safe to disagree."""

from datetime import date, time

import pytest
from sqlmodel import select

from bot.domain.forums.making import Plan, start
from bot.domain.lines import BRIEF, Line
from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import State
from bot.domain.proposals.safety import ask_whether_safe
from bot.domain.recurrence import Rhythm
from tests.conftest import NOON
from tests.domain.proposals.rounds_of import NAMES, Round
from tests.factories import OPS, a_channel, a_person

TUESDAYS = Rhythm("FREQ=WEEKLY;BYDAY=TU", date(2026, 12, 1), time(10), "Europe/Berlin")


@pytest.fixture
def forum(session):
    a_channel(session)
    people = [a_person(session, name).number for name in NAMES]
    plan = Plan(OPS, TUESDAYS, members=people, facilitator=people[0])
    return start(session, a_person(session, "ada"), plan, "view:F1", NOON).forum


@pytest.fixture
def decide(session, forum):
    """Decide on so many proposals in a row, each in other words; returns the last one."""
    made = []

    def one(kind):
        made.append(kind)
        round_ = Round(session, what=f"Proposal {len(made)}. We do it.")
        round_.says("ben", kind, "no people").all_commit("ada", "cleo", "dev").closes()
        outcome = Outcome(State.NOT_ALIGNED, "Not now")
        return round_.act(record_outcome, "ada", outcome, f"view:V{len(made)}").proposal

    return lambda count, kind="aside": [one(kind) for _ in range(count)][-1]


def asked(session):
    session.flush()
    lines = session.exec(select(Line).where(Line.listing == BRIEF, Line.kind == "safe"))
    return sorted(line.facts["decided"] for line in lines)


def test_after_six_decisions_without_a_dissent_the_cco_is_asked_once(session, forum, decide):
    decide(5)
    assert asked(session) == []

    last = decide(1)

    assert asked(session) == [6]
    assert not ask_whether_safe(session, last, NOON)


def test_the_next_six_ask_again(session, decide):
    decide(11)
    assert asked(session) == [6]

    decide(1)

    assert asked(session) == [6, 12]


def test_one_dissent_in_six_is_a_sign_of_life(session, decide):
    decide(5)
    decide(1, "dissent")
    decide(5)
    assert asked(session) == []

    decide(1)

    assert asked(session) == [12]


def test_without_a_forum_nobody_is_asked(session):
    one = Round(session).all_commit().closes()

    assert not ask_whether_safe(session, one.proposal, one.now)


def test_what_was_withdrawn_counts_for_nothing(session, decide):
    decide(5)
    Round(session, what="Never mind. We do not.").act(withdraw, "ada", "not now")

    assert asked(session) == []


def test_a_channel_without_a_forum_counts_as_one(session):
    for number in range(6):
        one = Round(session, what=f"Proposal {number}. We do it.").all_commit().closes()
        outcome = Outcome(State.NOT_ALIGNED, "Not now")
        one.act(record_outcome, "ada", outcome, f"view:V{number}")

    assert asked(session) == [6]
