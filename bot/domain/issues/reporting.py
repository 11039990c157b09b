"""One more customer who hit it: a report, counted once, by issue and by touchpoint and week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, bindparam, text
from sqlmodel import Session, col, select

from bot.domain.calendar import DAY
from bot.domain.history import Event
from bot.domain.issues.moving import IssueEnded, move, said_texts
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
    return add_reports(session, issue, me, [wish], now, source=source)[0]


def add_reports(
    session: Session,
    issue: Issue,
    me: Person | None,
    wishes: Sequence[ReportWish],
    now: datetime,
    *,
    source: str | None = None,
) -> list[Reported]:
    """Count what came together in one go: a row each, one line of history, one look at the card."""
    if issue.state in {State.WITHDRAWN, State.MERGED}:
        raise IssueEnded(record=issue.label, state="withdrawn")
    known = _reported(session, issue, wishes)
    new = [wish for wish in wishes if wish.origin not in known]
    made = iter(keep_reports(session, issue, me, new, now, source=source))
    reported = [
        Reported(known.get(wish.origin) or next(made), issue, is_new=wish.origin not in known)
        for wish in wishes
    ]
    if new:
        _count(session, issue, me, [each.report for each in reported if each.is_new], now)
    return reported


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
    return keep_reports(session, issue, me, [wish], now, source=source, reopens=reopens)[0]


def keep_reports(
    session: Session,
    issue: Issue,
    me: Person | None,
    wishes: Sequence[ReportWish],
    now: datetime,
    *,
    source: str | None = None,
    reopens: bool = False,
) -> list[Report]:
    """Write reports down, all at once; whoever calls counts them."""
    texts = [text for wish in wishes for text in (wish.customer, wish.words)]
    kept = said_texts(session, issue.team_id, texts)
    by = {"person": me.number if me else None, "source": source, "reopens": reopens}
    said = zip(wishes, kept[::2], kept[1::2], strict=True)
    reports = [
        _row(issue, wish, now, customer=customer, words=words, **by)
        for wish, customer, words in said
    ]
    session.add_all(reports)
    session.flush()
    return reports


def _row(issue: Issue, wish: ReportWish, now: datetime, **more: Any) -> Report:
    at = wish.heard_at or now
    return Report(
        team_id=issue.team_id,
        issue=issue.number,
        first_issue=issue.number,
        heard_by=wish.heard_by,
        touchpoint=issue.touchpoint,
        week=week_of(at),
        made_at=at,
        origin=wish.origin,
        **more,
    )


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


def _reported(
    session: Session, issue: Issue, wishes: Sequence[ReportWish]
) -> dict[str | None, Report]:
    """Return the reports that are there already, by what makes each the only one."""
    origins = [wish.origin for wish in wishes if wish.origin is not None]
    if not origins:
        return {}
    same = select(Report).where(Report.team_id == issue.team_id, col(Report.origin).in_(origins))
    return {each.origin: each for each in session.exec(same)}


def _count(
    session: Session, issue: Issue, me: Person | None, reports: Sequence[Report], now: datetime
) -> None:
    """Count new reports by their issue, and by touchpoint and week."""
    many = len(reports)
    facts: dict[str, Any] = {"report": reports[0].id} | ({"many": many} if many > 1 else {})
    if reports[0].source:
        facts["source"] = reports[0].source
    # What came after the words were erased is erased in its turn.
    event = Event(me.number if me else None, "reported", now, facts)
    move(session, issue, event, reports=issue.reports + many, erased_at=None)
    show_change(session, issue)
    # In one order, so that no two wait in a circle.
    for week, more in sorted(Counter(each.week for each in reports).items()):
        count_week(session, issue.team_id, issue.touchpoint, week, more)


_COUNT = text(
    "INSERT INTO report_weeks (team_id, touchpoint, week, reports)"
    " VALUES (:team_id, :touchpoint, :week, :more)"
    " ON CONFLICT (team_id, touchpoint, week)"
    " DO UPDATE SET reports = report_weeks.reports + :more"
).bindparams(bindparam("week", type_=Date))
