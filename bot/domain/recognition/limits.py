"""How often one may thank: five times a day, one person three times a month, by one's clock."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col

from bot.database import count_up
from bot.domain.calendar import today_in
from bot.domain.people import Person
from bot.domain.recognition.records import (
    DAILY,
    MONTHLY,
    GivingDay,
    GivingMonth,
    Recognition,
)
from bot.errors import UserError


class DayIsFull(UserError):
    """You have thanked five times today, as often as a day allows. Please keep it for tomorrow."""


class MonthIsFull(UserError):
    """You have thanked {who} three times this month. Please leave them out until the next."""


def count_giving(session: Session, giver: Person, people: Iterable[Person], day: date) -> None:
    """Count thanks given on a day of the giver's. Raises DayIsFull, MonthIsFull.

    The database is the judge, so that of two at the same moment the sixth is refused.
    """
    today = GivingDay(team_id=giver.team_id, giver=giver.number, day=day, given=1)
    if not count_up(session, today, "given", DAILY):
        raise DayIsFull
    # In this order, so that no two wait for each other in a circle.
    for person in sorted(people, key=lambda each: each.number):
        month = GivingMonth(
            team_id=giver.team_id,
            giver=giver.number,
            person=person.number,
            month=day.replace(day=1),
            given=1,
        )
        if not count_up(session, month, "given", MONTHLY):
            raise MonthIsFull(field="people", who=person.called)


def give_back(
    session: Session, recognition: Recognition, giver: Person, people: Iterable[int], now: datetime
) -> bool:
    """Let thanks that were withdrawn on the day they were given count no more.

    Later they count on: who gives and takes back would else give without end.
    """
    if today_in(giver.zoneinfo, now) != recognition.given_on:
        return False
    of_giver = {"team_id": recognition.team_id, "giver": recognition.giver}
    _count_down(session, GivingDay, {**of_giver, "day": recognition.given_on})
    for person in sorted(people):
        month = recognition.given_on.replace(day=1)
        _count_down(session, GivingMonth, {**of_giver, "person": person, "month": month})
    return True


def _count_down(
    session: Session, table: type[GivingDay | GivingMonth], key: dict[str, object]
) -> None:
    mine = (getattr(table, name) == value for name, value in key.items())
    less = update(table).where(*mine, col(table.given) > 0)
    session.exec(less.values(given=col(table.given) - 1))
