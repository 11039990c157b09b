"""Going around the table: one after the other, a time box each, skipped seats come back."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.domain.calendar import zone_named
from bot.domain.hours import Hours
from bot.domain.notices import Notice
from bot.domain.proposals.delegating import name_delegate
from bot.domain.proposals.finding import round_of, waiting_for
from bot.domain.proposals.going_around import after_working_hours
from bot.domain.proposals.reminding import look_at_rounds, remind
from tests.domain.proposals.rounds_of import Round
from tests.domain.proposals.test_delegating import away

# Noon in New York: six in the evening in Berlin, nine in the morning in Los Angeles.
WEEK = Hours(zone_named("America/New_York"))


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "count", "expected"),
    [
        (at(24, 17), 4, at(24, 21)),  # Tuesday noon until four.
        (at(24, 21), 4, at(25, 16)),  # Two hours are left of that day, two come from the next.
        (at(24, 3), 4, at(24, 18)),  # At night the day begins at nine.
        (at(27, 22), 4, at(30, 17)),  # One on Friday, three on Monday.
        (at(24, 14), 18, at(25, 23)),  # Two whole days.
    ],
)
def test_a_time_box_is_of_working_hours(moment, count, expected):
    assert after_working_hours(WEEK, moment, count) == expected


def asked(one):
    """Return who was asked so far, each time in order: (person, why once more)."""
    one.session.flush()
    asks = one.session.exec(select(Notice).where(Notice.kind == "stance.asked").order_by(Notice.id))
    return [(each.person_id.removeprefix("U").lower(), each.facts.get("what", "")) for each in asks]


@pytest.fixture
def one(session):
    """Around the table in this order: Ada, Cleo, Dev; Ben is CCO and comes last."""
    return Round(
        session, cco="ben", is_around=True, seat_hours=4, until=at(24, 0).date().replace(day=30)
    )


def look(one, **span):
    one.later(**span)
    look_at_rounds(one.session, one.now)
    return asked(one)


def test_only_the_first_is_asked_at_first(one):
    assert asked(one) == [("ada", "")]


def test_once_somebody_has_spoken_the_next_is_asked(one):
    one.says("ada", "commit")
    assert asked(one) == [("ada", ""), ("cleo", "")]

    one.says("cleo", "dissent", "too early")
    assert asked(one)[-1] == ("dev", "")


def test_who_speaks_out_of_turn_is_heard_and_not_asked_again(one):
    one.says("cleo", "commit").says("ada", "commit")

    assert asked(one) == [("ada", ""), ("dev", "")]


def test_it_waits_for_somebody_from_their_turn_on(one, session):
    assert waiting_for(session, one.people["cleo"]) == []
    one.says("ada", "commit")

    assert waiting_for(session, one.people["cleo"]) == [one.proposal]


def test_a_senior_comes_last(one):
    one.all_commit("ada", "cleo", "dev")

    assert asked(one)[-1] == ("ben", "")


def test_within_the_time_box_nobody_else_is_asked(one):
    # Ada's day is over at noon in New York: her four hours begin the next morning, at eight UTC.
    assert look(one, hours=18) == [("ada", "")]


def test_after_the_time_box_the_turn_goes_on(one):
    assert look(one, hours=19, minutes=1) == [("ada", ""), ("cleo", "")]
    assert "passed_over" in one.story()


def test_skipped_seats_come_back_at_the_end(one):
    look(one, hours=19, minutes=1)
    one.all_commit("cleo", "dev", "ben")

    assert asked(one)[-1] == ("ada", "turn")


def test_the_second_time_nobody_is_held_up(one):
    for _ in range(100):
        look(one, hours=2)
    times = Counter(name for name, _ in asked(one))

    assert times == {"ada": 2, "cleo": 2, "dev": 2, "ben": 2}


def test_who_is_away_and_has_nobody_to_speak_is_passed_over_at_once(session, now):
    away(session, "ada", now)
    one = Round(session, is_around=True)

    assert [name for name, _ in asked(one)] == ["ben"]
    assert one.story()[-1] == "passed_over"


def test_who_speaks_for_somebody_away_is_asked_at_their_turn(session, now):
    away(session, "dev", now)
    one = Round(session, is_around=True)  # In this order: Ada, Ben, Cleo, Dev.
    one.act(name_delegate, "dev", one.people["ben"])

    one.all_commit("ada", "ben", "cleo")

    assert asked(one)[-2:] == [("dev", ""), ("ben", "")]


def test_only_who_had_their_turn_is_reminded(one):
    one.act(remind, "ada")

    assert asked(one)[1:] == [("ada", "reminded")]


def test_the_clock_looks_when_a_turn_ends(one):
    round_ = round_of(one.session, one.proposal)

    assert round_.next_nudge_at == at(25, 12)
    assert look(one, hours=18, minutes=59) == [("ada", "")]
