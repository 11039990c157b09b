"""The message budget: one digest a day, on working mornings, only when something falls due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.commitments.keeping import follow_people
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.moving import move
from bot.domain.commitments.records import Rung
from bot.domain.commitments.settling import keep
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.history import Event
from bot.domain.notices import Notice, Place, home_key, promise
from bot.domain.notices import State as Outcome
from bot.domain.preferences import Reminders, change_preferences
from tests.factories import CAST, TEAM, a_commitment


def november(day):
    return date(2026, 11, day)


def december(day):
    return date(2026, 12, day)


@pytest.fixture
def promised(session, cast, now):
    """Ada promised something by Friday 20 November to nobody in particular."""
    return a_commitment(session, "ada", due_on=november(20), now=now)


def test_each_rung_is_said_once_each_on_its_morning_and_nothing_on_all_other_days(
    session, days, promised
):
    days.pass_by(november(10), december(31))

    assert days.said() == [
        (november(18), [("soon", 1)]),
        (november(20), [("today", 1)]),
        (november(23), [("late", 1)]),
        (november(25), [("late_again", 1)]),
        (november(27), [("late_still", 1)]),
    ]


def test_who_acts_for_somebody_sees_the_digest_on_their_home(session, days, promised, cast, now):
    deputy = {"deputy": cast["ben"].number}
    change_preferences(session, cast["ada"], Event(promised.owner, "deputy", now), **deputy)
    place = Place(person_id="UBEN", home=True)
    promise(session, TEAM, home_key("UBEN"), kind="home", place=place, now=days.at(november(10)))
    home = session.exec(select(Notice).where(Notice.key == home_key("UBEN"))).one()

    days.pass_by(november(17), november(18))

    session.refresh(home)
    assert home.wanted == 2


def test_a_digest_comes_when_work_begins_and_is_over_when_work_ends(session, days, promised):
    days.look(days.at(november(18), 8, 59))
    assert days.said() == []

    days.look(days.at(november(18), 9))

    notice = session.exec(select(Notice).where(Notice.kind == "digest")).one()
    assert notice.key == "digest:UADA:2026-11-18"
    assert (notice.due_at, notice.expires_at) == (
        days.at(november(18), 9),
        days.at(november(18), 18),
    )


def test_what_falls_due_on_one_day_is_one_digest(session, days, promised, now):
    for number in range(2, 5):
        a_commitment(session, "ada", what=f"call customer {number}", due_on=november(20), now=now)

    days.pass_by(november(18), november(18))

    assert days.said() == [(november(18), [("soon", number) for number in range(1, 5)])]


def test_a_digest_says_five_things_and_the_next_one_the_rest(session, days, promised, now):
    for number in range(2, 8):
        a_commitment(session, "ada", what=f"call customer {number}", due_on=november(20), now=now)

    days.pass_by(november(18), november(19))

    assert [len(items) for _, items in days.said()] == [5, 2]
    assert session.exec(select(Notice).where(Notice.kind == "digest")).first().facts["more"] == 2


def test_what_presses_most_comes_first(session, days, promised, now):
    a_commitment(session, "ada", what="call Acme again", due_on=november(18), now=now)

    days.pass_by(november(18), november(18))

    assert days.said() == [(november(18), [("today", 2), ("soon", 1)])]


def test_what_is_settled_before_the_morning_is_not_said(session, days, ada, promised, now):
    keep(session, promised, ada, "", now)

    days.pass_by(november(10), december(31))

    assert days.said() == []


@pytest.mark.parametrize("state", [Outcome.DEAD, Outcome.EXPIRED, Outcome.CANCELLED])
def test_a_digest_that_did_not_arrive_does_not_count(session, days, promised, state):
    days.pass_by(november(18), november(18), arrive=False)
    days.lose(state)
    days.pass_by(november(19), november(20))

    assert days.said() == [
        (november(18), [("soon", 1)]),
        (november(19), [("soon", 1)]),
        (november(20), [("today", 1)]),
    ]


@pytest.mark.parametrize("state", [Outcome.ASSUMED, Outcome.GONE])
def test_a_digest_that_may_have_arrived_counts(session, days, promised, state):
    days.pass_by(november(18), november(18), arrive=False)
    days.lose(state)
    days.pass_by(november(19), november(19))

    assert [day for day, _ in days.said()] == [november(18)]


def test_while_a_digest_is_on_its_way_nothing_of_it_is_said_again(session, days, promised):
    days.pass_by(november(18), november(19), arrive=False)

    assert [day for day, _ in days.said()] == [november(18)]


def test_after_two_weeks_of_silence_only_the_newest_rung_is_said(session, days, promised):
    days.look(days.at(december(3), 15))
    days.arrive()
    days.look(days.at(december(4)))

    assert days.said() == [(december(3), [("late", 1)])]


def test_a_digest_after_hours_waits_for_the_morning(session, days, promised):
    days.look(days.at(november(18), 18))
    assert days.said() == []

    days.look(days.at(november(19), 9))

    assert days.said() == [(november(19), [("soon", 1)])]


@pytest.mark.parametrize("hours", [1, 24, -1, -24])
def test_a_clock_that_steps_says_nothing_twice_and_loses_nothing(session, days, promised, hours):
    days.pass_by(november(18), november(18))
    step = timedelta(hours=hours)
    for hour in range(48):
        days.look(days.at(november(18), 10) + step + timedelta(hours=hour))
        days.arrive()
    days.pass_by(november(19), november(23))

    rungs = [items[0][0] for _, items in days.said()]
    assert rungs == ["soon", "today", "late"]


def test_whoever_wants_fewer_hears_on_the_day(session, days, ada, promised, now):
    fewer = Event(ada.number, "reminders", now)
    change_preferences(session, ada, fewer, reminders=Reminders.FEWER)
    plan_digest(session, ada, now)

    days.pass_by(november(10), november(20))

    assert days.said() == [(november(20), [("today", 1)])]


def test_whoever_left_hears_nothing_and_who_comes_back_does(session, days, ada, promised, now):
    ada.is_deactivated = True
    session.add(ada)
    days.pass_by(november(18), november(20))
    assert days.said() == []

    ada.is_deactivated = False
    session.add(ada)
    plan_digest(session, ada, days.at(november(21)))
    days.pass_by(november(21), november(23))

    assert days.said() == [(november(23), [("late", 1)])]


def test_another_date_begins_the_ladder_anew(session, days, ada, promised, now):
    days.pass_by(november(18), november(18))
    move(
        session, promised, ada, (november(27), None), "the file is late", days.at(november(18), 11)
    )
    days.pass_by(november(19), november(27))

    assert days.said()[1:] == [(november(25), [("soon", 1)]), (november(27), [("today", 1)])]


def test_a_zone_further_east_takes_effect_at_once(session, days, ada, promised):
    follow_people(session, TEAM, [replace(CAST["ada"], zone="Asia/Tokyo")])
    morning = days.at(november(18), 9)  # In Tokyo; in Berlin it is an hour after midnight.

    days.look(morning - timedelta(minutes=1))
    assert days.said() == []
    days.look(morning)

    assert days.said() == [(november(18), [("soon", 1)])]


def test_finding_nothing_due_looks_at_nobody(session, days, promised, now):
    assert people_due(session, now) == []
    assert compose_digests(session, [], now) == 0
    assert promised.rung is Rung.NONE
