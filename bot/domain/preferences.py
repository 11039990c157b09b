"""How a person wants to be reached: hours, days, how much; and who stands in for them."""

from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, bindparam
from sqlmodel import Field, Session, col, select

from bot.database import Moment, at_hand, insert_once, word_of
from bot.database.rows import Row
from bot.domain.calendar import DAY, today_in
from bot.domain.history import Event, record
from bot.domain.hours import Hours
from bot.domain.people import Person, people_numbered

NOUN = "preferences"
LONG_ABSENCE = 5  # Working days; after more of them others may hand over somebody's work.


class Reminders(StrEnum):
    """How much a digest says. What others wait for can be made less, never nothing."""

    ALL = "all"  # Two working days before, the morning of, and after.
    FEWER = "fewer"  # The morning of, and after.


class Preferences(Row, table=True):
    """One person's settings; without a row, the defaults below hold."""

    __tablename__ = "preferences"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("person", "cover_asked", "cover", "deputy")
        ),
        CheckConstraint("starts < ends", name="preferences_day_has_hours"),
        CheckConstraint("days <> ''", name="preferences_week_has_days"),
        Index("preferences_by_cover", "team_id", "cover"),
        Index("preferences_by_deputy", "team_id", "deputy"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 0
    starts: time = time(9)
    ends: time = time(18)
    days: str = Field(default="01234", max_length=7)  # Weekdays, Monday is 0.
    reminders: Reminders = Field(default=Reminders.ALL, sa_type=word_of(Reminders))
    urgent_anytime: bool = True  # What somebody waits for comes outside of working hours, too.
    urgent_issues: bool = False  # So do urgent issues, for who leads the area.
    thanked_privately: bool = False
    thanked_asked_at: datetime | None = Field(default=None, sa_type=Moment)  # Whether, once.
    away_from: date | None = None
    away_until: date | None = None  # The last day away.
    cover_asked: int | None = None  # Who was asked to cover, and has not answered.
    cover: int | None = None  # Who said yes, and hears what falls due while this person is away.
    deputy: int | None = None  # Who may act for this person, any day.

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.days)

    def is_away_on(self, day: date) -> bool:
        if self.away_until is None:
            return False
        return (self.away_from or day) <= day <= self.away_until

    def hours_in(self, zone: tzinfo) -> Hours:
        """Return when this person can be written to, by the clocks of a zone."""
        return Hours(
            zone=zone,
            starts=self.starts,
            ends=self.ends,
            days=self.weekdays,
            away_from=self.away_from,
            away_until=self.away_until,
        )


_OF_PERSON = select(Preferences).where(
    Preferences.team_id == bindparam("team_id"), Preferences.person == bindparam("person")
)


def preferences_of(session: Session, person: Person) -> Preferences:
    """Return a person's settings, which are the defaults until they change one."""
    key = (person.team_id, person.number)
    known = at_hand(session, Preferences, *key)
    if known is not None:
        return known
    # Most people never change a setting: that there is no row is asked once a transaction, too.
    defaults = _defaults(session)
    if key not in defaults:
        asked = {"team_id": person.team_id, "person": person.number}
        known = session.exec(_OF_PERSON, params=asked).one_or_none()
        defaults[key] = known or Preferences(team_id=person.team_id, person=person.number)
    return defaults[key]


def change_preferences(
    session: Session, person: Person, event: Event, **columns: Any
) -> Preferences:
    """Change a person's settings, one change after the other, and add to their history."""
    insert_once(session, Preferences(team_id=person.team_id, person=person.number))
    _defaults(session).pop((person.team_id, person.number), None)
    row = select(Preferences).where(
        Preferences.team_id == person.team_id, Preferences.person == person.number
    )
    locked = row.with_for_update().execution_options(populate_existing=True)
    wishes = session.exec(locked).one()
    before = {name: _plain(getattr(wishes, name)) for name in columns}
    wishes.revision += 1
    for name, value in columns.items():
        setattr(wishes, name, value)
    session.add(wishes)
    facts = {**event.facts, "before": before}
    event = Event(event.person, event.what, event.at, facts, event.words)
    record(session, person.team_id, NOUN, person.number, wishes.revision, event)
    session.flush()
    return wishes


def hours_of(session: Session, person: Person) -> Hours:
    """Return when a person can be written to, in the zone they live in now."""
    return preferences_of(session, person).hours_in(person.zoneinfo)


def heard_at(session: Session, person: Person, now: datetime) -> datetime:
    """Return when what somebody waits for is said to a person: now, unless they asked for hours.

    Being away does not hold it up: whoever waits is not left waiting for days.
    """
    wishes = preferences_of(session, person)
    if wishes.urgent_anytime:
        return now
    hours = replace(wishes.hours_in(person.zoneinfo), away_from=None, away_until=None)
    return hours.next_working(now)


def is_away(session: Session, person: Person, now: datetime) -> bool:
    return preferences_of(session, person).is_away_on(today_in(person.zoneinfo, now))


def is_long_away(session: Session, person: Person, now: datetime) -> bool:
    """Tell whether somebody is away for so long that others may look after their work."""
    wishes = preferences_of(session, person)
    if wishes.away_until is None or not is_away(session, person, now):
        return False
    first = wishes.away_from or today_in(person.zoneinfo, now)
    days = (first + DAY * n for n in range((wishes.away_until - first).days + 1))
    return sum(day.weekday() in wishes.weekdays for day in days) > LONG_ABSENCE


def cover_of(session: Session, person: Person, now: datetime) -> Person | None:
    """Return who covers for somebody now: they are away, and a colleague said yes to that."""
    wishes = preferences_of(session, person)
    if wishes.cover is None or not is_away(session, person, now):
        return None
    cover = people_numbered(session, person.team_id, {wishes.cover})[wishes.cover]
    return cover if cover.can_promise else None


def covered_by(session: Session, person: Person, now: datetime) -> list[Person]:
    """Return the people who are away now and whom this person covers for."""
    asked = select(Person).join(
        Preferences,
        (col(Preferences.team_id) == col(Person.team_id))
        & (col(Preferences.person) == col(Person.number)),
    )
    theirs = asked.where(
        Preferences.team_id == person.team_id,
        Preferences.cover == person.number,
        col(Person.is_deactivated).is_(False),
    )
    found = session.exec(theirs.order_by(col(Person.number)))
    return [each for each in found if is_away(session, each, now)]


def deputy_of(session: Session, person: Person) -> Person | None:
    """Return who may act for somebody, as long as they can."""
    deputy = preferences_of(session, person).deputy
    found = people_numbered(session, person.team_id, {deputy}).get(deputy or 0)
    return found if found and found.can_promise else None


def _defaults(session: Session) -> dict[tuple[str, int], Preferences]:
    """Return the settings of those who were found to have no row."""
    defaults: dict[tuple[str, int], Preferences] = session.info.setdefault("defaults", {})
    return defaults


def _plain(value: Any) -> Any:
    """Return a column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | time) else value
