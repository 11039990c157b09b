"""What became of the promises of a channel, read back to those who made them."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.areas import areas_of, join_area
from bot.domain.channels import ChannelKind, Posting
from bot.domain.commitments import moving, settling
from bot.domain.commitments.records import Rung
from bot.domain.notices import Notice, Place, promise
from bot.domain.scenes import Scene
from bot.domain.sessions.agendas import agenda_for
from bot.domain.sessions.items import (
    put_on_agenda,
)
from tests.conftest import NOON
from tests.domain.sessions.living import a_forum, berlin, lives, sessions
from tests.factories import FRIDAY, TEAM, a_channel, a_commitment, a_person

POST, START = berlin(27, month=11), berlin(1)
SECRET = Scene(channel_id="CSECRET", posting=Posting.POSTED, is_private=True)


@pytest.fixture
def forum(session):
    return a_forum(session)


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


def read_back(session, forum, now=START):
    return agenda_for(session, forum, None, now).read_back


def told(session, promise, rung=Rung.LATE, on=date(2026, 11, 26), said_in=""):
    """Have a promise's owner have heard, on a day, that its date has passed."""
    promise.rung, promise.rung_on, promise.rung_said_in = rung, on, said_in
    session.add(promise)
    session.flush()
    return promise


def named(part):
    return [shown.commitment.name for shown in part.shown]


def test_promises_of_the_channel_are_read_back_kept_late_and_moved(session, forum):
    ada = a_person(session, "ada")
    kept, late, moved, _ = (a_commitment(session, what=f"promise {n}") for n in "1234")
    settling.keep(session, kept, ada, "", NOON)
    settling.keep(session, late, ada, "", NOON + timedelta(days=5))
    moving.move(session, moved, ada, (FRIDAY + timedelta(days=20), None), "the file", NOON)

    found = read_back(session, forum, NOON + timedelta(days=6))

    assert (named(found.kept), named(found.late), named(found.moved)) == (["C-1"], ["C-2"], ["C-3"])


def test_only_what_became_of_promises_since_the_last_session_is_read_back(session, forum):
    ada = a_person(session, "ada")
    settling.keep(session, a_commitment(session), ada, "", NOON)
    lives(session, POST, START)

    one = sessions(session)[-1]
    found = agenda_for(session, forum, one, berlin(14, "16:00")).read_back

    assert found.kept.count == 0


def test_a_date_that_has_passed_is_read_once_its_owner_had_a_day_to_settle_it(session, forum):
    told(session, a_commitment(session, due_on=date(2026, 11, 25)))

    early = read_back(session, forum, berlin(26, "16:00", month=11))
    later = read_back(session, forum, berlin(28, month=11))

    assert (early.overdue.count, later.overdue.count) == (0, 1)


def test_what_its_owner_has_not_heard_is_not_read_to_others(session, forum):
    a_commitment(session, due_on=date(2026, 11, 25))

    assert read_back(session, forum).overdue.count == 0


@pytest.mark.parametrize(("arrived", "is_late"), [(False, False), (True, True)])
def test_a_reminder_that_came_late_or_never_leaves_no_day(session, forum, arrived, is_late):
    key, ada = "digest:UADA:2026-11-30", a_person(session, "ada")
    promise(session, TEAM, key, kind=Kind.DIGEST, place=Place(person_id=ada.slack_id), now=NOON)
    reminder = session.exec(select(Notice).where(Notice.key == key)).one()
    reminder.ts, reminder.is_late = "1.0" if arrived else None, is_late
    due = a_commitment(session, due_on=date(2026, 11, 27))
    told(session, due, on=date(2026, 11, 30), said_in=key)

    assert read_back(session, forum, berlin(1, "16:00")).overdue.count == 0


def test_what_somebody_who_left_owes_is_read(session, forum):
    late = a_commitment(session, "ben", due_on=date(2026, 11, 25))
    a_person(session, "ben").is_deactivated = True
    session.flush()

    assert named(read_back(session, forum).overdue) == [late.name]


def test_what_was_promised_anew_is_read_back_as_such(session, forum):
    later = NOON + timedelta(days=5)
    late = a_commitment(session, due_on=date(2026, 11, 25))
    moving.move(session, late, a_person(session, "ada"), (date(2026, 12, 9), None), "ill", later)

    found = read_back(session, forum, NOON + timedelta(days=6))

    assert (named(found.anew), named(found.moved)) == (["C-1"], [])


def test_what_was_promised_here_in_private_stays_there_once_everybody_reads(session):
    forum = a_forum(session, channel="CSECRET")
    a_channel(session, "CSECRET", kind=ChannelKind.PRIVATE)
    talked, past = (
        a_commitment(session, scene=SECRET, due_on=date(2026, 11, day)) for day in (23, 24)
    )
    put_on_agenda(session, forum, "commitment", talked.number, None, NOON)
    told(session, past)
    before = agenda_for(session, forum, None, START)

    a_channel(session, "CSECRET")

    after = agenda_for(session, forum, None, START)
    assert [before.topics[0].is_hidden, after.topics[0].is_hidden] == [False, True]
    assert [before.read_back.overdue.count, after.read_back.overdue.count] == [1, 0]


def test_what_is_talked_about_anyway_is_not_named_a_second_time(session, forum, ben):
    late = told(session, a_commitment(session, "ben", due_on=FRIDAY - timedelta(days=2)))
    put_on_agenda(session, forum, "commitment", late.number, ben, NOON)

    agenda = agenda_for(session, forum, None, START + timedelta(days=3))

    assert [topic.record.commitment.number for topic in agenda.topics] == [late.number]
    assert agenda.read_back.overdue.count == 0


def test_promises_of_other_channels_and_open_offers_are_not_read_back(session, forum):
    a_channel(session, "CSECRET", kind=ChannelKind.PRIVATE)
    a_commitment(session, scene=SECRET, due_on=date(2026, 11, 24))
    a_commitment(session, owner="ben", due_on=date(2026, 11, 24))

    found = read_back(session, forum)

    assert (found.overdue.count, found.areas) == (0, [])


def test_the_newest_promise_that_names_its_customers_comes_first(session, forum):
    for at, customers in enumerate(("Acme", "Oak & Sons", "")):
        a_commitment(session, what=f"promise {at}", customers=customers)

    assert read_back(session, forum).customer.customers == "Oak & Sons"


def test_without_such_a_promise_that_part_is_left_out(session, forum):
    a_commitment(session)

    assert read_back(session, forum).customer is None


def test_areas_are_counted_in_the_order_of_the_alphabet(session, forum):
    areas = {area.name: area.number for area in areas_of(session, TEAM)}
    for name, area in (("ada", "Service"), ("dev", "Finance")):
        join_area(session, a_person(session, name), areas[area])
    for number in range(3):
        a_commitment(session, "ada", what=f"promise {number}")
    a_commitment(session, "dev")

    assert read_back(session, forum).areas == [("Finance", 1), ("Service", 3)]


def test_a_part_knows_how_many_it_does_not_show(session, forum):
    for number in range(13):
        told(session, a_commitment(session, what=f"promise {number}", due_on=date(2026, 11, 24)))

    part = read_back(session, forum).overdue

    assert (len(part.shown), part.count) == (10, 13)
