"""One more customer who hit it: a report, counted once, by issue and by touchpoint and week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Date, bindparam, text
from sqlmodel import Session, select

from bot.domain.calendar import DAY
from bot.domain.history import Event
from bot.domain.issues.moving import IssueEnded, move, said_words
from bot.domain.issues.records import Channel, Issue, Report, State
from bot.domain.issues.telling import show_change
from bot.domain.people import Person

NO_TOUCHPOINT = 0


@dataclass(frozen=True)
class ReportWish:
    """What somebody heard: from which customer, how, in the customer's own words."""

    customer: str = ""
    heard_by: Channel | None = None
    words: str = ""
    origin: str | None = None  # Of one form, signal or row: it is counted once.
    heard_at: datetime | None = None  # Where that is known, and not now.


@dataclass(frozen=True)
class Reported:
    """A report, its issue, and whether it was there before."""

    report: Report
    issue: Issue
    is_new: bool


def add_report(
    session: Session,
    issue: Issue,
    me: Person | None,
    wish: ReportWish,
    now: datetime,
    *,
    source: str | None = None,
) -> Reported:
    """Count one more customer. What is closed stays closed, until somebody reopens it."""
    if issue.state in {State.WITHDRAWN, State.MERGED}:
        raise IssueEnded(record=issue.label, state="withdrawn")
    known = _reported(session, issue, wish)
    if known is not None:
        return Reported(known, issue, is_new=False)
    report = keep_report(session, issue, me, wish, now, source=source)
    event = Event(me.number if me else None, "reported", now, {"report": report.id})
    # What came after the words were erased is erased in its turn.
    move(session, issue, event, reports=issue.reports + 1, erased_at=None)
    show_change(session, issue)
    count_week(session, issue.team_id, report.touchpoint, report.week)
    return Reported(report, issue, is_new=True)


def keep_report(
    session: Session,
    issue: Issue,
    me: Person | None,
    wish: ReportWish,
    now: datetime,
    *,
    source: str | None = None,
    reopens: bool = False,
) -> Report:
    """Write a report down; whoever calls counts it."""
    at = wish.heard_at or now
    report = Report(
        team_id=issue.team_id,
        issue=issue.number,
        first_issue=issue.number,
        person=me.number if me else None,
        source=source,
        heard_by=wish.heard_by,
        customer=_kept(session, issue, wish.customer),
        words=_kept(session, issue, wish.words),
        touchpoint=issue.touchpoint,
        week=week_of(at),
        made_at=at,
        reopens=reopens,
        origin=wish.origin,
    )
    session.add(report)
    session.flush()
    return report


def count_week(
    session: Session, team_id: str, touchpoint: int | None, week: date, more: int = 1
) -> None:
    """Count reports into the week of a touchpoint: last in a verb, since many wait for this row."""
    at = {"team_id": team_id, "touchpoint": touchpoint or NO_TOUCHPOINT, "week": week}
    session.execute(_COUNT, {**at, "more": more})


def week_of(moment: datetime) -> date:
    """Return the Monday of the week that a moment falls in, by universal time."""
    day = moment.astimezone(UTC).date()
    return day - DAY * day.weekday()


def _kept(session: Session, issue: Issue, text: str) -> int | None:
    words = said_words(session, issue.team_id, text)
    return words.id if words else None


def _reported(session: Session, issue: Issue, wish: ReportWish) -> Report | None:
    if wish.origin is None:
        return None
    same = select(Report).where(Report.team_id == issue.team_id, Report.origin == wish.origin)
    return session.exec(same).one_or_none()


_COUNT = text(
    "INSERT INTO report_weeks (team_id, touchpoint, week, reports)"
    " VALUES (:team_id, :touchpoint, :week, :more)"
    " ON CONFLICT (team_id, touchpoint, week)"
    " DO UPDATE SET reports = report_weeks.reports + :more"
).bindparams(bindparam("week", type_=Date))
