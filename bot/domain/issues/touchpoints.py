"""Touchpoints and journey stages: the company's own list of where customers meet it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, Session, col, select

from bot.database import Moment, insert_once
from bot.database.rows import Row
from bot.domain.counters import give_back_number, next_number
from bot.domain.words import cleaned, folded
from bot.errors import UserError

NOUN = "touchpoint"
LONGEST = 80
STEP = 10  # Between two places, so that one can be put between them.
# What a workspace starts with: the stages of most customers' journey, to be changed at will.
PRESET = (
    ("Website", "Discover"),
    ("Sales call", "Buy"),
    ("Contract", "Buy"),
    ("Onboarding", "Start"),
    ("Product", "Use"),
    ("Delivery", "Use"),
    ("Invoice", "Pay"),
    ("Support", "Get help"),
    ("Renewal", "Stay"),
)


class Touchpoint(Row, table=True):
    """Where customers meet the company; one that is no longer used keeps its past."""

    __tablename__ = "touchpoints"
    __table_args__ = (
        UniqueConstraint("team_id", "folded"),
        ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(max_length=80)
    folded: str = Field(max_length=80)
    stage: str = Field(default="", max_length=80)  # Of the customer's journey.
    area: int | None = None  # Whose it is, if one area alone answers for it.
    place: int = 0  # Along the journey.
    retired_at: datetime | None = Field(default=None, sa_type=Moment)


class TouchpointThere(UserError):
    """There is a touchpoint called {name} already. Give this one another name."""


class NameMissing(UserError):
    """It needs a name, of at most 80 letters."""


@dataclass(frozen=True)
class TouchpointWish:
    """How a touchpoint is to be."""

    name: str
    stage: str = ""
    area: int | None = None
    place: int | None = None  # Counted from 1, along the journey; None: where it is, or last.


def touchpoints_of(session: Session, team_id: str) -> list[Touchpoint]:
    """Return those in use, along the journey; a new workspace starts with the preset ones."""
    every = _every(session, team_id)
    if not every:
        for place, (name, stage) in enumerate(PRESET, start=1):
            _insert(session, team_id, TouchpointWish(name, stage), STEP * place)
        every = _every(session, team_id)
    return [each for each in every if each.retired_at is None]


def retired_touchpoints(session: Session, team_id: str) -> list[Touchpoint]:
    return [each for each in _every(session, team_id) if each.retired_at is not None]


def touchpoint_numbered(session: Session, team_id: str, number: int) -> Touchpoint | None:
    return session.get(Touchpoint, (team_id, number))


def touchpoint_called(session: Session, team_id: str, name: str) -> Touchpoint | None:
    """Return the one in use with this name; case and blanks do not count."""
    wanted = folded(cleaned(name))
    return next((each for each in touchpoints_of(session, team_id) if each.folded == wanted), None)


def touchpoint_in(session: Session, team_id: str, text: str) -> Touchpoint | None:
    """Return the one that a text names in so many words, if it is one only."""
    said = f" {folded(text)} "
    named = [each for each in touchpoints_of(session, team_id) if f" {each.folded} " in said]
    return named[0] if len(named) == 1 else None


def add_touchpoint(session: Session, team_id: str, wish: TouchpointWish) -> Touchpoint:
    """Add a touchpoint, or take one that was retired back into use; the names differ."""
    name = _name_in(wish.name)
    _in_turn(session, team_id)
    there = touchpoints_of(session, team_id)
    retired = retired_touchpoints(session, team_id)
    back = next((each for each in retired if each.folded == folded(name)), None)
    if back is not None:
        back.retired_at = None
        session.add(back)
        return change_touchpoint(session, back, wish)
    made = _insert(session, team_id, wish, max((each.place for each in there), default=0) + STEP)
    return change_touchpoint(session, made, wish)


def change_touchpoint(session: Session, touchpoint: Touchpoint, wish: TouchpointWish) -> Touchpoint:
    """Give a touchpoint its name, stage, area and place; what was reported at it stays with it."""
    name = _name_in(wish.name)
    _in_turn(session, touchpoint.team_id)
    every = _every(session, touchpoint.team_id)
    if any(each.folded == folded(name) and each is not touchpoint for each in every):
        raise TouchpointThere(field="name", name=name)
    touchpoint.name, touchpoint.folded = name, folded(name)
    touchpoint.stage, touchpoint.area = cleaned(wish.stage)[:LONGEST], wish.area
    session.add(touchpoint)
    session.flush()
    if wish.place is not None:
        _put_at(session, touchpoint, wish.place)
    return touchpoint


def retire_touchpoint(session: Session, touchpoint: Touchpoint, now: datetime) -> Touchpoint:
    """Use it no more for what is new; its past stays."""
    touchpoint.retired_at = touchpoint.retired_at or now
    session.add(touchpoint)
    session.flush()
    return touchpoint


def _put_at(session: Session, touchpoint: Touchpoint, place: int) -> None:
    """Put a touchpoint where it is wanted, and number all places anew."""
    others = [
        each
        for each in touchpoints_of(session, touchpoint.team_id)
        if each.number != touchpoint.number
    ]
    at = min(max(place - 1, 0), len(others))
    for nth, each in enumerate([*others[:at], touchpoint, *others[at:]], start=1):
        each.place = STEP * nth
        session.add(each)
    session.flush()


def _insert(session: Session, team_id: str, wish: TouchpointWish, place: int) -> Touchpoint:
    name = _name_in(wish.name)
    number = next_number(session, team_id, NOUN)
    row = Touchpoint(
        team_id=team_id, number=number, name=name, folded=folded(name), stage=wish.stage
    )
    row.place = place
    if not insert_once(session, row):
        raise TouchpointThere(field="name", name=name)
    return session.get_one(Touchpoint, (team_id, number))


def _in_turn(session: Session, team_id: str) -> None:
    """Have whoever changes the list wait for whoever is changing it, so that a look is enough."""
    next_number(session, team_id, NOUN)
    give_back_number(session, team_id, NOUN)


def _name_in(text: str) -> str:
    name = " ".join(cleaned(text).split())
    if not name or len(folded(name)) > LONGEST or len(name) > LONGEST:
        raise NameMissing(field="name")
    return name


def _every(session: Session, team_id: str) -> list[Touchpoint]:
    mine = select(Touchpoint).where(Touchpoint.team_id == team_id)
    return list(session.exec(mine.order_by(col(Touchpoint.place), col(Touchpoint.number))))
