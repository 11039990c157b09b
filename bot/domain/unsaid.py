"""What was never said because the bot was down: a line in the brief for each kind and day."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import DAY, start_of_day, today_in
from bot.domain.lines import BRIEF, add_line
from bot.domain.notices import Notice, State, Urgency
from bot.domain.people import Person

UNSAID = "unsaid"
LOOKED_BACK = timedelta(days=14)
# Said by the clock. What somebody asked for has its own way of telling that it did not arrive.
SCHEDULED = (
    Kind.DIGEST,
    Kind.SESSION_POST,
    Kind.SESSION_AGENDA,
    Kind.SESSION_START,
    Kind.SESSION_ASKED,
    Kind.WEEK,
)


def report_unsaid(session: Session, cco: Person, now: datetime) -> None:
    """Have the CCO read, once for each kind and day, that something was too late to be said."""
    unsaid = select(Notice.kind, Notice.due_at).where(
        *_too_late(cco.team_id), col(Notice.due_at) > now - LOOKED_BACK
    )
    days = {(kind, today_in(cco.zoneinfo, due_at)) for kind, due_at in session.exec(unsaid)}
    for kind, day in sorted(days):
        facts = {"kind": kind, "on": day.isoformat()}
        add_line(session, cco.team_id, BRIEF, f"{UNSAID}:{kind}:{day}", UNSAID, now, facts=facts)


def count_unsaid(session: Session, cco: Person, kind: str, day: date) -> int:
    """Return how many of a kind could not be said on a day, as the CCO counts days."""
    first, end = (start_of_day(each, cco.zoneinfo) for each in (day, day + DAY))
    unsaid = select(func.count(col(Notice.id))).where(
        *_too_late(cco.team_id),
        Notice.kind == kind,
        col(Notice.due_at) >= first,
        col(Notice.due_at) < end,
    )
    return int(session.exec(unsaid).one())


def _too_late(team_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Notice.team_id) == team_id,
        col(Notice.state) == State.EXPIRED,
        col(Notice.urgency).in_(list(Urgency)),
        col(Notice.kind).in_(SCHEDULED),
    )
