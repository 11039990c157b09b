"""How a person wants to be reached: hours, days, how much; and who stands in for them."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, Session, SQLModel

from bot.database import word_of
from bot.domain.hours import Hours
from bot.domain.people import Person


class Reminders(StrEnum):
    """How much a digest says. What others wait for can be made less, never nothing."""

    ALL = "all"  # Two working days before, the morning of, and after.
    FEWER = "fewer"  # The morning of, and after.


class Preferences(SQLModel, table=True):
    """One person's settings; without a row, the defaults below hold."""

    __tablename__ = "preferences"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("person", "cover", "deputy")
        ),
        CheckConstraint("starts < ends", name="preferences_day_has_hours"),
        CheckConstraint("days <> ''", name="preferences_week_has_days"),
        Index("preferences_by_cover", "team_id", "cover"),
        Index("preferences_by_deputy", "team_id", "deputy"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    starts: time = time(9)
    ends: time = time(18)
    days: str = Field(default="01234", max_length=7)  # Weekdays, Monday is 0.
    reminders: Reminders = Field(default=Reminders.ALL, sa_type=word_of(Reminders))
    urgent_anytime: bool = False
    away_from: date | None = None
    away_until: date | None = None  # The last day away.
    cover: int | None = None  # Who is asked while this person is away.
    deputy: int | None = None  # Who may act for this person, any day.

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.days)

    def is_away_on(self, day: date) -> bool:
        if self.away_until is None:
            return False
        return (self.away_from or day) <= day <= self.away_until


def preferences_of(session: Session, person: Person) -> Preferences:
    """Return a person's settings, which are the defaults until they change one."""
    known = session.get(Preferences, (person.team_id, person.number))
    return known or Preferences(team_id=person.team_id, person=person.number)


def hours_of(session: Session, person: Person) -> Hours:
    """Return when a person can be written to, in the zone they live in now."""
    wishes = preferences_of(session, person)
    return Hours(
        zone=person.zoneinfo,
        starts=wishes.starts,
        ends=wishes.ends,
        days=wishes.weekdays,
        away_from=wishes.away_from,
        away_until=wishes.away_until,
    )


def is_away(session: Session, person: Person, now: datetime) -> bool:
    today = now.astimezone(person.zoneinfo).date()
    return preferences_of(session, person).is_away_on(today)
