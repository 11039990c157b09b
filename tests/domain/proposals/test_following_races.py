"""Two at once after a round: on PostgreSQL real threads meet, and each thing happens once."""

import asyncio
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import select

from bot.domain.commitments.offers import decline
from bot.domain.commitments.records import Commitment
from bot.domain.notices import Notice
from bot.domain.proposals.dissents import (
    accept_as_risk,
    maintain_unanswered,
    offer_alternative,
    resolve,
    say_unseen,
)
from bot.domain.proposals.falling_through import look_after_conditions
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import State
from bot.domain.proposals.rounds import Dissent, DissentState
from tests.conftest import NOON
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import TEAM, a_person, working_days_later

TIMES = range(3)


@pytest.fixture
def at_once(database):
    """Run verbs in as many threads at the same moment; returns what each came to."""
    in_parallel = database.engine.dialect.name == "postgresql"

    async def run(*verbs):
        ready = Barrier(len(verbs) if in_parallel else 1)

        def start(verb, session):
            ready.wait(timeout=5)
            return verb(session)

        started = (database.transaction(partial(start, verb)) for verb in verbs)
        return await asyncio.gather(*started, return_exceptions=True)

    return run


def does(verb, name, *more):
    """Do what somebody's press does: name the proposal, which locks it, then act."""

    def act(session):
        me = a_person(session, name)
        return verb(session, proposal_for(session, me, 1, NOON), me, *more, NOON)

    return act


def agreed(session):
    one = Round(session, cco="dev").all_commit()
    one.act(say_unseen, "cleo", "December is full")
    one.closes()


def conditioned(session):
    one = Round(session).says("ben", "condition", "Sales lends us two people")
    one.all_commit("ada", "cleo", "dev").closes()
    decline(session, session.get_one(Commitment, (TEAM, 1)), one.people["ada"], "no", NOON)


def offered(session):
    one = disputed(session, cco="dev")
    one.act(offer_alternative, "ada", one.number("ben"), "with two more")


@pytest.mark.parametrize("_", TIMES)
async def test_two_leaders_write_an_outcome_and_one_of_them_stands(database, at_once, _):
    await database.transaction(agreed)
    yes, no = Outcome(State.ALIGNED, "Yes"), Outcome(State.NOT_ALIGNED, "No")

    results = await at_once(
        does(record_outcome, "ada", yes, "view:A"), does(record_outcome, "dev", no, "view:D")
    )

    assert sorted(type(each).__name__ for each in results) == ["OutcomeBefore", "Recorded"]


@pytest.mark.parametrize("_", TIMES)
async def test_the_same_form_twice_makes_each_promise_once(database, at_once, _):
    await database.transaction(agreed)
    yes = Outcome(State.ALIGNED, "Yes", promises="@me call Acme by friday\nsend it by monday")

    first, second = await at_once(*[does(record_outcome, "ada", yes, "view:A")] * 2)

    made = await database.transaction(lambda session: session.exec(select(Commitment)).all())
    assert first.made == second.made == [each.number for each in made]
    assert len(made) == 2


@pytest.mark.parametrize("_", TIMES)
async def test_a_dissenter_who_resolves_has_the_last_word_over_a_risk(database, at_once, _):
    await database.transaction(offered)

    def risk(session):
        ben, cleo = a_person(session, "ben").number, a_person(session, "cleo")
        return does(accept_as_risk, "dev", ben, cleo)(session)

    await at_once(does(resolve, "ben"), risk)

    state = await database.transaction(lambda session: session.exec(select(Dissent)).one().state)
    assert state is DissentState.RESOLVED


@pytest.mark.parametrize("_", TIMES)
async def test_two_clocks_maintain_a_dissent_once(database, at_once, _):
    await database.transaction(offered)
    later = working_days_later(NOON, 3)

    results = await at_once(*[lambda session: maintain_unanswered(session, later)] * 2)

    assert sorted(results) == [0, 1]


@pytest.mark.parametrize("_", TIMES)
async def test_two_clocks_ask_a_leader_again_once(database, at_once, _):
    await database.transaction(conditioned)

    results = await at_once(*[lambda session: look_after_conditions(session, NOON)] * 2)

    asked = select(Notice.key).where(Notice.kind == "stance.asked")
    keys = await database.transaction(lambda session: session.exec(asked).all())
    assert sum(results) >= 1
    assert len([key for key in keys if ":again:" in key]) == 1
