"""An offer without an answer, and one that lapsed: lines of the digest of whoever made it."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.commitments.offers import (
    accept,
    change_offer,
    look_after_offers,
    take_offer_back,
)
from bot.domain.commitments.records import State
from bot.domain.digests.showing import Became, digest_shown
from bot.domain.leaving import take_in
from tests.factories import CAST, TEAM, a_commitment

WAITS, LAPSED = [("offer_waits", 1)], [("offer_lapsed", 1)]
FRIDAY, MONDAY, LATER = date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 24)


@pytest.fixture
def offer(session, cast, now):
    """Ada offers Ben something on Tuesday 10 November at noon, to be done in December."""
    return a_commitment(session, "ada", owner="ben", due_on=date(2026, 12, 18), now=now)


def pass_by(session, days, first, last):
    """Let days pass with the clock that looks after offers, too."""
    day = first
    while day <= last:
        look_after_offers(session, days.at(day, 12, 30))
        days.pass_by(day, day)
        day += timedelta(days=1)


def shown(session, days, ada, now):
    digest = list(session.exec(days._digests()))[-1]
    return digest_shown(session, ada, digest.facts, now)


def test_it_is_told_once_and_again_when_it_lapsed(session, days, offer):
    pass_by(session, days, date(2026, 11, 10), date(2026, 12, 4))

    assert days.said() == [(FRIDAY, WAITS), (LATER, LAPSED)]
    assert offer.state is State.LAPSED


def test_an_offer_answered_before_the_morning_is_not_spoken_of(session, days, cast, offer):
    evening = days.at(date(2026, 11, 13), 20)
    look_after_offers(session, evening)
    accept(session, offer, cast["ben"], evening)

    days.pass_by(date(2026, 11, 14), date(2026, 11, 17))

    assert days.said() == []


@pytest.mark.parametrize(
    "settle",
    [
        lambda session, offer, me, now: change_offer(session, offer, me, "less", MONDAY, now),
        take_offer_back,
    ],
)
def test_what_settles_it_shows_in_the_message(session, days, ada, offer, settle):
    pass_by(session, days, date(2026, 11, 10), FRIDAY)
    now = days.at(FRIDAY, 13)
    assert shown(session, days, ada, now).waits

    settle(session, offer, ada, now)

    assert [item.became for item in shown(session, days, ada, now).items] == [Became.SETTLED]


def test_an_offer_to_somebody_who_left_is_a_line_too(session, days, offer, now):
    gone = {**vars(CAST["ben"]), "is_deactivated": True}
    take_in(session, TEAM, [type(CAST["ben"])(**gone)], now)

    days.pass_by(date(2026, 11, 10), date(2026, 11, 12))

    assert days.said() == [(date(2026, 11, 10), LAPSED)]


def test_two_lines_about_one_offer_are_one_message(session, days, offer):
    """After a long stop both are due at once."""
    late = datetime.fromisoformat("2026-12-02T07:00:00+00:00")
    look_after_offers(session, late)
    look_after_offers(session, late)
    days.look(days.at(date(2026, 12, 2)))

    assert days.said() == [(date(2026, 12, 2), LAPSED)]
