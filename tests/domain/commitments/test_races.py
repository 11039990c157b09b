"""Two at once: on PostgreSQL real threads meet; whoever is second sees what the first has done."""

import asyncio
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import select

from bot.domain.commitments.acting import Filled
from bot.domain.commitments.filling import fill_begun
from bot.domain.commitments.offers import look_after_offers
from bot.domain.commitments.promising import promise
from bot.domain.commitments.records import Commitment
from bot.domain.unfinished import (
    KEPT_FOR,
    FormKind,
    UnfinishedGone,
    forget_unfinished,
    leave_unfinished,
)
from tests.factories import (
    NOON,
    PUBLIC_SCENE,
    TEAM,
    a_commitment,
    a_person,
    what_happened,
    working_days_later,
)

ROUNDS = range(3)


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


@pytest.fixture
def prepared(database):
    """Do something beforehand, saved."""
    return database.transaction


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def story(session, number=1):
    return what_happened(session, session.get_one(Commitment, (TEAM, number)))


def numbers(session):
    return sorted(session.exec(select(Commitment.number)).all())


@pytest.mark.parametrize("_round", ROUNDS)
async def test_a_begun_form_at_once_is_one_promise(at_once, prepared, _round):
    def begin(session):
        return promise(session, a_person(session, "ada"), PUBLIC_SCENE, "call acme", NOON)

    def send(session):
        filled = Filled(text="send the churn list")
        return fill_begun(session, a_person(session, "ada"), (1, filled, "view:V1"), NOON)

    await prepared(begin)
    said = await at_once(send, send)

    made = [each for each in said if not isinstance(each, UnfinishedGone)]
    assert {each.facts["number"] for each in made} == {1}
    assert await prepared(numbers) == [1]


@pytest.mark.parametrize("_round", ROUNDS)
async def test_two_clocks_tell_of_a_silent_offer_once(at_once, prepared, _round):
    await prepared(a_commitment, "ada", owner="ben")
    later = working_days_later(NOON, 3)

    await at_once(*[lambda session: look_after_offers(session, later)] * 2)

    assert await prepared(story) == ["offered", "unanswered"]


async def test_what_is_left_unfinished_at_once_is_all_kept(at_once, prepared):
    await prepared(a_person, "ada")

    def leave(session):
        me = a_person(session, "ada")
        return leave_unfinished(session, me, FormKind.PROMISE, "call acme", {}, NOON).number

    assert sorted(await at_once(*[leave] * 4)) == [1, 2, 3, 4]


async def test_two_clocks_forget_what_is_old_once(at_once, prepared):
    def leave(session):
        me = a_person(session, "ada")
        leave_unfinished(session, me, FormKind.PROMISE, "call acme", {}, NOON)

    await prepared(leave)
    forgotten = await at_once(*[lambda session: forget_unfinished(session, NOON + KEPT_FOR)] * 2)

    assert sorted(forgotten) == [0, 1]


async def test_a_refused_promise_leaves_no_gap(at_once, prepared):
    for name in ("ada", "robo"):
        await prepared(a_person, name)

    results = await at_once(
        lambda session: a_commitment(session, "ada"),
        lambda session: a_commitment(session, "ada", owner="robo"),
        lambda session: a_commitment(session, "ada", what="another promise"),
    )

    assert outcomes(results) == ["Commitment", "Commitment", "NoOwner"]
    assert await prepared(numbers) == [1, 2]
