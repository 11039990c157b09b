"""What was heard: the reports on one issue, as far as a reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.domain.history import Happening
from bot.domain.issues.finding import PAGE
from bot.domain.issues.records import Channel, Issue, Report
from bot.domain.issues.rights import can_see
from bot.domain.people import Person, people_numbered
from bot.domain.words import words_of


@dataclass(frozen=True)
class Heard:
    """One report as one reader may see it."""

    report: Report
    person: Person | None
    heard_by: Channel | None
    customer: str
    words: str


def reports_of(
    session: Session, issue: Issue, me: Person | None, here: str = "", page: int = 0
) -> list[Heard]:
    """Return a page of the reports on an issue, newest first, as far as a reader may see them."""
    if not can_see(session, issue, me, here):
        return []
    mine = select(Report).where(Report.team_id == issue.team_id, Report.issue == issue.number)
    newest = mine.order_by(col(Report.id).desc()).offset(page * PAGE).limit(PAGE)
    return _heard(session, issue, session.exec(newest).all())


def report_told(session: Session, issue: Issue, happening: Happening) -> Heard | None:
    """Return the report that something which happened tells of, for whoever made it."""
    number = happening.facts.get("report") if happening.what == "reported" else None
    report = session.get(Report, number) if number is not None else None
    if report is None or report.person != happening.person:
        return None
    return _heard(session, issue, [report])[0]


def _heard(session: Session, issue: Issue, reports: Sequence[Report]) -> list[Heard]:
    words = words_of(session, {text for each in reports for text in (each.customer, each.words)})
    people = people_numbered(session, issue.team_id, {each.person for each in reports})
    return [
        Heard(
            report=each,
            person=people.get(each.person or 0),
            heard_by=each.heard_by,
            customer=words.get(each.customer or 0, ""),
            words=words.get(each.words or 0, ""),
        )
        for each in reports
    ]
