"""Whatever people do, the counters are those of the rows, and the history is whole."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.calendar import today_in
from bot.domain.history import is_unbroken, story_of
from bot.domain.recognition.joining import join, leave
from bot.domain.recognition.records import (
    DAILY,
    MONTHLY,
    NOUN,
    GivingDay,
    GivingMonth,
    Recognition,
    State,
    Thanked,
)
from bot.domain.recognition.taking_back import undo, withdraw
from bot.domain.roles import appoint_cco
from bot.errors import UserError
from tests.conftest import NOON
from tests.domain.recognition.thanking import DID, thanks
from tests.factories import TEAM, a_person

CAST = ("ada", "ben", "cleo", "dev")
ACTS = 120


def counts_of(session, given):
    """Return what the counters must say: thanks that were not taken back on the day they were."""
    days, months = Counter(), Counter()
    for each in given:
        zone = session.get_one(type(a_person(session, "ada")), (TEAM, each.giver)).zoneinfo
        if each.withdrawn_at and today_in(zone, each.withdrawn_at) == each.given_on:
            continue
        days[each.giver, each.given_on] += 1
        rows = select(Thanked.person).where(Thanked.recognition == each.number)
        for person in session.exec(rows):
            months[each.giver, person, each.given_on.replace(day=1)] += 1
    return days, months


def holds(session):
    given = session.exec(select(Recognition)).all()
    days, months = counts_of(session, given)
    session.expire_all()
    kept = {(r.giver, r.day): r.given for r in session.exec(select(GivingDay)) if r.given}
    assert kept == dict(days)
    kept = {
        (r.giver, r.person, r.month): r.given for r in session.exec(select(GivingMonth)) if r.given
    }
    assert kept == dict(months)
    assert max([0, *days.values()]) <= DAILY
    assert max([0, *months.values()]) <= MONTHLY
    for each in given:
        story = story_of(session, TEAM, NOUN, each.number)
        assert is_unbroken(story)
        assert len(story) == each.revision


def acts(session, dice, given, now, n):
    """Do one thing at random; what is refused has changed nothing."""
    me = dice.choice(CAST)
    if not given or dice.random() < 0.5:
        others = dice.sample([name for name in CAST if name != me], dice.choice((1, 1, 2)))
        given.append(thanks(session, *others, by=me, now=now, did=f"{DID}, {n}th time"))
        return
    verb = dice.choice((undo, withdraw, withdraw, join, leave))
    verb(session, dice.choice(given), a_person(session, me), now)


@pytest.mark.parametrize("seed", [1, 7])
def test_counters_are_those_of_the_rows_whatever_happens(session, seed):
    dice, given, now = random.Random(seed), [], NOON
    known = [a_person(session, name) for name in CAST]
    appoint_cco(session, known[-1], NOON)
    for n in range(ACTS):
        now += timedelta(minutes=dice.choice((1, 5, 200)))
        with session.begin_nested() as attempt:
            try:
                acts(session, dice, given, now, n)
            except UserError:
                attempt.rollback()
    holds(session)
    assert {each.state for each in given} == set(State)
