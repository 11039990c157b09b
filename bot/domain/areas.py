"""Operational areas: Marketing, Sales, Service … each with a leader and a sponsor."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, Session, select

from bot.database import insert_once, upsert
from bot.database.rows import Row
from bot.domain.counters import give_back_number, next_number
from bot.domain.people import Person
from bot.domain.words import cleaned
from bot.errors import UserError

NOUN = "area"
LONGEST = 80
PRESET = ("Marketing", "Sales", "Service", "Product", "Research", "Finance")


class Area(Row, table=True):
    __tablename__ = "areas"
    __table_args__ = (
        UniqueConstraint("team_id", "name"),
        ForeignKeyConstraint(["team_id", "leader"], ["people.team_id", "people.number"]),
        ForeignKeyConstraint(["team_id", "sponsor"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(max_length=80)
    leader: int | None = None
    sponsor: int | None = None


class AreaMember(Row, table=True):
    """Which area a person works in."""

    __tablename__ = "area_members"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    area: int = Field(index=True)


class AreaThere(UserError):
    """There is an area called {name} already. Give this one another name."""


class AreaNameMissing(UserError):
    """An area needs a name, of at most 80 letters."""


class CannotLead(UserError):
    """An area is led and sponsored by colleagues: no bot, no guest, nobody who left."""


@dataclass(frozen=True)
class AreaWish:
    """What an area is to be called, who leads it, and who sponsors it."""

    name: str
    leader: Person | None = None
    sponsor: Person | None = None

    def __post_init__(self) -> None:
        if not cleaned(self.name) or len(cleaned(self.name)) > LONGEST:
            raise AreaNameMissing(field="name")
        for role, person in (("leader", self.leader), ("sponsor", self.sponsor)):
            if person is not None and (person.is_guest or not person.can_promise):
                raise CannotLead(field=role)


def areas_of(session: Session, team_id: str) -> list[Area]:
    """Return the areas in alphabetical order; a new workspace starts with the preset ones."""
    areas = _named(session, team_id)
    if areas:
        return areas
    for name in PRESET:
        number = next_number(session, team_id, NOUN)
        insert_once(session, Area(team_id=team_id, number=number, name=name))
    return _named(session, team_id)


def area_called(session: Session, team_id: str, name: str) -> Area | None:
    wanted = name.casefold().strip()
    areas = areas_of(session, team_id)
    return next((area for area in areas if area.name.casefold() == wanted), None)


def area_numbered(session: Session, team_id: str, number: int) -> Area | None:
    return session.get(Area, (team_id, number))


def add_area(session: Session, team_id: str, wish: AreaWish) -> Area:
    """Add an area to those there are."""
    areas_of(session, team_id)
    number = next_number(session, team_id, NOUN)
    _demand_free(session, team_id, wish.name)
    area = Area(team_id=team_id, number=number, name=cleaned(wish.name))
    session.add(area)
    return _led(session, area, wish)


def change_area(session: Session, area: Area, wish: AreaWish) -> Area:
    """Give an area its name, leader and sponsor; all that belongs to it stays with it."""
    # Whoever changes the list waits for whoever is changing it, so that a look is enough.
    next_number(session, area.team_id, NOUN)
    give_back_number(session, area.team_id, NOUN)
    _demand_free(session, area.team_id, wish.name, but=area.number)
    area.name = cleaned(wish.name)
    return _led(session, area, wish)


def area_of(session: Session, person: Person) -> Area | None:
    member = session.get(AreaMember, (person.team_id, person.number))
    return session.get_one(Area, (person.team_id, member.area)) if member else None


def join_area(session: Session, person: Person, area: int) -> Area:
    """Put a person into an area, in place of the one they were in."""
    upsert(session, AreaMember(team_id=person.team_id, person=person.number, area=area))
    return session.get_one(Area, (person.team_id, area))


def should_ask_area(session: Session, person: Person, now: datetime) -> bool:
    """Tell whether to ask a person for their area, which happens once."""
    if person.area_asked_at is not None or person.is_guest:
        return False
    person.area_asked_at = now
    session.add(person)
    return area_of(session, person) is None


def _led(session: Session, area: Area, wish: AreaWish) -> Area:
    area.leader = wish.leader.number if wish.leader else None
    area.sponsor = wish.sponsor.number if wish.sponsor else None
    session.add(area)
    session.flush()
    return area


def _demand_free(session: Session, team_id: str, name: str, but: int = 0) -> None:
    wanted = cleaned(name).casefold()
    others = (each for each in _named(session, team_id) if each.number != but)
    if any(each.name.casefold() == wanted for each in others):
        raise AreaThere(field="name", name=cleaned(name))


def _named(session: Session, team_id: str) -> list[Area]:
    found = session.exec(select(Area).where(Area.team_id == team_id)).all()
    return sorted(found, key=lambda area: area.name.casefold())
