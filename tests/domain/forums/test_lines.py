"""What is typed after `/cx forum`: a command, a rhythm, or nothing; and which forum is meant."""

from datetime import date, time

import pytest

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.forums.beginning import begin, discard_empty
from bot.domain.forums.changing import end
from bot.domain.forums.finding import NoSuchForum
from bot.domain.forums.lines import (
    Command,
    DayPassed,
    DayUnclear,
    NoForumHere,
    Word,
    command_in,
    day_in,
    forum_meant,
)
from bot.domain.forums.making import start
from bot.domain.scenes import Scene
from bot.domain.unfinished import all_unfinished
from tests.factories import PUBLIC_SCENE, a_channel

DM = Scene(channel_id="DADA", posting=Posting.PERSONAL)
EVERY = "every 2 weeks tue 10:00"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list", Command(Word.LIST, None, "")),
        ("pause", Command(Word.PAUSE, None, "")),
        ("Pause F-2 until 10 january", Command(Word.PAUSE, 2, "until 10 january")),
        ("F-2 pause until 10 january", Command(Word.PAUSE, 2, "until 10 january")),
        ("f2", Command(Word.SHOW, 2, "")),
        ("F-2", Command(Word.SHOW, 2, "")),
        ("move next to 8 dec 14:00", Command(Word.MOVE, None, "next to 8 dec 14:00")),
        ("stop", Command(Word.END, None, "")),
        ("skip next", Command(Word.SKIP, None, "next")),
    ],
)
def test_a_command_is_read(typed, meant):
    assert command_in(typed) == meant


@pytest.mark.parametrize("typed", ["", EVERY, "weekly mon 9", "start every tuesday", "C-2 pause"])
def test_what_is_no_command_is_none(typed):
    assert command_in(typed) is None


@pytest.mark.parametrize(
    ("typed", "on", "at"),
    [
        ("until 10 january", date(2027, 1, 10), None),
        ("next to 8 dec 14:00", date(2026, 12, 8), time(14)),
        ("to thursday", date(2026, 11, 26), None),
        ("the next one to 8 december", date(2026, 12, 8), None),
    ],
)
def test_a_day_is_read_in_the_zone_of_the_forum(forum, now, typed, on, at):
    day = day_in(typed, forum, now)

    assert (day.on, day.at) == (on, at)


@pytest.mark.parametrize("typed", ["", "next", "the next one"])
def test_no_day_is_none(forum, now, typed):
    assert day_in(typed, forum, now) is None


@pytest.mark.parametrize("typed", ["until the cows come home", "to 31 february"])
def test_a_day_that_cannot_be_read_is_refused(forum, now, typed):
    with pytest.raises(DayUnclear):
        day_in(typed, forum, now)


def test_the_forum_of_the_channel_is_meant_or_the_only_one_i_lead(session, ada, ben, forum):
    assert forum_meant(session, ben, PUBLIC_SCENE, None) is forum
    assert forum_meant(session, ada, DM, None) is forum
    assert forum_meant(session, ben, DM, 1) is forum
    with pytest.raises(NoForumHere):
        forum_meant(session, ben, DM, None)


def test_a_private_channels_forum_is_for_those_it_concerns(session, ada, ben, dev, plan, now):
    a_channel(session, "CPRIV", kind="private", is_member=True)
    start(session, ada, plan(channel_id="CPRIV"), "U-2", now)

    assert forum_meant(session, ben, DM, 1)
    with pytest.raises(NoSuchForum):
        forum_meant(session, dev, DM, 1)


def test_a_rhythm_is_answered_with_its_dates_and_makes_nothing(session, ada, now):
    answer = begin(session, ada, PUBLIC_SCENE, f"start a forum {EVERY}", now)

    assert answer.kind is Kind.FORUM
    assert [each.words for each in all_unfinished(session, ada, now)] == [
        "every 2 weeks on Tuesday"
    ]


@pytest.mark.parametrize("typed", ["", "biweekly tue", "call every customer"])
def test_what_is_no_rhythm_opens_the_form_with_the_text_kept(session, ada, now, typed):
    answer = begin(session, ada, PUBLIC_SCENE, typed, now)

    assert answer.kind is Kind.FORUM_FORM
    assert [each.words for each in all_unfinished(session, ada, now)] == [typed]


def test_outside_a_channel_the_form_asks_where(session, ada, now):
    assert begin(session, ada, DM, EVERY, now).kind is Kind.FORUM_FORM


def test_alone_it_shows_the_forum_of_the_channel_while_there_is_one(session, ada, forum, now):
    assert begin(session, ada, PUBLIC_SCENE, "", now).facts["forum"] == 1

    end(session, forum, ada, now)

    assert begin(session, ada, PUBLIC_SCENE, "", now).kind is Kind.FORUM_FORM


def test_a_rhythm_where_a_forum_is_waits_to_become_a_change_of_it(session, ada, forum, now):
    answer = begin(session, ada, PUBLIC_SCENE, "every week mon 9", now)

    assert (answer.facts["forum"], answer.facts["what"]) == (1, "taken")
    (kept,) = all_unfinished(session, ada, now)
    assert (kept.facts["forum"], kept.words) == (1, "every week on Monday")


def test_an_empty_form_that_is_closed_is_forgotten_and_a_begun_one_is_not(session, ada, now):
    for typed in ("", EVERY):
        discard_empty(
            session, ada, begin(session, ada, PUBLIC_SCENE, typed, now).facts["unfinished"]
        )

    assert [each.words for each in all_unfinished(session, ada, now)] == [
        "every 2 weeks on Tuesday"
    ]


@pytest.mark.parametrize("typed", ["until 3 november 2026", "to 23.11.2026", "next to yesterday"])
def test_a_day_that_has_passed_is_told_apart_from_one_that_cannot_be_read(forum, now, typed):
    with pytest.raises(DayPassed):
        day_in(typed, forum, now)
