"""Two at the same moment, on PostgreSQL with real threads: one is first, the other is told."""

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of
from bot.domain.commitments.acting import Filled
from bot.domain.commitments.filling import fill_begun
from bot.domain.commitments.lines import commit
from bot.domain.commitments.moving import hand_over, take_over
from bot.domain.commitments.offers import accept, decline, take_offer_back
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.rights import commitment_for
from bot.domain.commitments.settling import drop, keep
from bot.domain.commitments.undoing import undo
from bot.domain.counters import Counter
from bot.domain.deliveries import is_first
from bot.domain.history import is_unbroken, story_of
from bot.domain.lines import Line
from bot.domain.people import Person, person_seen
from bot.domain.unfinished import FormKind, leave_unfinished
from tests.domain.conftest import ON_POSTGRESQL
from tests.factories import CAST, FRIDAY, PUBLIC_SCENE, TEAM, a_channel, a_commitment, a_person

AT_ONCE = 6

pytestmark = ON_POSTGRESQL


@pytest.fixture
def number(saved):
    """The number of an offer of Ada's to Ben."""

    def offer(session):
        a_channel(session)
        return a_commitment(session, "ada", owner="ben").number

    return saved(offer)


@pytest.fixture
def mine(saved):
    """The number of a promise of Ada's to Cleo."""
    return saved(lambda session: a_commitment(session, "ada", to="cleo").number)


def acting(verb, name, number, *given):
    """Return a press of a button: somebody looks the commitment up and does something."""

    def act(session):
        me = person_seen(session, TEAM, CAST[name].slack_id)
        return verb(session, commitment_for(session, me, number), me, *given).state

    return act


def story(saved, number):
    """Return what happened to a commitment, after looking at its chain."""

    def read(session):
        told = story_of(session, TEAM, NOUN, number)
        assert is_unbroken(told)
        assert len(told) == session.get_one(Commitment, (TEAM, number)).revision
        return [each.what for each in told]

    return saved(read)


def everything(saved, model):
    return saved(lambda session: session.exec(select(model)).all())


def refusals(outcomes):
    return [each for each in outcomes if isinstance(each, type)]


def test_accepted_twice_at_once_it_is_accepted_once(race, saved, number, now):
    outcomes = race(*[acting(accept, "ben", number, now)] * 2)

    assert outcomes.count(State.OPEN) == 1
    assert len(refusals(outcomes)) == 1
    assert story(saved, number) == ["offered", "accepted"]


def test_of_an_answer_and_taking_back_one_counts(race, saved, number, now):
    outcomes = race(
        acting(accept, "ben", number, now),
        acting(decline, "ben", number, "no time", now),
        acting(take_offer_back, "ada", number, now),
    )

    assert len(refusals(outcomes)) == 2
    assert len(story(saved, number)) == 2


def test_done_many_times_at_once_it_is_done_once(race, saved, mine, now):
    outcomes = race(*[acting(keep, "ada", mine, "https://crm/1", now)] * AT_ONCE)

    assert outcomes.count(State.DONE) == 1
    assert story(saved, mine) == ["made", "done"]
    assert len([each for each in everything(saved, Line) if each.kind == "commitment.told"]) == 2


def test_of_done_and_dropped_one_counts(race, saved, mine, now):
    outcomes = race(acting(keep, "ada", mine, "", now), acting(drop, "ada", mine, "no", now))

    assert len(refusals(outcomes)) == 1
    assert len(story(saved, mine)) == 2


def test_of_done_and_taken_over_one_owner_remains(race, saved, mine, now):
    saved(
        lambda session: hand_over(
            session,
            commitment_for(session, a_person(session, "ada"), mine),
            a_person(session, "ada"),
            a_person(session, "ben"),
            now,
        )
    )

    outcomes = race(acting(keep, "ada", mine, "", now), acting(take_over, "ben", mine, now))

    assert len(refusals(outcomes)) == 1
    assert len(story(saved, mine)) == 3


def test_undone_twice_at_once_it_is_undone_once(race, saved, mine, now):
    outcomes = race(*[acting(undo, "ada", mine, 1, now)] * 2)

    assert len(refusals(outcomes)) == 1
    assert story(saved, mine) == ["made", "undone"]


def test_the_same_line_typed_many_times_at_once_is_one_commitment(race, saved, now):
    saved(lambda session: a_person(session, "ada"))

    def typing(session):
        me = person_seen(session, TEAM, "UADA")
        return commit(session, me, PUBLIC_SCENE, "call every customer by friday", now)

    said = race(*[typing] * AT_ONCE)

    assert {each.facts["number"] for each in said} == {1}
    assert [each.last for each in everything(saved, Counter) if each.noun == NOUN] == [1]


def test_the_same_form_sent_many_times_at_once_makes_one_commitment(race, saved, now):
    def begin(session):
        ada = a_person(session, "ada")
        return leave_unfinished(session, ada, FormKind.PROMISE, "call Acme", {}, now).number

    sent = (saved(begin), Filled(text="call every customer", on=FRIDAY), "view:V1")

    def sending(session):
        return fill_begun(session, person_seen(session, TEAM, "UADA"), sent, now)

    said = race(*[sending] * AT_ONCE)

    assert {each.facts["number"] for each in said if not isinstance(each, type)} == {1}
    assert len(everything(saved, Commitment)) == 1


def test_one_delivery_that_comes_many_times_at_once_is_first_once(race, now):
    firsts = race(*[lambda session: is_first(session, TEAM, "trigger:1", now)] * AT_ONCE)

    assert sorted(firsts) == [False] * (AT_ONCE - 1) + [True]


def test_somebody_new_who_is_seen_many_times_at_once_is_one_person(race, saved):
    numbers = race(*[lambda session: person_seen(session, TEAM, "UNEW").number] * AT_ONCE)

    assert len(set(numbers)) == 1
    assert len(everything(saved, Person)) == 1


def test_the_preset_areas_are_made_once_however_many_ask(race):
    lists = race(*[lambda session: tuple(each.name for each in areas_of(session, TEAM))] * AT_ONCE)

    assert len(set(lists)) == 1


def test_many_promises_of_many_at_once_leave_no_gap(race, saved, now):
    saved(lambda session: [a_person(session, name) for name in ("ada", "ben", "cleo", "dev")])

    def typing(name):
        slack_id = CAST[name].slack_id
        return lambda session: commit(
            session, person_seen(session, TEAM, slack_id), PUBLIC_SCENE, "call Acme by friday", now
        )

    said = race(*map(typing, ("ada", "ben", "cleo", "dev")))

    assert sorted(each.facts["number"] for each in said) == [1, 2, 3, 4]
