"""Shoutouts: on Friday, each win once, unsung areas first, silent rather than empty."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.domain.administering import NotAdministering
from bot.domain.answers import Kind
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.notices import Notice, State
from bot.domain.wins import changing
from bot.domain.wins.channel import BadChannel, choose_channel, next_shoutout
from bot.domain.wins.records import State as Stage
from bot.domain.wins.records import Win, WinsChannel
from bot.domain.wins.shoutouts import look_at_shoutouts, to_be_told, wins_of
from bot.domain.wins.telling import PER_POST
from tests.conftest import NOON
from tests.domain.wins.telling import WINS, a_win, a_wins_channel, in_area
from tests.factories import OPS, TEAM, a_channel, a_person

FRIDAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)  # 15:00 in Berlin.
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


@pytest.fixture
def channel(session):
    return a_wins_channel(session)


def look(session, now):
    session.flush()
    while look_at_shoutouts(session, now):
        session.flush()
    session.expire_all()


def posts(session):
    session.flush()
    said = select(Notice).where(Notice.kind == Kind.SHOUTOUT).order_by(col(Notice.id))
    return session.exec(said).all()


def brief(session):
    session.flush()
    return [line.kind for line in waiting_lines(session, TEAM, BRIEF)]


def test_it_comes_on_friday_at_three_and_once(session, channel):
    a_win(session)

    look(session, AT - timedelta(seconds=1))
    assert posts(session) == []
    for now in (AT, AT, AT + HOUR, AT - HOUR, AT + WEEK):
        look(session, now)

    assert [(each.channel_id, each.key) for each in posts(session)] == [
        (WINS, "shoutout:2026-11-27")
    ]
    assert session.exec(select(Win)).one().state is Stage.TOLD


def test_unsung_areas_come_first_and_the_newest_first_in_each(session, channel):
    sales, service = in_area(session, "ben", "Sales"), in_area(session, "cleo", "Service")
    a_win(session, "ben", story="told last week already")
    look(session, AT)
    later = AT + timedelta(days=1)
    for place, name in enumerate(["ben", "cleo", "ben", "cleo"]):
        story = f"story number {place} of ours"
        a_win(session, name, story=story, now=later + HOUR * place)

    told = to_be_told(session, TEAM, later + WEEK / 2)

    assert [each.area for each in told] == [service, service, sales, sales]
    assert [each.number for each in told] == [5, 3, 4, 2]


def test_sixty_wins_are_pages_in_one_thread(session, channel):
    for place in range(60):
        a_win(session, story=f"story number {place} of ours")

    look(session, AT)

    first, *others = posts(session)
    assert len(others) == 9
    assert {each.thread_of for each in others} == {first.key}
    pages = [wins_of(session, TEAM, FRIDAY, page) for page in range(1, 11)]
    assert max(map(len, pages)) == PER_POST
    assert sorted(win.number for page in pages for win in page) == list(range(1, 61))


def test_silent_rather_than_empty_and_the_cco_hears_after_two_weeks(session, channel):
    look(session, AT)
    assert (posts(session), brief(session)) == ([], [])

    look(session, AT + WEEK)
    assert brief(session) == ["wins_silent"]
    look(session, AT + WEEK * 2)

    assert (posts(session), brief(session)) == ([], ["wins_silent"])


def test_after_a_win_two_silent_weeks_are_told_again(session, channel):
    look(session, AT)
    look(session, AT + WEEK)
    a_win(session, now=AT + WEEK)
    for weeks in (2, 3, 4):
        look(session, AT + WEEK * weeks)

    assert brief(session) == ["wins_silent", "wins_silent"]


@pytest.mark.parametrize("gone", [{"is_archived": True}, {"is_external": True}])
def test_a_channel_that_cannot_be_written_to_holds_them(session, channel, gone):
    a_win(session)
    a_channel(session, WINS, name="wins", **gone)

    look(session, AT)
    look(session, AT + WEEK)
    assert (posts(session), brief(session)) == ([], ["wins_held"])

    a_channel(session, WINS, name="wins")
    look(session, AT + WEEK * 2)
    assert [each.key for each in posts(session)] == ["shoutout:2026-12-11"]


def test_what_is_a_day_late_goes_with_the_next(session, channel):
    a_win(session)

    look(session, AT + timedelta(hours=25))
    assert posts(session) == []
    look(session, AT + WEEK)

    assert [each.key for each in posts(session)] == ["shoutout:2026-12-04"]


def test_hours_late_it_is_said_all_the_same(session, channel):
    a_win(session)

    look(session, AT + HOUR * 5)

    assert [each.due_at for each in posts(session)] == [AT]  # From which it is known to be late.


def test_what_never_arrived_is_told_by_the_next(session, channel):
    for place in range(PER_POST + 1):
        a_win(session, story=f"story number {place} of ours")
    look(session, AT)
    for notice in posts(session):
        notice.state = State.DEAD if notice.thread_of == "" else State.READY
    session.flush()

    look(session, AT + WEEK)

    again = [each for each in posts(session) if each.key.startswith("shoutout:2026-12-04")]
    assert len(again) == 2
    assert {win.told_in for win in session.exec(select(Win))} == {FRIDAY + WEEK}


def test_private_wins_and_those_without_a_yes_are_not_told(session, channel):
    a_win(session, story="Acme renewed for two years", customer="Acme")

    look(session, AT)

    assert posts(session) == []


def test_taken_back_it_leaves_the_message(session, channel):
    win = a_win(session)
    look(session, AT)
    [post] = posts(session)
    wanted = post.wanted

    changing.withdraw(session, session.merge(win), a_person(session, "ben"), AT + HOUR)
    session.flush()
    session.expire_all()

    assert posts(session)[0].wanted == wanted + 1
    assert wins_of(session, TEAM, FRIDAY, 1) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-28T12:00", "2026-04-03T13:00"),  # Berlin has summer time from the 29th.
        ("2026-03-26T12:00", "2026-03-27T14:00"),
        ("2026-10-24T12:00", "2026-10-30T14:00"),  # And none from the 25th of October.
        ("2026-10-23T13:00", "2026-10-30T14:00"),
    ],
)
def test_three_in_the_afternoon_is_three_whatever_the_clocks_do(now, due):
    channel = WinsChannel(team_id=TEAM, channel_id=WINS, zone="Europe/Berlin")
    moment = datetime.fromisoformat(f"{now}+00:00")

    assert next_shoutout(channel, moment) == datetime.fromisoformat(f"{due}+00:00")


def test_the_hour_moved_on_the_day_makes_no_second_one(session, channel):
    a_win(session)
    look(session, AT)
    a_win(session, story="another story of ours", now=AT)
    channel = session.get_one(WinsChannel, TEAM)
    channel.next_at = AT + HOUR

    look(session, AT + HOUR)
    assert len(posts(session)) == 1
    look(session, AT + WEEK)

    assert len(posts(session)) == 2


def test_only_the_cco_or_an_administrator_chooses_the_channel(session, channel):
    with pytest.raises(NotAdministering):
        choose_channel(session, a_person(session, "ben"), OPS, NOON)


def test_a_channel_of_others_is_refused(session, channel):
    a_channel(session, "CSHARED", is_external=True)

    with pytest.raises(BadChannel):
        choose_channel(session, a_person(session, "ada"), "CSHARED", NOON)
