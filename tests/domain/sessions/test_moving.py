"""The next session is skipped, moved, or brought back; the forum's days follow."""

from datetime import date, time, timedelta

import pytest

from bot.domain.answers import Kind
from bot.domain.forums.changing import end
from bot.domain.forums.finding import dates_of
from bot.domain.forums.records import change as change_forum
from bot.domain.forums.rights import NotYourForum
from bot.domain.history import Event, is_unbroken, story_of
from bot.domain.sessions.finding import NoSessionAhead, session_ahead
from bot.domain.sessions.moving import (
    AlreadyThen,
    BeyondTheNext,
    SessionInThePast,
    move_next,
    skip_next,
)
from bot.domain.sessions.occasions import upcoming_for
from bot.domain.sessions.planning import replan
from bot.domain.sessions.undoing import TooLateToUndo, undo
from tests.conftest import NOON
from tests.domain.sessions.living import (
    FIRST,
    SECOND,
    THIRD,
    a_forum,
    berlin,
    lives,
    outcomes,
    passes,
    said,
    sessions,
)
from tests.factories import TEAM, a_person

POST = berlin(27, month=11)


@pytest.fixture
def forum(session):
    return a_forum(session)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


def days(forum):
    return forum.next_on, forum.then_on


def test_a_started_forum_knows_its_next_two_days(session, forum):
    assert days(forum) == (FIRST, SECOND)
    assert outcomes(session) == [("2026-12-01", "ahead")]


def test_a_skipped_session_leaves_the_one_after_it_next(session, forum, ada):
    answer = skip_next(session, forum, ada, NOON)

    assert answer.kind is Kind.SESSION_MOVED
    assert days(forum) == (SECOND, THIRD)
    assert outcomes(session) == [("2026-12-01", "skipped"), ("2026-12-15", "ahead")]


def test_several_can_be_skipped_one_after_another(session, forum, ada):
    for _ in range(6):
        skip_next(session, forum, ada, NOON)

    assert session_ahead(session, forum, NOON).slot_on == FIRST + timedelta(days=6 * 14)


def test_nothing_is_said_of_a_session_that_was_skipped_before_its_post(session, forum, ada):
    skip_next(session, forum, ada, NOON)

    lives(session, POST, berlin(1), berlin(2))

    assert said(session) == []


def test_a_skip_can_be_undone_for_ten_minutes(session, forum, ada):
    skip_next(session, forum, ada, NOON)

    undo(session, forum, ada, FIRST, NOON + timedelta(minutes=10))

    assert days(forum) == (FIRST, SECOND)
    assert outcomes(session) == [("2026-12-01", "ahead"), ("2026-12-15", "void")]


def test_a_skip_that_is_older_stays(session, forum, ada):
    skip_next(session, forum, ada, NOON)

    with pytest.raises(TooLateToUndo):
        undo(session, forum, ada, FIRST, NOON + timedelta(minutes=11))


def test_a_move_can_be_undone_for_ten_minutes_whatever_the_clock_did(session, forum, ada):
    move_next(session, forum, ada, berlin(26, month=11).date(), time(14), NOON)
    passes(session, NOON)  # It is so near now that it is announced at once.

    for _ in range(2):
        answer = undo(session, forum, ada, FIRST, NOON + timedelta(minutes=10))

    one = session_ahead(session, forum, NOON)
    assert (one.starts_at, one.is_moved, days(forum)) == (berlin(1), False, (FIRST, SECOND))
    assert answer.facts["what"] == "moved_back"


@pytest.mark.parametrize("minutes", [11, 60])
def test_a_move_that_is_older_stays(session, forum, ada, minutes):
    answer = move_next(session, forum, ada, berlin(3).date(), time(14), NOON)
    assert answer.facts["can_undo"]

    with pytest.raises(TooLateToUndo):
        undo(session, forum, ada, FIRST, NOON + timedelta(minutes=minutes))


def test_a_move_from_a_time_that_has_come_meanwhile_stays(session, forum, ada):
    just_before = berlin(1, "09:58")
    lives(session, POST, berlin(30, "16:00", month=11))
    move_next(session, forum, ada, berlin(3).date(), time(14), just_before)

    with pytest.raises(TooLateToUndo):
        undo(session, forum, ada, FIRST, just_before + timedelta(minutes=5))


def test_a_moved_session_keeps_its_slot_and_its_forum_knows_the_day(session, forum, ada):
    move_next(session, forum, ada, berlin(3).date(), time(14), NOON)

    one = sessions(session)[0]
    assert (one.slot_on, one.held_on, one.starts_at) == (
        FIRST,
        berlin(3).date(),
        berlin(3, "14:00"),
    )
    assert one.ends_at - one.starts_at == timedelta(hours=1)
    assert days(forum) == (berlin(3).date(), SECOND)


def test_a_moved_session_stays_where_it_is_when_its_forum_changes(session, forum, ada):
    move_next(session, forum, ada, berlin(3).date(), None, NOON)
    change_forum(session, forum, Event(1, "changed", NOON), at=time(9))

    replan(session, forum, NOON)

    assert session_ahead(session, forum, NOON).starts_at == berlin(3)


def test_each_step_follows_the_new_time(session, forum, ada):
    passes(session, POST)
    move_next(session, forum, ada, berlin(3).date(), time(15), POST)

    lives(session, berlin(1), berlin(3, "13:00"), berlin(3, "15:00"))

    starts = [each for each in said(session) if not each.startswith("2026-12-15")]
    assert [each.split(":")[1] for each in starts] == ["post", "agenda", "start"]


@pytest.mark.parametrize(
    ("day", "at", "refusal"),
    [
        (berlin(24, month=11), time(9), SessionInThePast),
        (berlin(15), time(9), BeyondTheNext),
        (berlin(20), time(9), BeyondTheNext),
        (berlin(1), time(10), AlreadyThen),
        (berlin(1), None, AlreadyThen),
    ],
)
def test_a_time_that_cannot_be_is_refused(session, forum, ada, day, at, refusal):
    with pytest.raises(refusal):
        move_next(session, forum, ada, day.date(), at, NOON)


def test_who_does_not_lead_can_neither_skip_nor_move(session, forum):
    ben = a_person(session, "ben")

    with pytest.raises(NotYourForum):
        skip_next(session, forum, ben, NOON)
    with pytest.raises(NotYourForum):
        move_next(session, forum, ben, berlin(3).date(), None, NOON)


def test_without_a_session_ahead_there_is_nothing_to_skip(session, forum, ada):
    end(session, forum, ada, NOON)
    replan(session, forum, NOON)

    with pytest.raises(NoSessionAhead):
        skip_next(session, forum, ada, NOON)
    assert (days(forum), outcomes(session)) == ((None, None), [("2026-12-01", "void")])


def test_another_rhythm_calls_off_what_was_planned_and_back_again(session, forum):
    for rule, anchor in (("FREQ=WEEKLY;BYDAY=WE", berlin(2).date()), (forum.rule, FIRST)):
        change_forum(session, forum, Event(1, "changed", NOON), rule=rule, anchor_on=anchor)
        replan(session, forum, NOON)

    assert outcomes(session) == [
        ("2026-12-01", "ahead"),
        ("2026-12-02", "void"),
    ]


def test_another_hour_moves_what_was_planned(session, forum):
    change_forum(session, forum, Event(1, "changed", NOON), at=time(15), length=30)

    replan(session, forum, NOON)

    one = sessions(session)[0]
    assert (one.starts_at, one.ends_at) == (berlin(1, "15:00"), berlin(1, "15:30"))
    assert not one.is_moved


def test_who_is_asked_sees_when_their_forums_meet_soonest_first(session, forum, ada):
    a_forum(session, channel="CLATE", members=("ada", "dev"), anchor_on=SECOND)
    skip_next(session, forum, ada, NOON)
    skip_next(session, forum, ada, NOON)

    seen = upcoming_for(session, ada, NOON)

    assert [(each.forum.number, each.one.slot_on) for each in seen] == [(2, SECOND), (1, THIRD)]
    assert upcoming_for(session, a_person(session, "cleo"), NOON) == []


def test_planning_again_changes_nothing(session, forum):
    before = [(each.slot_on, each.revision) for each in sessions(session)]

    for _ in range(3):
        replan(session, forum, NOON)

    assert [(each.slot_on, each.revision) for each in sessions(session)] == before


def test_what_happens_to_a_session_is_a_chain(session, forum, ada):
    move_next(session, forum, ada, berlin(3).date(), None, NOON)
    skip_next(session, forum, ada, NOON)
    session.flush()

    story = story_of(session, TEAM, "session:2026-12-01", forum.number)

    assert is_unbroken(story)
    assert [each.what for each in story] == ["planned", "moved", "skipped"]


def test_three_dates_are_shown_however_many_were_skipped_before_them(session):
    forum, ada = a_forum(session), a_person(session, "ada")
    for _ in range(3):
        skip_next(session, forum, ada, NOON)

    days = [slot.held_on for slot in dates_of(forum, NOON)]

    assert days == [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]
