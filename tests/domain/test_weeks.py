"""A forum's Monday post: when it comes, what is in it, and when there is none."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.calendar import DAY
from bot.domain.channels import Posting
from bot.domain.commitments.settling import keep
from bot.domain.forums.mondays import next_week
from bot.domain.forums.records import State
from bot.domain.issues.owning import own
from bot.domain.notices import Notice
from bot.domain.scenes import Scene
from bot.domain.weeks import look_at_weeks, week_of
from tests.conftest import NOON
from tests.domain.sessions.living import a_forum, berlin
from tests.factories import OPS, a_channel, a_commitment, a_person, an_issue

MONDAY = date(2026, 11, 30)
AT = berlin(30, "10:00", month=11)
HOUR = timedelta(hours=1)
PRIVATE = Scene(channel_id=OPS, posting=Posting.POSTED, is_private=True)


@pytest.fixture
def forum(session):
    forum = a_forum(session)
    look(session, NOON)
    return forum


def look(session, now):
    session.flush()
    while look_at_weeks(session, now):
        session.flush()
    session.expire_all()


def posts(session):
    session.flush()
    return session.exec(select(Notice).where(Notice.kind == Kind.WEEK)).all()


def test_it_comes_on_monday_at_ten_by_the_forum(session, forum):
    a_commitment(session, due_on=MONDAY + DAY * 2)

    look(session, AT - timedelta(seconds=1))
    assert posts(session) == []
    look(session, AT)

    assert [(post.channel_id, post.due_at) for post in posts(session)] == [(OPS, AT)]


def test_each_week_has_one_whatever_the_clock_does(session, forum):
    a_commitment(session, due_on=MONDAY + DAY * 2)

    for now in (AT, AT + HOUR, AT - DAY, AT, AT + DAY):
        look(session, now)

    assert len(posts(session)) == 1


def test_with_nothing_to_say_there_is_none(session, forum):
    a_commitment(session, due_on=MONDAY + DAY * 9)

    look(session, AT)

    assert posts(session) == []
    assert forum.next_week_at == AT + DAY * 7


@pytest.mark.parametrize(("late", "is_said"), [(HOUR * 23, True), (HOUR * 25, False)])
def test_after_a_day_down_the_next_monday_comes_anyway(session, forum, late, is_said):
    a_commitment(session, due_on=MONDAY + DAY * 4)

    look(session, AT + late)

    assert len(posts(session)) == is_said
    assert forum.next_week_at == AT + DAY * 7


@pytest.mark.parametrize("state", [State.PAUSED, State.HELD, State.ENDED])
def test_a_forum_that_does_not_meet_says_nothing(session, forum, state):
    a_commitment(session, due_on=MONDAY + DAY * 2)
    forum.state = state

    look(session, AT)

    assert posts(session) == []


def test_a_holiday_moves_it_to_the_first_working_day(session):
    forum = a_forum(session, country="DE")

    assert next_week(forum, berlin(31, month=12)) == berlin(4).replace(year=2027, month=1)
    assert next_week(forum, berlin(25).replace(year=2027, month=3)) == berlin(30).replace(
        year=2027, month=3
    )


def test_it_tells_what_is_due_here_and_what_was_kept(session, forum):
    ada = a_person(session, "ada")
    due = a_commitment(session, what="due", due_on=MONDAY + DAY * 4)
    kept = a_commitment(session, what="kept", due_on=MONDAY - DAY * 3)
    keep(session, kept, ada, "", NOON)
    a_commitment(session, what="elsewhere", due_on=MONDAY, scene=Scene(channel_id="COTHER"))

    week = week_of(session, forum, MONDAY, AT)

    assert [each.commitment.number for each in week.due] == [due.number]
    assert [each.commitment.number for each in week.kept] == [kept.number]


def test_a_date_that_passed_is_nobodys_to_read_here(session, forum):
    a_commitment(session, due_on=MONDAY)

    assert week_of(session, forum, MONDAY + DAY, AT + DAY).is_empty


def test_what_was_done_late_is_not_called_kept(session, forum):
    late = a_commitment(session, due_on=date(2026, 11, 24))
    keep(session, late, a_person(session, "ada"), "", NOON + DAY)

    assert week_of(session, forum, MONDAY, AT).is_empty


def test_what_was_said_in_private_stays_there(session, forum):
    a_commitment(session, due_on=MONDAY + DAY, scene=PRIVATE)
    assert week_of(session, forum, MONDAY, AT).is_empty

    a_channel(session, kind="private")

    assert len(week_of(session, forum, MONDAY, AT).due) == 1


def test_it_names_the_three_issues_from_here_that_stand_longest(session, forum):
    for days in (20, 9, 8, 10, 3):
        an_issue(session, what=f"{days} days", now=AT - DAY * days)
    an_issue(session, what="elsewhere", now=AT - DAY * 20, scene=Scene(channel_id="CX"))

    stuck = week_of(session, forum, MONDAY, AT).stuck

    assert [(each.what, each.days) for each in stuck] == [
        ("20 days", 20),
        ("10 days", 10),
        ("9 days", 9),
    ]


def test_what_somebody_owns_is_named_after_they_have_heard_of_it(session, forum):
    issue = own(session, an_issue(session, now=NOON), a_person(session, "ada"), NOON)
    assert week_of(session, forum, MONDAY, NOON + DAY * 15).stuck == []

    [stuck] = week_of(session, forum, MONDAY, NOON + DAY * 17).stuck

    assert stuck.issue is issue
