"""What others hear of a commitment: in the end whom it was promised to, the sponsor, the agenda."""

from datetime import date

import pytest

from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.moving import move
from bot.domain.commitments.records import Rung
from bot.domain.commitments.settling import keep
from bot.domain.commitments.snoozing import snooze
from bot.domain.forums.records import Forum
from bot.domain.history import Event, is_unbroken, story_of
from bot.domain.lines import agenda_of, waiting_lines
from bot.domain.preferences import change_preferences
from bot.domain.recurrence import OnHoliday
from bot.domain.roles import appoint_cco
from tests.factories import OPS, TEAM, a_commitment


def november(day):
    return date(2026, 11, day)


def december(day):
    return date(2026, 12, day)


@pytest.fixture
def sponsored(session, cast):
    """Ada and Ben work in Sales, which Ben leads."""
    sales = next(area for area in areas_of(session, TEAM) if area.name == "Sales")
    sales.leader = cast["ben"].number
    session.add(sales)
    for name in ("ada", "ben"):
        join_area(session, cast[name], sales.number)
    return sales


@pytest.fixture
def promised(session, sponsored, now):
    """Ada promised Cleo something by Friday 20 November."""
    return a_commitment(session, "ada", to="cleo", due_on=november(20), now=now)


@pytest.fixture
def forum(session, cast, now):
    forum = Forum(
        team_id=TEAM,
        number=1,
        channel_id=OPS,
        maker=cast["ada"].number,
        facilitator=cast["ada"].number,
        rule="FREQ=WEEKLY;BYDAY=TU",
        anchor_on=november(3),
        at=now.time(),
        zone="Europe/Berlin",
        on_holiday=OnHoliday.AFTER,
        made_at=now,
    )
    session.add(forum)
    session.flush()
    return forum


OVERDUE = [("overdue", 1)]


def test_who_waits_and_the_sponsor_hear_the_day_after_its_owner_was_warned(
    session, days, cast, promised
):
    days.pass_by(november(10), december(31))

    assert days.said()[-1] == (december(1), [("warned", 1)])
    assert days.said(cast["cleo"]) == [(december(2), OVERDUE)]
    assert days.said(cast["ben"]) == [(december(2), OVERDUE)]


def test_a_warning_says_when_others_will_hear(session, days, promised):
    days.pass_by(november(10), december(1))

    digest = list(session.exec(days._digests()))[-1]
    assert digest.facts["items"][0]["tell_on"] == "2026-12-02"


def test_one_person_in_two_roles_hears_once(session, days, cast, sponsored, now):
    a_commitment(session, "ada", to="ben", due_on=november(20), now=now)

    days.pass_by(november(10), december(31))

    assert days.said(cast["ben"]) == [(december(2), OVERDUE)]


def test_a_leader_s_sponsor_is_the_cco(session, days, cast, sponsored, now):
    appoint_cco(session, cast["dev"], now)
    a_commitment(session, "ben", due_on=november(20), now=now)

    days.pass_by(november(10), december(31))

    assert [items for _, items in days.said(cast["dev"])] == [OVERDUE]
    assert days.said(cast["ada"]) == []


def test_who_left_is_told_nothing(session, days, cast, promised):
    cast["cleo"].is_deactivated = True
    session.add(cast["cleo"])

    days.pass_by(november(10), december(31))

    assert days.said(cast["cleo"]) == []
    assert days.said(cast["ben"]) == [(december(2), OVERDUE)]


@pytest.mark.parametrize("on", [december(1), december(2)])
def test_nobody_else_hears_of_what_is_settled_or_moved_before(
    session, days, cast, ada, promised, on
):
    days.pass_by(november(10), december(1))
    days.look(days.at(on, 8))
    if on == december(1):
        keep(session, promised, ada, "", days.at(on, 17))
    else:
        move(session, promised, ada, (december(18), None), "the file is late", days.at(on, 8))
    days.pass_by(december(2), december(11))

    assert days.said(cast["cleo"]) == []
    assert days.said(cast["ben"]) == []


def test_what_is_settled_before_the_reader_s_morning_is_not_passed_on(
    session, days, cast, ada, promised
):
    days.pass_by(november(10), december(1))
    days.look(days.at(december(2)))  # Nine in Berlin, and night where Cleo and Ben live.
    keep(session, promised, ada, "", days.at(december(2), 10))
    days.pass_by(december(3), december(11))

    assert days.said(cast["cleo"]) == []


def test_a_warning_that_never_arrived_tells_nobody(session, days, cast, promised):
    days.pass_by(november(10), november(30))
    days.look(days.at(december(1)))
    days.lose()
    days.look(days.at(december(2)))

    assert days.said()[-2:] == [(december(1), [("warned", 1)]), (december(2), [("warned", 1)])]
    assert days.said(cast["cleo"]) == []
    assert promised.rung is Rung.WARNED


def test_a_line_that_never_arrived_is_said_again(session, days, cast, promised):
    days.pass_by(november(10), december(1))
    days.look(days.at(december(2)))
    days.look(days.at(december(2), 9, person=cast["cleo"]))
    days.lose()
    days.pass_by(december(3), december(4))

    assert days.said(cast["cleo"]) == [(december(2), OVERDUE), (december(3), OVERDUE)]


def test_then_it_is_on_the_next_agenda_by_its_id_once(session, days, promised, forum):
    days.pass_by(november(10), december(31))

    lines = waiting_lines(session, TEAM, agenda_of(forum.number))
    assert [(line.kind, line.noun, line.number) for line in lines] == [
        ("overdue", "commitment", promised.number)
    ]
    assert promised.rung is Rung.TABLED


def test_without_a_forum_it_stays_with_those_who_know(session, days, promised):
    days.pass_by(november(10), december(31))

    assert promised.rung is Rung.TOLD


def test_promised_to_nobody_it_goes_to_the_agenda_without_a_warning(
    session, days, cast, forum, now
):
    own = a_commitment(session, "ada", due_on=november(20), now=now)

    days.pass_by(november(10), december(31))

    assert [items[0][0] for _, items in days.said()][-1] == "late_still"
    assert own.rung is Rung.TABLED


def test_moved_a_third_time_it_is_on_the_agenda(session, ada, promised, forum, now):
    for day in (23, 24, 25, 26):
        move(session, promised, ada, (november(day), None), "the file is late", now)

    lines = waiting_lines(session, TEAM, agenda_of(forum.number))
    assert [(line.kind, line.number) for line in lines] == [("moved", promised.number)]


def test_snoozing_for_ever_does_not_keep_it_from_who_waits(session, days, cast, ada, promised):
    days.pass_by(november(10), november(23))
    for day in (november(23), december(3)):
        snooze(session, promised, ada, date.fromordinal(day.toordinal() + 10), days.at(day, 10))
        days.pass_by(day, date.fromordinal(day.toordinal() + 9))
    days.pass_by(december(13), december(31))

    assert [items for _, items in days.said(cast["cleo"])] == [OVERDUE]
    assert is_unbroken(story_of(session, TEAM, "commitment", promised.number))


def away(session, person, now, first, last, cover=None):
    wishes = {"away_from": first, "away_until": last, "cover": cover.number if cover else None}
    change_preferences(session, person, Event(person.number, "away", now), **wishes)
    plan_digest(session, person, now)


def test_what_falls_due_for_somebody_away_goes_to_their_cover_and_no_date_moves(
    session, days, ada, cast, promised, now
):
    away(session, ada, now, november(17), november(24), cover=cast["ben"])

    days.pass_by(november(10), november(25))

    assert days.said(cast["ben"]) == [
        (november(18), [("falls_due", 1)]),
        (november(20), [("falls_due", 1)]),
    ]
    own = [(day, items[0][0]) for day, items in days.said()]
    assert own == [(november(12), "soon"), (november(16), "today"), (november(25), "late")]
    assert promised.due_on == november(20)


def test_without_a_cover_it_waits_for_them(session, days, ada, cast, promised, now):
    away(session, ada, now, november(17), november(24))

    days.pass_by(november(10), november(25))

    assert [day for day, _ in days.said()] == [november(12), november(16), november(25)]
    assert days.said(cast["ben"]) == []


def test_who_is_back_early_needs_no_cover(session, days, ada, cast, promised, now):
    away(session, ada, now, november(17), november(24), cover=cast["cleo"])
    days.look(days.at(november(18)))  # Night where Cleo lives.
    away(session, ada, days.at(november(18), 10), None, None, cover=cast["cleo"])
    days.pass_by(november(18), november(19))

    assert days.said(cast["cleo"]) == []
