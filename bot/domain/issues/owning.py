"""Who owns an issue: exactly one person, and others who help."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.areas import area_of
from bot.domain.history import Event
from bot.domain.issues.moving import NOBODY_ASKED, demand_going_on, move
from bot.domain.issues.news import tell
from bot.domain.issues.records import Helping, Issue, Report, State
from bot.domain.issues.rights import Act, demand, has_owner, helping_with
from bot.domain.issues.telling import HELPS, OWNED, line_to, lines_to, show_change
from bot.domain.people import Person, person_numbered
from bot.errors import UserError


class OwnedAlready(UserError):
    """{who} owns {record} already, so nothing changed."""


class CannotHelp(UserError):
    """Only a colleague can help: no bot, and nobody who left or is from outside."""


class HelpsAlready(UserError):
    """{who} owns {record} or helps with it already, so nothing changed."""


class DoesNotHelp(UserError):
    """{who} does not help with {record}, so nothing changed."""


def own(session: Session, issue: Issue, me: Person, now: datetime, *, act: int = 0) -> Issue:
    """Take an issue that nobody owns, or whose owner has left; of two the first one owns it.

    `act` is the first change of all that are made, and undone, with this one.
    """
    demand_free(session, issue, me)
    asker, asked = issue.asked_by, issue.handover_to
    helped = stop_helping(session, issue, me.number)
    facts = {"from": issue.owner, "act": act or issue.revision + 1, "helped": helped}
    event = Event(me.number, "owned", now, facts)
    move(session, issue, event, **owner_columns(session, issue, me, now))
    if asked != me.number:
        tell(session, issue, asker, now, by=me.number)
    tell_reporters_owned(session, issue, now)
    show_change(session, issue, also=[asker, asked])
    return issue


def demand_free(session: Session, issue: Issue, me: Person) -> None:
    """Raise CannotOwn, IssueEnded or OwnedAlready unless this person can take it."""
    demand(session, issue, me, Act.OWN)
    demand_going_on(issue)
    if has_owner(session, issue):
        owner = person_numbered(session, issue.team_id, issue.owner or 0)
        raise OwnedAlready(who=owner.called, record=issue.label)


def owner_columns(session: Session, issue: Issue, owner: Person, now: datetime) -> dict[str, Any]:
    """Return the columns of an issue that this person owns from now on."""
    area = area_of(session, owner)
    return {
        **NOBODY_ASKED,
        "owner": owner.number,
        "area": area.number if area else issue.area,
        "state": State.OWNED if issue.state is State.NEW else issue.state,
        "owned_at": issue.owned_at or now,
        "own_by": None,
        "refusals": 0,
    }


def tell_reporters_owned(session: Session, issue: Issue, now: datetime) -> None:
    """Have each who reported it read, once, that somebody owns it."""
    reporters = {*reporters_of(session, issue)} - {issue.owner}
    lines_to(session, issue, reporters, OWNED, now)


def reporters_of(session: Session, issue: Issue) -> list[int]:
    """Return the people who reported it, each once.

    In the order of their reports, and sorted here: else SQLite reads all reports that there are.
    """
    heard = select(Report.person).where(
        Report.team_id == issue.team_id, Report.issue == issue.number
    )
    found = session.exec(heard.order_by(col(Report.id)))
    return sorted({person for person in found if person is not None})


def begin_help(session: Session, issue: Issue, me: Person, person: Person, now: datetime) -> Issue:
    """Have somebody help; anybody may offer that of themselves."""
    if person.number != me.number:
        demand(session, issue, me, Act.HELP)
    demand_going_on(issue)
    if not person.can_promise:
        raise CannotHelp(field="people")
    is_owner = person.number == issue.owner
    if is_owner or not start_helping(session, issue, person.number):
        raise HelpsAlready(field="people", who=person.called, record=issue.label)
    move(session, issue, Event(me.number, "helper_added", now, {"to": person.number}))
    if person.number != me.number:
        line_to(session, issue, person.number, HELPS, now, once=str(issue.revision))
    show_change(session, issue)
    return issue


def end_help(session: Session, issue: Issue, me: Person, person: Person, now: datetime) -> Issue:
    """Have somebody help no more; anybody may say that of themselves."""
    if person.number != me.number:
        demand(session, issue, me, Act.HELP)
    demand_going_on(issue)
    if not stop_helping(session, issue, person.number):
        raise DoesNotHelp(field="people", who=person.called, record=issue.label)
    move(session, issue, Event(me.number, "helper_removed", now, {"to": person.number}))
    show_change(session, issue, also=[person.number])
    return issue


def move_help(
    session: Session, issue: Issue, into: Issue, also: Collection[int]
) -> tuple[list[int], list[int]]:
    """Have who helped with one issue, and these people, help with another.

    Returns who helped before, and who helps with the other one from now on.
    """
    helped = helping_with(session, issue)
    added = []
    for number in sorted({*helped, *also} - {into.owner}):
        person = person_numbered(session, issue.team_id, number)
        if person.can_promise and start_helping(session, into, number):
            added.append(number)
    for number in helped:
        stop_helping(session, issue, number)
    return helped, added


def start_helping(session: Session, issue: Issue, person: int) -> bool:
    """Note that somebody helps; tell whether that is new."""
    row = Helping(team_id=issue.team_id, issue=issue.number, person=person)
    return insert_once(session, row)


def stop_helping(session: Session, issue: Issue, person: int) -> bool:
    """Note that somebody helps no more; tell whether they did."""
    mine = (
        col(Helping.team_id) == issue.team_id,
        col(Helping.issue) == issue.number,
        col(Helping.person) == person,
    )
    return session.exec(delete(Helping).where(*mine)).rowcount == 1
