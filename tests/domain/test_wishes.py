"""What a person chooses about reminders holds at once, and each switch does something."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.history import is_unbroken, story_of
from bot.domain.notices import Notice, Place, home_key, promise
from bot.domain.preferences import NOUN, Reminders, deputy_of, hours_of, preferences_of
from bot.domain.wishes import DeputyCannot, DeputyIsMe, NoDays, NoHours, Wishes, change_wishes
from tests.conftest import NOON
from tests.factories import TEAM, a_commitment, a_person

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)  # 23:00 in Berlin.
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)


def choose(session, name="ada", **chosen):
    person = a_person(session, name)
    change_wishes(session, person, replace(Wishes(), **chosen), NOON)
    return person


def offer_at(session, moment):
    """Offer Ada something, and return when she hears of it."""
    a_commitment(session, "ben", owner="ada", now=moment)
    session.flush()
    return session.exec(select(Notice).where(Notice.kind == Kind.OFFER)).one().due_at


def test_without_a_choice_the_usual_hours_hold(session):
    hours = hours_of(session, a_person(session, "ada"))

    assert (hours.starts, hours.ends) == (time(9), time(18))
    assert hours.days == {0, 1, 2, 3, 4}


def test_hours_and_days_are_those_that_were_chosen(session):
    ada = choose(session, starts=time(7), ends=time(12), days=frozenset({5, 6}))

    hours = hours_of(session, ada)
    assert (hours.starts, hours.ends, hours.days) == (time(7), time(12), {5, 6})
    assert not hours.works_on(MONDAY)


@pytest.mark.parametrize("reminders", Reminders)
def test_how_many_reminders_is_kept(session, reminders):
    ada = choose(session, reminders=reminders)

    assert preferences_of(session, ada).reminders is reminders


def test_what_somebody_waits_for_comes_at_any_hour(session):
    choose(session, urgent_anytime=True)

    assert offer_at(session, NIGHT) == NIGHT


def test_or_it_waits_for_the_morning(session):
    choose(session, urgent_anytime=False)

    assert offer_at(session, NIGHT) == MORNING


def test_a_deputy_is_named_and_let_go(session):
    ben = a_person(session, "ben")

    assert deputy_of(session, choose(session, deputy="UBEN")) == ben
    assert deputy_of(session, choose(session)) is None


def test_a_deputy_who_left_no_longer_is_one(session):
    ada = choose(session, deputy="UBEN")
    a_person(session, "ben").is_deactivated = True

    assert deputy_of(session, ada) is None


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_only_a_colleague_can_act_for_somebody(session, name):
    deputy = a_person(session, name).slack_id

    with pytest.raises(DeputyCannot):
        choose(session, deputy=deputy)


def test_nobody_is_their_own_deputy(session):
    with pytest.raises(DeputyIsMe):
        choose(session, deputy="UADA")


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ({"days": frozenset()}, NoDays),
        ({"starts": time(18), "ends": time(9)}, NoHours),
        ({"starts": time(9), "ends": time(9)}, NoHours),
    ],
)
def test_a_week_has_a_day_and_a_day_has_hours(chosen, refusal):
    with pytest.raises(refusal):
        replace(Wishes(), **chosen)


def test_every_change_is_in_the_history_and_nothing_else(session):
    ada = choose(session, starts=time(8))
    choose(session, starts=time(8))
    choose(session, starts=time(7))
    session.flush()

    story = story_of(session, TEAM, NOUN, ada.number)
    assert is_unbroken(story)
    assert [each.facts["before"] for each in story] == [
        {"starts": "09:00:00"},
        {"starts": "08:00:00"},
    ]


def test_whoever_becomes_or_was_deputy_sees_it_on_their_home(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    homes = {each: a_home(session, each) for each in ("UBEN", "UCLEO")}

    choose(session, deputy="UBEN")
    assert [home.wanted for home in homes.values()] == [2, 1]

    choose(session, deputy="UCLEO")
    assert [home.wanted for home in homes.values()] == [3, 2]


def a_home(session, slack_id):
    place = Place(person_id=slack_id, home=True)
    promise(session, TEAM, home_key(slack_id), kind=Kind.HOME, place=place, now=NOON)
    return session.exec(select(Notice).where(Notice.key == home_key(slack_id))).one()
