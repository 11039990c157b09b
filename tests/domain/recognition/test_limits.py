"""Five thanks a day and three a month to one person, by the giver's clock, whoever is faster."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.domain.recognition.limits import DayIsFull, MonthIsFull
from bot.domain.recognition.records import GivingDay, GivingMonth
from bot.domain.recognition.taking_back import undo, withdraw
from tests.conftest import NOON
from tests.domain.recognition.thanking import DID, thanks
from tests.factories import a_person

NAMES = ("ben", "cleo", "dev")


def several(session, count, *, start=0, now=NOON, by="ada"):
    """Give so many thanks in turn, each in words of its own."""
    return [
        thanks(session, NAMES[n % 3], by=by, now=now, did=f"{DID}, {n}th time")
        for n in range(start, start + count)
    ]


def counted(session):
    days = {(row.giver, row.day): row.given for row in session.exec(select(GivingDay))}
    months = [row.given for row in session.exec(select(GivingMonth))]
    return days, sorted(months)


def test_the_sixth_of_a_day_is_refused(session):
    several(session, 5)

    with pytest.raises(DayIsFull):
        several(session, 1, start=5)


def test_the_fourth_of_a_month_to_one_person_is_refused_by_name(session):
    for day in range(3):
        thanks(session, now=NOON - timedelta(days=day + 1), did=f"{DID}, day {day}")

    with pytest.raises(MonthIsFull) as refusal:
        thanks(session, "cleo", "ben", did=f"{DID} again")

    assert refusal.value.facts == {"who": "Ben Okafor"}


# Cleo lives in Los Angeles: her days end at 8:00 UTC in winter, at 7:00 in summer.
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
        (datetime(2026, 7, 24, 6, 59, tzinfo=UTC), datetime(2026, 7, 24, 7, 0, tzinfo=UTC)),
        # Both days of the clock change, of which one has 23 hours, the other 25.
        (datetime(2026, 3, 9, 6, 59, tzinfo=UTC), datetime(2026, 3, 9, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_where_the_giver_lives(session, before, after):
    a_day = ("ada", "ben", "dev", "ada", "ben")
    for n, name in enumerate(a_day):
        thanks(session, name, by="cleo", now=before, did=f"{DID}, {n}th time")

    with pytest.raises(DayIsFull):
        thanks(session, "dev", by="cleo", now=before, did=f"{DID} too late")
    given = thanks(session, "dev", by="cleo", now=after, did=f"{DID} today")

    assert given.given_on == after.date()


def test_what_is_withdrawn_on_its_day_is_given_back_and_later_not(session):
    ada = a_person(session, "ada")
    today, later = several(session, 2)

    undo(session, today, ada, NOON + timedelta(minutes=9))
    withdraw(session, later, ada, NOON + timedelta(days=1))

    days, months = counted(session)
    assert days == {(ada.number, NOON.date()): 1}
    assert months == [0, 1]


def test_of_many_at_the_same_moment_five_are_counted(race, saved):
    saved(lambda session: [a_person(session, name) for name in ("ada", *NAMES)])

    answers = race(*(_giving(n) for n in range(8)))

    assert answers.count(DayIsFull) == 3
    days, months = saved(counted)
    assert list(days.values()) == [5]
    assert sum(months) == 5


def _giving(n):
    return lambda session: several(session, 1, start=n)[0].number
