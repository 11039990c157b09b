"""Two at once: on PostgreSQL real threads meet; whoever is second sees what the first has done."""

import asyncio
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of
from bot.domain.commitments import lines
from bot.domain.commitments.acting import Filled, act
from bot.domain.commitments.filling import fill_begun, fill_new
from bot.domain.commitments.moving import hand_over, take_over
from bot.domain.commitments.offers import OfferAnswered, accept, look_after_offers, take_offer_back
from bot.domain.commitments.promising import promise
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.rights import commitment_for
from bot.domain.commitments.settling import NotOpen
from bot.domain.counters import next_number
from bot.domain.people import person_seen
from bot.domain.unfinished import FormKind, UnfinishedGone, leave_unfinished
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


def press(name, verb, *more, session, number=1):
    me = a_person(session, name)
    return verb(session, commitment_for(session, me, number), me, *more, NOON)


def pressed(name, verb, *more, number=1):
    return lambda session: press(name, verb, *more, session=session, number=number)


def acted(name, kind, **filled):
    return lambda session: act(session, a_person(session, name), kind, 1, Filled(**filled), NOON)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def story(session, number=1):
    return what_happened(session, session.get_one(Commitment, (TEAM, number)))


def numbers(session):
    return sorted(session.exec(select(Commitment.number)).all())


async def test_accepted_twice_at_once_it_is_accepted_once(at_once, prepared):
    await prepared(a_commitment, "ada", owner="ben")

    results = await at_once(*[pressed("ben", accept)] * 4)

    assert outcomes(results) == ["Commitment", *["OfferAnswered"] * 3]
    assert await prepared(story) == ["offered", "accepted"]


@pytest.mark.parametrize("_round", ROUNDS)
async def test_accepted_while_it_is_taken_back_one_of_them_holds(at_once, prepared, _round):
    await prepared(a_commitment, "ada", owner="ben")

    results = await at_once(pressed("ben", accept), pressed("ada", take_offer_back))

    refused = [result for result in results if isinstance(result, OfferAnswered)]
    assert len(refused) == 1
    assert len(await prepared(story)) == 2


async def test_done_twice_at_once_it_is_done_once(at_once, prepared):
    await prepared(a_commitment, "ada")

    results = await at_once(*[acted("ada", FormKind.DONE, text="proof")] * 4)

    assert sum(isinstance(result, NotOpen) for result in results) == 3
    assert await prepared(story) == ["made", "done"]


@pytest.mark.parametrize("_round", ROUNDS)
async def test_done_and_dropped_at_once_one_of_them_holds(at_once, prepared, _round):
    await prepared(a_commitment, "ada")

    results = await at_once(
        acted("ada", FormKind.DONE, text="proof"), acted("ada", FormKind.DROP, text="why")
    )

    assert sum(isinstance(result, NotOpen) for result in results) == 1


@pytest.mark.parametrize("_round", ROUNDS)
async def test_taken_over_while_it_is_done_it_has_one_owner(at_once, prepared, _round):
    await prepared(a_commitment, "ada")
    await prepared(
        pressed("ada", lambda s, c, me, now: hand_over(s, c, me, a_person(s, "ben"), now))
    )

    results = await at_once(pressed("ben", take_over), acted("ada", FormKind.DONE, text="proof"))

    refused = [type(result).__name__ for result in results if isinstance(result, Exception)]
    assert refused in (["NotYours"], ["HandoverOver"])
    assert len(await prepared(story)) == 3


async def test_the_same_line_at_once_is_one_promise(at_once, prepared):
    await prepared(a_person, "ada")
    line = "send the churn list by friday"

    def say(session):
        return lines.commit(session, a_person(session, "ada"), PUBLIC_SCENE, line, NOON)

    said = await at_once(*[say] * 4)

    assert {each.facts["number"] for each in said} == {1}
    assert await prepared(numbers) == [1]
    assert await prepared(next_number, TEAM, "commitment") == 2


async def test_the_same_form_at_once_is_one_promise(at_once, prepared):
    await prepared(a_person, "ada")

    def send(session):
        filled = Filled(text="send the churn list")
        return fill_new(session, a_person(session, "ada"), (filled, "view:V1"), NOON)

    said = await at_once(*[send] * 4)

    assert {each.facts["number"] for each in said} == {1}
    assert await prepared(next_number, TEAM, "commitment") == 2


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


async def test_different_promises_at_once_have_numbers_without_a_gap(at_once, prepared):
    for name in ("ada", "ben", "cleo", "dev"):
        await prepared(a_person, name)

    await at_once(
        *(
            partial(lambda name, s: a_commitment(s, name), name)
            for name in ("ada", "ben", "cleo", "dev")
        )
    )

    assert await prepared(numbers) == [1, 2, 3, 4]


async def test_a_person_seen_first_by_many_is_one_person(at_once, prepared):
    people = await at_once(*[lambda session: person_seen(session, TEAM, "UNEW")] * 4)

    assert {person.number for person in people} == {1}
    assert await prepared(next_number, TEAM, "person") == 2


async def test_areas_asked_for_first_by_many_are_there_once(at_once):
    found = await at_once(*[lambda session: areas_of(session, TEAM)] * 4)

    assert {len(areas) for areas in found} == {6}


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


async def test_whoever_is_second_reads_what_the_first_has_written(at_once, prepared):
    await prepared(a_commitment, "ada", owner="ben")

    results = await at_once(pressed("ben", accept), pressed("ben", accept))

    refused = next(result for result in results if isinstance(result, OfferAnswered))
    assert refused.facts == {"record": "C-1", "state": State.OPEN.value}
