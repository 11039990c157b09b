"""Roles, as data: who is Chief Customer Officer, who administers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, update
from sqlmodel import Field, Session, SQLModel, col

from bot.database import Moment, upsert, word_of
from bot.domain.people import Person, person_numbered
from bot.domain.workspaces import Workspace, workspace_of
from bot.errors import UserError


class Office(StrEnum):
    CCO = "cco"
    ADMINISTRATOR = "administrator"


OFFICE = "office"  # What the message is about that asks somebody to take it.


class RoleState(StrEnum):
    ASKED = "asked"
    HELD = "held"


class Role(SQLModel, table=True):
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
    state = RoleState.HELD if named.number == by.number else RoleState.ASKED
    role = Role(
        team_id=named.team_id, office=Office.CCO, state=state, person=named.number, since=now
    )
    upsert(session, role)
    return role


def appoint_cco(session: Session, person: Person, now: datetime) -> None:
    """Make somebody CCO on an operator's word (`CX_CCO`), without asking."""
    held = RoleState.HELD
    role = Role(
        team_id=person.team_id, office=Office.CCO, state=held, person=person.number, since=now
    )
    upsert(session, role)


def accept_office(session: Session, person: Person, now: datetime) -> None:
    """Take on the office that this person was asked for."""
    asked = (
        update(Role)
        .where(
            col(Role.team_id) == person.team_id,
            col(Role.office) == Office.CCO,
            col(Role.person) == person.number,
        )
        .values(state=RoleState.HELD, since=now)
    )
    if session.exec(asked).rowcount == 0:
        raise NotAsked


def decline_office(session: Session, person: Person) -> None:
    """Leave the office open again; the next administrator who types is asked."""
    role = session.get(Role, (person.team_id, Office.CCO))
    if role is None or role.person != person.number or role.state is not RoleState.ASKED:
        raise NotAsked
    session.delete(role)
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
    role = session.get(Role, (workspace.team_id, Office.CCO))
    asked_at = workspace.cco_asked_at
    if role is None:
        return asked_at is None
    has_left = person_numbered(session, workspace.team_id, role.person).is_deactivated
    return has_left and (asked_at is None or asked_at <= role.since)
