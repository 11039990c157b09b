"""Roles, as data: who is Chief Customer Officer, who administers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, delete
from sqlmodel import Field, Session, col

from bot.database import Moment, upsert, word_of
from bot.database.rows import Row
from bot.domain.people import Person, person_numbered
from bot.domain.workspaces import Workspace, workspace_of
from bot.errors import UserError


class Office(StrEnum):
    CCO = "cco"
    NEXT_CCO = "next_cco"  # Whoever was asked to be CCO; who holds the office keeps it meanwhile.
    ADMINISTRATOR = "administrator"


OFFICE = "office"  # What the message is about that asks somebody to take it.


class RoleState(StrEnum):
    ASKED = "asked"
    HELD = "held"


class Role(Row, table=True):
    """An office of the workspace, and who holds it or was asked to."""

    __tablename__ = "roles"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    office: Office = Field(primary_key=True, sa_type=word_of(Office))
    state: RoleState = Field(sa_type=word_of(RoleState))
    person: int
    since: datetime = Field(sa_type=Moment)


class NotAsked(UserError):
    """You are not the one who was asked, so nothing changed."""


class NotAdministrator(UserError):
    """Only an administrator of this workspace can name the CCO, so nothing changed."""


class NoOffice(UserError):
    """A bot, a guest or somebody who left cannot be your CCO. Please pick a colleague."""


def role_of(session: Session, team_id: str, office: Office) -> Role | None:
    """Return who holds an office, or was asked to."""
    return session.get(Role, (team_id, office))


def cco_of(session: Session, team_id: str) -> Person | None:
    """Return the Chief Customer Officer, from when they accept until they leave."""
    role = session.get(Role, (team_id, Office.CCO))
    if role is None or role.state is not RoleState.HELD:
        return None
    person = person_numbered(session, team_id, role.person)
    return None if person.is_deactivated else person


def name_cco(session: Session, named: Person, by: Person, now: datetime) -> Role:
    """Ask somebody to be CCO; who names themselves is CCO at once."""
    if not by.is_admin:
        raise NotAdministrator
    if named.is_guest or not named.can_promise:
        raise NoOffice
    if named.number == by.number:
        return appoint_cco(session, named, now)
    return _put(session, named, Office.NEXT_CCO, RoleState.ASKED, now)


def appoint_cco(session: Session, person: Person, now: datetime) -> Role:
    """Make somebody CCO without asking: on an operator's word (`CX_CCO`), or on their own."""
    _forget_asked(session, person.team_id)
    return _put(session, person, Office.CCO, RoleState.HELD, now)


def accept_office(session: Session, person: Person, now: datetime) -> None:
    """Take on the office that this person was asked for; pressed twice, it is theirs once."""
    if not _forget_asked(session, person.team_id, person.number):
        held = session.get(Role, (person.team_id, Office.CCO))
        if held is None or held.person != person.number:
            raise NotAsked
        return
    _put(session, person, Office.CCO, RoleState.HELD, now)


def decline_office(session: Session, person: Person) -> None:
    """Leave the office as it is; while nobody holds it, the next administrator is asked."""
    if not _forget_asked(session, person.team_id, person.number):
        raise NotAsked
    workspace = workspace_of(session, person.team_id)
    workspace.cco_asked_at = None
    session.add(workspace)


def should_ask_cco(session: Session, workspace: Workspace, me: Person, now: datetime) -> bool:
    """Tell whether to ask me who the CCO is: the first administrator who types is asked, once.

    When the one who was named has left, the question is open again.
    """
    if not me.is_admin or not _is_open_question(session, workspace):
        return False
    workspace.cco_asked_at = now
    session.add(workspace)
    return True


def _is_open_question(session: Session, workspace: Workspace) -> bool:
    named = (role_of(session, workspace.team_id, each) for each in (Office.CCO, Office.NEXT_CCO))
    roles = [role for role in named if role is not None]
    asked_at = workspace.cco_asked_at
    if not roles:
        return asked_at is None
    people = (person_numbered(session, role.team_id, role.person) for role in roles)
    has_left = all(person.is_deactivated for person in people)
    return has_left and (asked_at is None or asked_at <= max(role.since for role in roles))


def _put(session: Session, person: Person, office: Office, state: RoleState, now: datetime) -> Role:
    role = Role(team_id=person.team_id, office=office, state=state, person=person.number, since=now)
    upsert(session, role)
    return role


def _forget_asked(session: Session, team_id: str, person: int | None = None) -> bool:
    """Strike out who was asked, or only this person; tell whether anybody was."""
    asked = delete(Role).where(col(Role.team_id) == team_id, col(Role.office) == Office.NEXT_CCO)
    if person is not None:
        asked = asked.where(col(Role.person) == person)
    return session.exec(asked).rowcount == 1
