"""People: their name, zone and standing, as Slack tells it, and the one number we know them by."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Index, UniqueConstraint, bindparam, or_
from sqlmodel import Field, Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import Moment, at_hand, insert_all_once
from bot.database.rows import Row
from bot.domain.calendar import zone_named
from bot.domain.counters import give_back_number, next_number, take_more
from bot.domain.words import cleaned, folded

NOUN = "person"


@dataclass(frozen=True)
class Profile:
    """What Slack says of one person."""

    slack_id: str
    name: str = ""
    handle: str = ""
    zone: str = ""
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False
    is_deactivated: bool = False
    is_stranger: bool = False


class Person(Row, table=True):
    """One person. Records point to `number`; erasing a person empties the rest of this row."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("team_id", "slack_id"),
        Index("people_by_first_name", "team_id", "folded_first"),
        Index("people_by_handle", "team_id", "folded_handle"),
        Index("people_by_digest", "next_digest_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    slack_id: str | None = Field(default=None, max_length=32)
    name: str = ""
    handle: str = ""
    zone: str = ""
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False
    is_deactivated: bool = False
    is_stranger: bool = False
    area_asked_at: datetime | None = Field(default=None, sa_type=Moment)
    # When to look whether something falls due for them; None: nothing will.
    next_digest_at: datetime | None = Field(default=None, sa_type=Moment)
    folded_first: str = ""
    folded_name: str = ""
    folded_handle: str = ""

    @property
    def zoneinfo(self) -> ZoneInfo:
        return zone_named(self.zone)

    @property
    def called(self) -> str:
        """The name to say; somebody erased is still a person."""
        return self.name or self.handle or "somebody who left"

    @property
    def can_promise(self) -> bool:
        return not (self.is_bot or self.is_deactivated or self.is_stranger)


_BY_SLACK_ID = select(Person).where(
    Person.team_id == bindparam("team_id"), Person.slack_id == bindparam("slack_id")
)

_BY_SLACK_IDS = select(Person).where(
    Person.team_id == bindparam("team_id"),
    col(Person.slack_id).in_(bindparam("slack_ids", expanding=True)),
)

_NUMBERED = select(Person).where(
    Person.team_id == bindparam("team_id"),
    col(Person.number).in_(bindparam("numbers", expanding=True)),
)


def learn_people(session: Session, team_id: str, profiles: Iterable[Profile]) -> list[Person]:
    """Remember people as Slack describes them now; returns those who live by another zone."""
    told, moved = list(profiles), []
    known = _all_seen(session, team_id, [profile.slack_id for profile in told])
    for profile in told:
        person = known[profile.slack_id]
        if person.zone != profile.zone:
            moved.append(person)
        for name, value in vars(profile).items():
            setattr(person, name, value)
        person.folded_name = folded(profile.name)
        person.folded_first = person.folded_name.partition(" ")[0]
        person.folded_handle = folded(profile.handle)
        session.add(person)
    return moved


def person_seen(session: Session, team_id: str, slack_id: str) -> Person:
    """Return the person behind a Slack id, who is known from now on."""
    known = person_known(session, team_id, slack_id)
    return known or _all_seen(session, team_id, [slack_id])[slack_id]


def people_seen(session: Session, team_id: str, slack_ids: Collection[str]) -> list[Person]:
    """Return the people behind these Slack ids, in that order, with one query for all known."""
    known = _all_seen(session, team_id, slack_ids)
    return [known[each] for each in slack_ids]


def _all_seen(session: Session, team_id: str, slack_ids: Collection[str]) -> dict[str, Person]:
    """Return people by Slack id; those never seen get their numbers in one go.

    Whoever else has somebody new waits from the first number until this transaction ends.
    """
    known = _all_known(session, team_id, slack_ids)
    if known.keys() >= {*slack_ids}:
        return known
    first = next_number(session, team_id, NOUN)
    known = _all_known(session, team_id, slack_ids)  # Somebody else may have been first.
    new = [each for each in dict.fromkeys(slack_ids) if each not in known]
    if not new:
        give_back_number(session, team_id, NOUN)
        return known
    take_more(session, team_id, NOUN, len(new) - 1)
    people = [
        Person(team_id=team_id, number=number, slack_id=each)
        for number, each in enumerate(new, start=first)
    ]
    insert_all_once(session, people)
    return _all_known(session, team_id, slack_ids)


def _all_known(session: Session, team_id: str, slack_ids: Collection[str]) -> dict[str, Person]:
    asked = {"team_id": team_id, "slack_ids": [*{*slack_ids}]}
    found = session.exec(_BY_SLACK_IDS, params=asked)
    return {person.slack_id: person for person in found if person.slack_id is not None}


def person_known(session: Session, team_id: str, slack_id: str) -> Person | None:
    # One request asks for the same few people again and again.
    held: dict[tuple[str, str], Person] = session.info.setdefault("people", {})
    person = held.get((team_id, slack_id))
    if person is None or person.slack_id != slack_id:
        asked = {"team_id": team_id, "slack_id": slack_id}
        person = session.exec(_BY_SLACK_ID, params=asked).one_or_none()
    if person is not None:
        held[team_id, slack_id] = person
    return person


def person_numbered(session: Session, team_id: str, number: int) -> Person:
    return session.get_one(Person, (team_id, number))


def people_numbered(session: Session, team_id: str, numbers: set[int | None]) -> dict[int, Person]:
    wanted = numbers - {None}
    known = {number: at_hand(session, Person, team_id, number) for number in wanted}
    found = {number: person for number, person in known.items() if number and person}
    missing = [number for number, person in known.items() if person is None]
    if not missing:
        return found
    asked = {"team_id": team_id, "numbers": missing}
    return found | {each.number: each for each in session.exec(_NUMBERED, params=asked)}


def gone_from(team_id: str) -> SelectOfScalar[int]:
    """Select the numbers of those who left a workspace."""
    gone = select(Person.number).where(Person.team_id == team_id)
    return gone.where(col(Person.is_deactivated).is_(True))


def people_called(session: Session, team_id: str, name: str) -> list[Person]:
    """Return the active people a plain `@name` may mean: by handle first, else by (first) name."""
    name = cleaned(name)
    wanted = folded(name.replace(".", " "))
    found = session.exec(
        select(Person).where(
            Person.team_id == team_id,
            or_(
                col(Person.folded_handle) == folded(name),
                col(Person.folded_first) == wanted,
                col(Person.folded_name) == wanted,
            ),
            col(Person.is_deactivated).is_(False),
            col(Person.is_bot).is_(False),
        )
    ).all()
    exact = [person for person in found if person.folded_handle == folded(name)]
    return exact or list(found)
