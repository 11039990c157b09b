"""What is said about a forum to those who lead it, and which messages show it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.forums.finding import facilitator_of, members_of
from bot.domain.forums.records import NOUN, Forum
from bot.domain.notices import Place, promise, refresh_about, refresh_homes
from bot.domain.people import Person


class Tidings(StrEnum):
    """What somebody is told about a forum, in their DM."""

    HELD = "held"  # Nothing can be posted; the way out.
    LED = "led"  # It is theirs to lead now.
    ADRIFT = "adrift"  # Nobody leads it.


def tell(
    session: Session, forum: Forum, people: Iterable[Person], what: Tidings, now: datetime
) -> None:
    """Tell people, each in their DM, what became of a forum; once for each time it happens."""
    for person in people:
        promise(
            session,
            forum.team_id,
            f"forum:{forum.label}:{forum.revision}:{person.number}",
            kind=Kind.FORUM_TOLD,
            place=Place(person_id=person.slack_id or ""),
            now=now,
            facts={"forum": forum.number, "what": what.value, "revision": forum.revision},
            subject=(NOUN, forum.number),
        )


def owners_of(session: Session, forum: Forum) -> list[Person]:
    """Return who is told about a forum: whoever leads it, else the administrators."""
    leads = facilitator_of(session, forum)
    return [leads] if leads else administrators_of(session, forum.team_id)


def administrators_of(session: Session, team_id: str) -> list[Person]:
    """Return who looks after the workspace."""
    able = select(Person).where(
        Person.team_id == team_id,
        col(Person.is_admin).is_(True),
        col(Person.is_bot).is_(False),
        col(Person.is_deactivated).is_(False),
    )
    return list(session.exec(able.order_by(col(Person.number)).limit(50)))


def show_on_homes(session: Session, forum: Forum) -> None:
    """Bring the Home of everybody who is asked in a forum up to date."""
    people = members_of(session, forum)
    refresh_homes(session, forum.team_id, (person.slack_id or "" for person in people))


def show_change(session: Session, forum: Forum) -> None:
    """Bring every message about a forum up to date."""
    refresh_about(session, forum.team_id, NOUN, forum.number)
