"""Issues that rest: waiting on another area, or parked until a day; then they go on."""

from datetime import date, datetime

from sqlmodel import Session

from bot.domain.areas import Area
from bot.domain.calendar import today_in
from bot.domain.commitments.settling import ReasonMissing
from bot.domain.history import Event
from bot.domain.issues.moving import demand_going_on, move, said_words
from bot.domain.issues.opening import NoSuchArea
from bot.domain.issues.records import RESTING, Issue, State
from bot.domain.issues.rights import Act, NobodyOwnsIt, demand, leader_of
from bot.domain.issues.stepping import resumed
from bot.domain.issues.telling import BACK, CHANGED, WAITS_ON, line_to, show_change
from bot.domain.people import Person, person_numbered
from bot.domain.words import cleaned
from bot.errors import UserError

FARTHEST = 366  # Days.


class ParkedInThePast(UserError):
    """Please pick a day after today; on that day it comes back by itself."""


class ParkedTooLong(UserError):
    """Please pick a day within a year. What nobody means to fix is better ended, with a reason."""


class DoesNotRest(UserError):
    """{record} neither waits nor is parked, so nothing changed."""


class WaitsOnItself(UserError):
    """{record} is that area's own. Please pick the other area that you wait for."""


def wait_for(
    session: Session, issue: Issue, me: Person, area: int, reason: str, now: datetime
) -> Issue:
    """Have it wait on another area: its own clock stands, and that area's leader reads why."""
    _demand_rest(session, issue, me, reason)
    if session.get(Area, (issue.team_id, area)) is None:
        raise NoSuchArea(field="area")
    if area == issue.area:
        raise WaitsOnItself(field="area", record=issue.label)
    words = said_words(session, issue.team_id, reason)
    event = Event(me.number, "waiting", now, {"waiting_on": area}, words)
    move(
        session,
        issue,
        event,
        state=State.WAITING,
        resumes=_goes_on_as(issue),
        waiting_on=area,
        parked_until=None,
        reason=words.id if words else None,
    )
    leader = leader_of(session, issue.team_id, area)
    if leader is not None and leader.number != me.number:
        line_to(session, issue, leader.number, WAITS_ON, now, once=str(issue.revision))
    _tell_owner(session, issue, me, now)
    show_change(session, issue)
    return issue


def park(
    session: Session, issue: Issue, me: Person, until: date, reason: str, now: datetime
) -> Issue:
    """Put it aside until a day, on which it comes back by itself."""
    _demand_rest(session, issue, me, reason)
    owner = person_numbered(session, issue.team_id, issue.owner or me.number)
    ahead = (until - today_in(owner.zoneinfo, now)).days
    if ahead < 1:
        raise ParkedInThePast(field="until")
    if ahead > FARTHEST:
        raise ParkedTooLong(field="until")
    words = said_words(session, issue.team_id, reason)
    event = Event(me.number, "parked", now, {"until": until.isoformat()}, words)
    move(
        session,
        issue,
        event,
        state=State.PARKED,
        resumes=_goes_on_as(issue),
        waiting_on=None,
        parked_until=until,
        reason=words.id if words else None,
    )
    _tell_owner(session, issue, me, now)
    show_change(session, issue)
    return issue


def go_on(session: Session, issue: Issue, me: Person | None, now: datetime) -> Issue:
    """Go on where it was; on the day that it was parked until, it does so by itself."""
    if me is not None:
        demand(session, issue, me, Act.STEP)
    if issue.state not in RESTING:
        raise DoesNotRest(record=issue.label)
    what = "went_on" if me else "came_back"
    move(session, issue, Event(me.number if me else None, what, now), **resumed(issue))
    if me is None:
        entered = issue.entered_at.isoformat()
        line_to(session, issue, issue.owner, BACK, now, once=entered, facts={"entered": entered})
    else:
        _tell_owner(session, issue, me, now)
    show_change(session, issue)
    return issue


def _demand_rest(session: Session, issue: Issue, me: Person, reason: str) -> None:
    demand_going_on(issue)
    if issue.state is State.NEW:
        raise NobodyOwnsIt(record=issue.label)
    demand(session, issue, me, Act.DECIDE)
    if not cleaned(reason):
        raise ReasonMissing(field="reason")


def _goes_on_as(issue: Issue) -> State | None:
    return issue.resumes if issue.state in RESTING else issue.state


def _tell_owner(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    """Have the owner read what the CCO decided."""
    if issue.owner != me.number:
        line_to(session, issue, issue.owner, CHANGED, now, once=str(issue.revision))
