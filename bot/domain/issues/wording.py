"""What is known of an issue, said better: its wording, where it belongs, what it is worth."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.domain.history import Event, story_of
from bot.domain.issues.clocks import hours_for, own_by
from bot.domain.issues.moving import demand_going_on, move, said_words
from bot.domain.issues.opening import demand_what, placed, tell_area
from bot.domain.issues.records import NOUN, Issue, Report, Severity, State, Tag
from bot.domain.issues.reporting import count_week
from bot.domain.issues.rights import Act, NotYours, demand, may
from bot.domain.issues.telling import show_change
from bot.domain.issues.terms import learn_terms
from bot.domain.people import Person, person_numbered
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

EDITABLE_FOR = timedelta(minutes=10)
MOST_WORTH = 10**12


class WordingSet(UserError):
    """Its wording can be edited for ten minutes, while nobody else has acted on it."""


class WorthUnclear(UserError):
    """Please write what it is worth a month as a number above nought, without a sign."""


class WorthEndsFirst(UserError):
    """It ends before it begins. Please pick a later day, or leave it empty."""


class BasisMissing(UserError):
    """Please say what that number comes from, so that others can judge it."""


@dataclass(frozen=True)
class Worth:
    """What it is worth a month, from when to when, and what that comes from."""

    amount: int
    basis: str
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MOST_WORTH:
            raise WorthUnclear(field="worth")
        if not cleaned(self.basis):
            raise BasisMissing(field="basis")
        if self.first and self.last and self.last < self.first:
            raise WorthEndsFirst(field="until")


@dataclass(frozen=True)
class Sorting:
    """Where an issue belongs."""

    touchpoint: int | None
    severity: Severity
    tag: Tag | None = None
    area: int | None = None


def reword(session: Session, issue: Issue, me: Person, what: str, now: datetime) -> Issue:
    """Put it into better words, within ten minutes of opening it."""
    demand(session, issue, me, Act.REWORD)
    demand_fresh(session, issue, now)
    demand_what(what)
    words = keep_words(session, issue.team_id, what)
    move(session, issue, Event(me.number, "reworded", now, words=words), what=words.id)
    learn_terms(session, issue.team_id, issue.number, what)
    show_change(session, issue)
    return issue


def demand_fresh(session: Session, issue: Issue, now: datetime) -> None:
    """Raise WordingSet or IssueEnded unless the ten minutes for better words still run."""
    demand_going_on(issue)
    if now > issue.made_at + EDITABLE_FOR or is_relied_on(session, issue):
        raise WordingSet(field="what")


def is_relied_on(session: Session, issue: Issue) -> bool:
    """Tell whether anybody but who opened it has had a hand in it."""
    story = story_of(session, issue.team_id, NOUN, issue.number)
    return any(happening.person != issue.opened_by for happening in story)


def set_worth(session: Session, issue: Issue, me: Person, worth: Worth, now: datetime) -> Issue:
    """Say what it is worth a month."""
    demand_going_on(issue)
    demand(session, issue, me, Act.SORT)
    basis = said_words(session, issue.team_id, worth.basis)
    move(
        session,
        issue,
        Event(me.number, "worth_set", now, {"worth": worth.amount}, basis),
        worth=worth.amount,
        worth_from=worth.first,
        worth_to=worth.last,
        worth_basis=basis.id if basis else None,
    )
    show_change(session, issue)
    return issue


def sort_issue(
    session: Session, issue: Issue, me: Person, sorting: Sorting, now: datetime
) -> Issue:
    """Say where it belongs: touchpoint, severity, tag, and as long as nobody owns it, the area."""
    demand_going_on(issue)
    _demand_sorting(session, issue, me, now)
    touchpoint, area = placed(session, issue.team_id, sorting.touchpoint, sorting.area)
    columns: dict[str, Any] = {
        "touchpoint": touchpoint,
        "severity": sorting.severity,
        "tag": sorting.tag,
    }
    before = (issue.area, issue.severity)
    if issue.state is State.NEW:  # Later on it is the area of its owner.
        hours = hours_for(session, issue.team_id, area)
        columns["own_by"] = own_by(hours, sorting.severity, issue.entered_at)
        columns["area"] = area
    move(session, issue, Event(me.number, "sorted", now), **columns)
    if issue.state is State.NEW and before != (issue.area, issue.severity):
        tell_area(session, issue, now)
    show_change(session, issue)
    count_anew(session, issue)
    return issue


def name_customer(
    session: Session, issue: Issue, me: Person, customer: str, now: datetime
) -> Issue:
    """Say, or say better, from which customer I heard it first."""
    demand_going_on(issue)
    report = first_report_of(session, issue, me)
    if report is None:
        raise NotYours(record=issue.label, who="whoever reported it")
    words = said_words(session, issue.team_id, customer)
    facts = {"report": report.id, "customer": report.customer}
    report.customer = words.id if words else None
    session.add(report)
    move(session, issue, Event(me.number, "customer_named", now, facts, words))
    show_change(session, issue)
    return issue


def first_report_of(session: Session, issue: Issue, me: Person) -> Report | None:
    """Return the first report that somebody made on an issue."""
    mine = select(Report).where(
        Report.team_id == issue.team_id, Report.person == me.number, Report.issue == issue.number
    )
    return session.exec(mine.order_by(col(Report.id)).limit(1)).first()


def _demand_sorting(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    """Whoever opened it may sort it for ten minutes, or as long as nobody owns it."""
    demand(session, issue, me, Act.SORT)
    is_opener = issue.opened_by == me.number and issue.state is not State.NEW
    if is_opener and now > issue.made_at + EDITABLE_FOR and not may(session, issue, me, Act.STEP):
        owner = person_numbered(session, issue.team_id, issue.owner or me.number)
        raise NotYours(record=issue.label, who=owner.called)


def count_anew(session: Session, issue: Issue) -> None:
    """Count its reports where they belong now; weeks in one order, so that no two wait in a circle.

    Those of an issue that became part of it stay where they were heard, unless it is moved.
    """
    mine = (
        col(Report.team_id) == issue.team_id,
        col(Report.issue) == issue.number,
        col(Report.touchpoint).is_distinct_from(issue.touchpoint),
    )
    # One by one: to group them, SQLite reads all reports that there are.
    heard = select(col(Report.touchpoint), col(Report.week)).where(*mine)
    found = Counter(session.exec(heard.order_by(col(Report.id))).all())
    weeks = [(touchpoint, week, count) for (touchpoint, week), count in found.items()]
    session.exec(update(Report).where(*mine).values(touchpoint=issue.touchpoint))
    changes = [(old, week, -count) for old, week, count in weeks]
    changes += [(issue.touchpoint, week, count) for _, week, count in weeks]
    for touchpoint, week, count in sorted(changes, key=lambda each: (each[1], each[0] or 0)):
        count_week(session, issue.team_id, touchpoint, week, count)
