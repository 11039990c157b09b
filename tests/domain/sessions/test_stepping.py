"""The steps of a session by the clock: each once, at its time; what is too old is passed over."""

from datetime import timedelta

import pytest

from bot.domain.forums.records import State
from bot.domain.forums.records import change as change_forum
from bot.domain.history import Event
from bot.domain.notices import Urgency
from bot.domain.people import Profile, learn_people
from bot.domain.preferences import Preferences
from bot.domain.sessions.planning import replan
from bot.domain.sessions.records import Outcome, Step
from tests.conftest import NOON
from tests.domain.sessions.living import (
    a_forum,
    berlin,
    brief,
    lives,
    notice,
    outcomes,
    passes,
    said,
    sessions,
)
from tests.factories import TEAM

POST, AGENDA, START = berlin(27, month=11), berlin(30, "16:00", month=11), berlin(1)
ASK = berlin(1, "11:30")
CHASE, GIVE_UP = berlin(2, "09:00"), berlin(3, "09:00")
FIRST = "2026-12-01"
A_SECOND = timedelta(seconds=1)


def pause(session, forum, now, state=State.PAUSED):
    change_forum(session, forum, Event(1, "paused", now), state=state)
    replan(session, forum, now)


def test_nothing_is_said_before_its_time(session):
    a_forum(session)

    passes(session, POST - A_SECOND)

    assert said(session) == []


@pytest.mark.parametrize(
    ("moment", "what"),
    [
        (POST, ["post"]),
        (AGENDA, ["post", "agenda"]),
        (START, ["post", "agenda", "start"]),
        (ASK, ["post", "agenda", "start", "asked"]),
        (CHASE, ["post", "agenda", "start", "asked", "chased"]),
    ],
)
def test_each_step_is_said_once_at_its_time(session, moment, what):
    a_forum(session)
    times = [POST, AGENDA, START, ASK, CHASE]

    for each in times[: times.index(moment) + 1]:
        lives(session, each - A_SECOND, each, each + A_SECOND, each + timedelta(minutes=5))

    assert said(session, FIRST) == [f"{FIRST}:{each}" for each in what]


def test_what_is_said_knows_when_it_was_due_and_when_it_is_too_late(session):
    a_forum(session)

    passes(session, POST + timedelta(minutes=30))

    post = notice(session, f"{FIRST}:post")
    assert (post.due_at, post.expires_at) == (POST, POST + timedelta(days=1))
    assert post.urgency == Urgency.FORUM


def test_agenda_and_start_stand_below_the_post_and_in_the_channel(session):
    a_forum(session)

    lives(session, POST, AGENDA, START)

    for what in ("agenda", "start"):
        reply = notice(session, f"{FIRST}:{what}")
        assert (reply.thread_of, reply.broadcast) == (f"session:F-1:{FIRST}:post", True)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("10:29", berlin(30, "16:00", month=11)),
        ("10:30", berlin(1, "08:30")),
        ("15:00", berlin(1, "13:00")),
    ],
)
def test_the_agenda_comes_two_hours_before_but_never_before_half_past_eight(session, at, due):
    a_forum(session, at=berlin(1, at).time())

    passes(session, POST)

    assert sessions(session)[0].next_at == due


def test_public_holidays_are_no_working_days_before(session):
    a_forum(session, country="DE", rule="FREQ=WEEKLY;BYDAY=MO", anchor_on=berlin(28).date())

    assert sessions(session)[0].next_at == berlin(23)


def test_the_leader_is_asked_within_their_own_hours(session):
    a_forum(session, by="ben", at=berlin(1, "18:00").time())

    lives(session, POST, berlin(1, "16:00"), berlin(1, "18:00"))

    assert sessions(session)[0].next_at == berlin(1, "19:30")  # Half past one in New York.


def test_who_is_away_is_not_asked_when_somebody_else_leads_too(session):
    forum = a_forum(session, deputy="ben")
    day = berlin(1).date()
    session.add(Preferences(team_id=TEAM, person=forum.facilitator, away_until=day))

    lives(session, POST, AGENDA, START, berlin(1, "15:00"))

    assert notice(session, f"{FIRST}:asked").person_id == "UBEN"


def test_nobody_asks_for_a_session_that_nobody_leads(session):
    a_forum(session)
    learn_people(session, TEAM, [Profile("UADA", "Ada Lind", is_deactivated=True)])

    lives(session, POST, AGENDA, START, berlin(1, "17:00"))

    assert said(session, "asked") == []


def test_a_session_that_nobody_recorded_is_chased_once_and_then_the_cco_reads_of_it(session):
    a_forum(session)

    lives(session, POST, AGENDA, START, ASK, CHASE, GIVE_UP - A_SECOND)
    before = brief(session)
    lives(session, GIVE_UP, GIVE_UP + timedelta(days=3))

    first = sessions(session)[0]
    assert (before, brief(session)) == ([], ["session_unrecorded"])
    assert (first.outcome, first.step, first.next_at) == (Outcome.UNRECORDED, Step.CLOSED, None)


def test_with_its_start_the_next_is_planned(session):
    forum = a_forum(session)

    lives(session, POST, AGENDA, START)

    assert [each.slot_on.isoformat() for each in sessions(session)] == [FIRST, "2026-12-15"]
    assert (forum.next_on.isoformat(), forum.then_on.isoformat()) == ("2026-12-15", "2026-12-29")


@pytest.mark.parametrize("late", [timedelta(hours=1), timedelta(hours=23, minutes=59)])
def test_a_step_that_is_late_by_less_than_a_day_is_still_taken(session, late):
    a_forum(session)

    passes(session, POST + late)

    assert said(session) == [f"{FIRST}:post"]
    assert brief(session) == []


def test_a_step_that_is_a_day_late_is_passed_over_and_the_cco_reads_of_it_once(session):
    a_forum(session)

    lives(session, POST + timedelta(days=1), POST + timedelta(days=2))

    assert said(session) == []
    assert brief(session) == ["session_passed"]
    assert sessions(session)[0].step is Step.POSTED


def test_after_a_passed_over_post_the_agenda_brings_one(session):
    a_forum(session)

    lives(session, POST + timedelta(days=1), AGENDA)

    assert said(session) == [f"{FIRST}:post", f"{FIRST}:agenda"]
    assert notice(session, f"{FIRST}:post").due_at == AGENDA


def test_of_several_steps_gone_by_the_newest_alone_speaks(session):
    a_forum(session)

    passes(session, START + timedelta(minutes=20))

    assert said(session) == [f"{FIRST}:post", f"{FIRST}:start"]


def test_after_three_days_of_silence_a_session_in_them_is_over_and_told_once(session):
    a_forum(session)

    lives(session, POST, berlin(4))

    assert said(session) == [f"{FIRST}:post"]
    assert outcomes(session) == [(FIRST, "passed"), ("2026-12-15", "ahead")]
    assert brief(session) == ["session_passed"]


def test_after_months_of_silence_each_session_is_decided_once_without_a_flood(session):
    a_forum(session, rule="FREQ=WEEKLY;BYDAY=TU")

    lives(session, POST, berlin(30), berlin(30) + A_SECOND)

    assert [what for _, what in outcomes(session)] == ["passed"] * 4 + ["ahead"] * 2
    assert said(session) == [f"{FIRST}:post", "2026-12-29:asked"]
    assert brief(session) == ["session_passed"] * 2


def test_a_session_that_began_while_we_were_away_is_still_asked_about(session):
    a_forum(session)

    lives(session, POST, AGENDA, ASK + timedelta(hours=3))

    assert said(session) == [f"{FIRST}:{what}" for what in ("post", "agenda", "asked")]


@pytest.mark.parametrize("state", [State.PAUSED, State.HELD])
def test_a_forum_that_does_not_meet_is_silent_and_its_session_recorded_as_passed(session, state):
    forum = a_forum(session)
    pause(session, forum, NOON, state)

    lives(session, POST, AGENDA, START, ASK)

    assert said(session) == []
    assert outcomes(session) == [(FIRST, "passed")]
    assert brief(session) == []


def test_a_pause_that_ends_in_time_costs_only_what_lay_in_it(session):
    forum = a_forum(session)
    pause(session, forum, NOON)
    passes(session, POST)

    pause(session, forum, POST + timedelta(days=1), State.ACTIVE)
    passes(session, AGENDA)

    assert said(session) == [f"{FIRST}:post", f"{FIRST}:agenda"]


def test_what_took_place_is_asked_about_although_the_forum_was_paused_then(session):
    forum = a_forum(session)
    lives(session, POST, AGENDA, START)
    pause(session, forum, START + timedelta(minutes=50))

    passes(session, ASK)

    assert said(session, "asked") == [f"{FIRST}:asked"]


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_repeats_nothing_and_loses_nothing(session, step):
    forum = a_forum(session)
    lives(session, POST, AGENDA, START)

    replan(session, forum, START - step)
    lives(session, START - step, POST, START, ASK, berlin(11))

    assert [each.slot_on.isoformat() for each in sessions(session)] == [FIRST, "2026-12-15"]
    assert said(session) == [
        *(f"{FIRST}:{what}" for what in ("post", "agenda", "start", "asked")),
        "2026-12-15:post",
    ]


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_forward_and_back_says_each_thing_once(session, step):
    a_forum(session)

    for moment in (POST, AGENDA, START, ASK):
        lives(session, moment - step / 2, moment - step / 2 + step, moment)

    assert len(said(session, FIRST)) == len(set(said(session, FIRST)))
    assert [each for each in outcomes(session) if each[0] == FIRST] == [(FIRST, "ahead")]
