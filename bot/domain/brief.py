"""The CCO's brief: one DM on working days at half past eight, silent when nothing is to be said."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import DAY, at_local, today_in
from bot.domain.commitments.reminded import fates_of
from bot.domain.commitments.rungs import Fate
from bot.domain.hours import Hours
from bot.domain.issues.spikes import watch_spikes
from bot.domain.issues.watching import watch_sources
from bot.domain.lines import BRIEF, Line, say_lines, unsay_lines, waiting_lines
from bot.domain.notices import Place, Urgency, promise
from bot.domain.people import Person
from bot.domain.preferences import hours_of
from bot.domain.roles import cco_of
from bot.domain.standing_still import next_still, notice_still
from bot.domain.unsaid import report_unsaid
from bot.domain.workspaces import Workspace, workspace_of
from bot.errors import UserError

AT = time(8, 30)  # Before the day of who has not chosen other hours.
USUAL_START = time(9)
MOST_ADMINISTRATORS = 20
BATCH = 10
LATELY = 5
A_MOMENT = timedelta(microseconds=1)


class NotTheCco(UserError):
    """Only the Chief Customer Officer reads the brief, so there is nothing to show."""


def look_at_briefs(session: Session, now: datetime) -> int:
    """Say what each CCO is to read this morning, and plan the next look; returns how many."""
    planned = col(Workspace.next_brief_at)
    due = select(Workspace).where(or_(planned.is_(None), planned <= now)).limit(BATCH)
    workspaces = session.exec(
        due.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    ).all()
    for workspace in workspaces:
        if _plan(session, workspace.team_id, workspace.next_brief_at, now):
            _look(session, workspace.team_id, now)
    return len(workspaces)


def plan_brief(session: Session, team_id: str, now: datetime) -> None:
    """Plan the brief anew: there is another CCO, or they live by another clock."""
    workspace_of(session, team_id)
    session.flush()
    moment = next_brief(session, team_id, now)
    known = update(Workspace).where(col(Workspace.team_id) == team_id)
    session.exec(known.values(next_brief_at=moment))


def plan_brief_of(session: Session, person: Person, now: datetime) -> None:
    """Plan the brief anew if this person reads it: they chose other hours, went away, or moved."""
    cco = cco_of(session, person.team_id)
    if cco is not None and cco.number == person.number:
        plan_brief(session, person.team_id, now)


def next_brief(session: Session, team_id: str, now: datetime) -> datetime:
    """Return the next time the CCO is written to; while there is none, by universal time."""
    hours = _hours(session, cco_of(session, team_id))
    day = today_in(hours.zone, now)
    while True:
        moment = _moment(hours, day)
        if hours.works_on(day) and moment > now:
            return moment
        day += DAY


def next_word(session: Session, now: datetime) -> datetime | None:
    """Return when a CCO will be written to, or somebody on the CCO's account, as far as known."""
    planned = select(Workspace).where(col(Workspace.next_brief_at) > now)
    words = (_word_in(session, workspace, now) for workspace in session.exec(planned).all())
    return min((moment for moment in words if moment is not None), default=None)


def demand_cco(session: Session, me: Person) -> None:
    """Raise NotTheCco unless this person is the CCO."""
    cco = cco_of(session, me.team_id)
    if cco is None or cco.number != me.number:
        raise NotTheCco


def brief_key(day: date) -> str:
    return f"brief:{day.isoformat()}"


def said_lines(session: Session, team_id: str, key: str) -> list[Line]:
    """Return the lines of one brief, oldest first."""
    said = select(Line).where(Line.team_id == team_id, Line.said_in == key, Line.listing == BRIEF)
    return list(session.exec(said.order_by(col(Line.since), col(Line.key))))


def _word_in(session: Session, workspace: Workspace, now: datetime) -> datetime | None:
    team_id = workspace.team_id
    if cco_of(session, team_id) is None:
        return None
    if waiting_lines(session, team_id, BRIEF, most=1):
        return workspace.next_brief_at
    since = next_still(session, team_id, now)
    # At that very moment it is due already.
    return next_brief(session, team_id, max(now, since - A_MOMENT)) if since else None


def _plan(session: Session, team_id: str, due_at: datetime | None, now: datetime) -> bool:
    """Set the next look; False when somebody else has just done it."""
    planned = col(Workspace.next_brief_at)
    mine = (
        col(Workspace.team_id) == team_id,
        planned.is_(None) if due_at is None else planned == due_at,
    )
    claimed = update(Workspace).where(*mine)
    moment = next_brief(session, team_id, now)
    return session.exec(claimed.values(next_brief_at=moment)).rowcount == 1


def _look(session: Session, team_id: str, now: datetime) -> None:
    cco = cco_of(session, team_id)
    notice_still(session, team_id, now)
    watch_spikes(session, now)
    watch_sources(session, team_id, now)
    if cco is None:
        if waiting_lines(session, team_id, BRIEF, most=1):
            _tell_administrators(session, team_id, now)
        return
    report_unsaid(session, cco, now)
    _wait_again(session, team_id)
    hours = _hours(session, cco)
    today = today_in(hours.zone, now)
    if hours.works_on(today) and _moment(hours, today) <= now < _end(hours, today):
        _say(session, cco, today, now)


def _say(session: Session, cco: Person, today: date, now: datetime) -> None:
    key, hours = brief_key(today), _hours(session, cco)
    lines = waiting_lines(session, cco.team_id, BRIEF)
    if not lines or said_lines(session, cco.team_id, key):
        return
    promise(
        session,
        cco.team_id,
        key,
        kind=Kind.BRIEF,
        place=Place(person_id=cco.slack_id or ""),
        now=now,
        facts={"key": key, "on": today.isoformat()},
        due_at=_moment(hours, today),
        expires_at=_end(hours, today),
        urgency=Urgency.DIGEST,
    )
    say_lines(session, lines, key)


def _wait_again(session: Session, team_id: str) -> None:
    """Have lines wait again whose brief never arrived."""
    said = select(Line.said_in).where(
        Line.team_id == team_id, Line.listing == BRIEF, Line.said_in != ""
    )
    lately = session.exec(said.distinct().order_by(col(Line.said_in).desc()).limit(LATELY)).all()
    for key, fate in fates_of(session, team_id, lately).items():
        if fate is Fate.LOST:
            unsay_lines(session, team_id, key)


def _tell_administrators(session: Session, team_id: str, now: datetime) -> None:
    """Tell those who can name a CCO, once, that something waits for one."""
    administrators = select(Person).where(
        Person.team_id == team_id,
        col(Person.is_admin).is_(True),
        col(Person.is_deactivated).is_(False),
        col(Person.is_bot).is_(False),
    )
    for person in session.exec(administrators.limit(MOST_ADMINISTRATORS)):
        promise(
            session,
            team_id,
            f"brief.waits:{person.number}",
            kind=Kind.BRIEF_WAITS,
            place=Place(person_id=person.slack_id or ""),
            now=now,
            due_at=hours_of(session, person).next_working(now),
            urgency=Urgency.DIGEST,
        )


def _hours(session: Session, cco: Person | None) -> Hours:
    return hours_of(session, cco) if cco else Hours(UTC)


def _moment(hours: Hours, day: date) -> datetime:
    """Return when the brief of a day is due: never before hours that somebody chose."""
    at = AT if hours.starts <= USUAL_START else hours.starts
    return at_local(day, at, hours.zone)


def _end(hours: Hours, day: date) -> datetime:
    return at_local(day, hours.ends, hours.zone)
