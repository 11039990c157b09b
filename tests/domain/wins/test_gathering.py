"""A month of wins: whose month it is, what everybody may read, and who is commended with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.recognition.nominating import Wish, nominate, pick
from bot.domain.recognition.records import NominationState
from bot.domain.scenes import Scene
from bot.domain.wins import changing
from bot.domain.wins.gathering import WhichMonth, gathering_of, month_in
from bot.domain.wins.lines import share_page
from tests.conftest import NOON
from tests.domain.wins.telling import WINS, a_win, a_wins_channel
from tests.factories import PUBLIC_SCENE, a_person, to_be_said

NOVEMBER = date(2026, 11, 1)
TODAY = date(2026, 11, 24)


@pytest.fixture
def ada(session):
    a_wins_channel(session)
    return a_person(session, "ada")


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("", NOVEMBER),
        ("october", date(2026, 10, 1)),
        ("Oct", date(2026, 10, 1)),
        ("november", NOVEMBER),
        ("december", date(2025, 12, 1)),  # The latest that has begun.
        ("2026-02", date(2026, 2, 1)),
    ],
)
def test_a_month_is_named_or_this_one(text, month):
    assert month_in(text, TODAY) == month


@pytest.mark.parametrize("text", ["ju", "smarch", "2026-13", "2026", "last"])
def test_what_is_no_month_is_asked_about(text):
    with pytest.raises(WhichMonth):
        month_in(text, TODAY)


def test_a_month_begins_and_ends_by_the_reader_s_clock(session, ada):
    last = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # 23:30 in Berlin.
    a_win(session, story="at the very end of october", now=last)
    a_win(session, story="at the very start of november", now=last + timedelta(hours=1))

    months = [gathering_of(session, ada, date(2026, number, 1)) for number in (10, 11)]

    assert [each.wins[0].win.number for each in months] == [1, 2]


def test_only_what_everybody_may_read_is_on_it(session, ada):
    a_win(session, story="said in private to the bot", scene=Scene(channel_id="D1"))
    a_win(session, story="Acme renewed for two years", customer="Acme")
    gone = a_win(session, story="told and then taken back")
    changing.withdraw(session, gone, a_person(session, "ben"), NOON)

    assert gathering_of(session, ada, NOVEMBER).wins == []


def test_many_wins_are_counted(session, ada):
    for number in range(63):
        a_win(session, story=f"story number {number} of ours")

    found = gathering_of(session, ada, NOVEMBER)

    assert (len(found.wins), found.more) == (60, 3)


def test_who_was_picked_for_a_gathering_is_told_when_it_is_shared(session, ada):
    wish = Wish(person=a_person(session, "cleo"), why="she drove the sheet to Acme herself")
    scene = replace(PUBLIC_SCENE, channel_id="COTHER")
    nomination = nominate(session, a_person(session, "ben"), wish, None, scene, NOON)
    pick(session, nomination, ada, "Nobody asked her to, and she went.", NOON)
    assert [each.label for each in gathering_of(session, ada, NOVEMBER).commended] == ["N-1"]

    for _ in range(2):  # Shared once more, it still names her.
        share_page(session, ada, WINS, NOVEMBER, NOON)

    assert nomination.state is NominationState.TOLD
    assert gathering_of(session, ada, NOVEMBER).commended == []
    assert [each.label for each in gathering_of(session, ada, NOVEMBER, [1]).commended] == ["N-1"]
    assert len([kind for kind, _ in to_be_said(session) if kind == "gathering"]) == 1
