"""Coverage, for the CCO alone: who is never thanked, how many thanks cross areas, and rings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.domain.areas import Area, AreaMember, areas_of
from bot.domain.brief import demand_cco
from bot.domain.people import Person, people_numbered
from bot.domain.recognition.records import Thanked

LOOKED_BACK = timedelta(days=90)
FEWEST = 5  # Thanks to a person before a share of them says anything.
RING = 40  # Per cent of a person's thanks that come from one colleague.
MOST_RINGS = 15
MOST_UNTHANKED = 60


@dataclass(frozen=True)
class Ring:
    """Somebody whose thanks come from one colleague for the most part."""

    giver: Person
    person: Person
    count: int
    of: int


@dataclass(frozen=True)
class Unthanked:
    """People of one area that nobody has thanked; `whole` when that is all of them."""

    area: str  # Empty for those who are in none.
    people: Sequence[Person]
    whole: bool


@dataclass(frozen=True)
class Coverage:
    """What the CCO reads: counts and names in alphabetical order, never a ranking."""

    unthanked: Sequence[Unthanked]
    more: int  # People not named.
    thanks: int
    crossing: int
    rings: Sequence[Ring]


def coverage(session: Session, me: Person, now: datetime) -> Coverage:
    """Return how far thanks reach. Raises NotTheCco."""
    demand_cco(session, me)
    since = now - LOOKED_BACK
    groups, more = _unthanked(session, me.team_id, since)
    thanks, crossing = _crossing(session, me.team_id, since)
    return Coverage(groups, more, thanks, crossing, _rings(session, me.team_id, since))


def _unthanked(session: Session, team_id: str, since: datetime) -> tuple[list[Unthanked], int]:
    people = session.execute(unthanked_people(team_id, since).limit(MOST_UNTHANKED)).all()
    count = session.execute(
        select(func.count()).select_from(unthanked_people(team_id, since).subquery())
    ).scalar_one()
    members = _members(session, team_id)
    names = {area.number: area.name for area in areas_of(session, team_id)}
    groups: dict[int, list[Person]] = {}
    for person, area in people:
        groups.setdefault(area or 0, []).append(person)
    found = [
        Unthanked(names.get(area, ""), unthanked, bool(area) and members[area] == len(unthanked))
        for area, unthanked in groups.items()
    ]
    in_order = sorted(found, key=lambda each: (each.area == "", each.area.casefold()))
    return in_order, max(0, int(count) - len(people))


def unthanked_people(team_id: str, since: datetime) -> Any:
    """Select those who can be thanked and were not since then, with their area, by name."""
    was = select(Thanked.recognition).where(
        Thanked.team_id == Person.team_id,
        Thanked.person == Person.number,
        col(Thanked.given_at) > since,
        col(Thanked.withdrawn_at).is_(None),
    )
    is_theirs = and_(
        col(AreaMember.team_id) == Person.team_id, col(AreaMember.person) == Person.number
    )
    return (
        select(Person, AreaMember.area)
        .outerjoin(AreaMember, is_theirs)
        .where(*_is_here(team_id), ~was.exists())
        .order_by(col(Person.folded_name), col(Person.number))
    )


def _crossing(session: Session, team_id: str, since: datetime) -> tuple[int, int]:
    thanks, crossing = session.execute(crossing_thanks(team_id, since)).one()
    return int(thanks), int(crossing or 0)


def crossing_thanks(team_id: str, since: datetime) -> Any:
    """Count thanks between people whose areas are known, and those that cross areas."""
    theirs, givers = aliased(AreaMember), aliased(AreaMember)
    crosses = case((col(theirs.area) != col(givers.area), 1), else_=0)
    return (
        select(func.count(), func.sum(crosses))
        .select_from(Thanked)
        .join(theirs, _is_member(theirs, col(Thanked.person)))
        .join(givers, _is_member(givers, col(Thanked.giver)))
        .where(*_counts(team_id, since))
    )


def _rings(session: Session, team_id: str, since: datetime) -> list[Ring]:
    found = session.execute(ring_pairs(team_id, since).limit(MOST_RINGS)).all()
    named = {number for giver, person, *_ in found for number in (giver, person)}
    people = people_numbered(session, team_id, {*named})
    rings = [Ring(people[giver], people[person], int(n), int(of)) for giver, person, n, of in found]
    return sorted(rings, key=lambda each: (each.person.folded_name, each.giver.folded_name))


def ring_pairs(team_id: str, since: datetime) -> Any:
    """Select pairs of which one gives the other more than that share of their thanks."""
    wanted = _counts(team_id, since)
    pairs = (
        select(Thanked.giver, Thanked.person, func.count().label("given"))
        .where(*wanted)
        .group_by(col(Thanked.giver), col(Thanked.person))
        .subquery()
    )
    wholes = (
        select(Thanked.person, func.count().label("had"))
        .where(*wanted)
        .group_by(col(Thanked.person))
        .having(func.count() >= FEWEST)
        .subquery()
    )
    return (
        select(pairs.c.giver, pairs.c.person, pairs.c.given, wholes.c.had)
        .join(wholes, pairs.c.person == wholes.c.person)
        .where(pairs.c.given * 100 > wholes.c.had * RING)
        .order_by(pairs.c.person, pairs.c.giver)
    )


def _members(session: Session, team_id: str) -> dict[int, int]:
    """Return how many people who can be thanked are in each area."""
    counted = (
        select(Area.number, func.count())
        .join(
            AreaMember,
            and_(col(AreaMember.team_id) == Area.team_id, col(AreaMember.area) == col(Area.number)),
        )
        .join(
            Person,
            and_(
                col(Person.team_id) == AreaMember.team_id,
                col(Person.number) == col(AreaMember.person),
            ),
        )
        .where(*_is_here(team_id))
        .group_by(col(Area.number))
    )
    return {int(area): int(count) for area, count in session.execute(counted)}


def _counts(team_id: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Thanked.team_id) == team_id,
        col(Thanked.given_at) > since,
        col(Thanked.withdrawn_at).is_(None),
    )


def _is_here(team_id: str) -> tuple[ColumnElement[bool], ...]:
    lacks = (Person.is_bot, Person.is_deactivated, Person.is_stranger, Person.is_guest)
    return (col(Person.team_id) == team_id, *(col(each).is_(False) for each in lacks))


def _is_member(member: Any, person: Any) -> ColumnElement[bool]:
    return and_(member.team_id == Thanked.team_id, member.person == person)
