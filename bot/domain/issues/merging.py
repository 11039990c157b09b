"""Two issues that are one: reports, helpers and reporters go to the one that stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.domain.history import Event
from bot.domain.issues.moving import demand_going_on, move
from bot.domain.issues.owning import move_help
from bot.domain.issues.records import LETTER, Issue, Report, Severity, State
from bot.domain.issues.rights import Act, NoSuchIssue, can_see, demand, issue_numbered
from bot.domain.issues.telling import CHANGED, line_to, show_change
from bot.domain.people import Person
from bot.errors import UserError


class MergedWithItself(UserError):
    """{record} cannot become part of itself. Please name another issue."""


class OtherEyes(UserError):
    """{private} is private, and others see {other}. Keep both, and add a report to one of them."""


def merge(
    session: Session, me: Person, number: int, into: int, now: datetime, *, here: str = ""
) -> Issue:
    """Make an issue part of another one, to which its old id leads; both histories say it."""
    issue, stays = _both(session, me, (number, into), here)
    _demand_mergeable(session, issue, stays, me)
    asked = issue.handover_to
    moved = _move_reports(session, issue, stays)
    also = [issue.owner] if issue.owner is not None else []
    helped, added = move_help(session, issue, stays, also)
    rests: dict[str, Any] = {"resumes": None, "waiting_on": None, "parked_until": None}
    event = Event(
        me.number, "merged", now, {"into": stays.number, "reports": moved, "helpers": helped}
    )
    columns = {"state": State.MERGED, "merged_into": stays.number, "reports": 0, **rests}
    move(session, issue, event, **columns)
    event = Event(
        me.number, "took_in", now, {"from": issue.number, "reports": moved, "helpers": added}
    )
    move(session, stays, event, reports=stays.reports + moved, **_worse(issue, stays))
    for owner in dict.fromkeys((issue.owner, stays.owner)):
        if owner != me.number:
            line_to(session, stays, owner, CHANGED, now, once=str(stays.revision))
    show_change(session, issue, also=[asked])
    show_change(session, stays)
    return stays


def _both(session: Session, me: Person, numbers: tuple[int, int], here: str) -> tuple[Issue, Issue]:
    """Return both issues, locked in the order of their numbers, so that no two wait in a circle."""
    seen = [issue_numbered(session, me.team_id, number, lock=False) for number in numbers]
    for number, each in zip(numbers, seen, strict=True):
        if each is None or not can_see(session, each, me, here):
            raise NoSuchIssue(record=f"{LETTER}-{number}")
    final = [each.number for each in seen if each is not None]
    locked = select(Issue).where(Issue.team_id == me.team_id, col(Issue.number).in_(final))
    ordered = locked.order_by(col(Issue.number)).with_for_update()
    found = session.exec(ordered.execution_options(populate_existing=True)).all()
    rows = {each.number: each for each in found}
    return rows[final[0]], rows[final[1]]


def _demand_mergeable(session: Session, issue: Issue, stays: Issue, me: Person) -> None:
    if issue.number == stays.number:
        raise MergedWithItself(field="into", record=issue.label)
    demand_going_on(issue)
    demand_going_on(stays)
    demand(session, issue, me, Act.DECIDE)
    if not same_eyes(issue, stays):
        private, other = (issue, stays) if issue.is_private else (stays, issue)
        raise OtherEyes(field="into", private=private.label, other=other.label)


def same_eyes(issue: Issue, other: Issue) -> bool:
    """Tell whether whoever may read one of them may read the other.

    Its reporters see the one that stays, so neither leads into a private place from outside.
    """
    if not (issue.is_private or other.is_private):
        return True
    both = issue.is_private and other.is_private
    return both and issue.channel_id == other.channel_id != ""


def _move_reports(session: Session, issue: Issue, stays: Issue) -> int:
    """Have all reports count for the issue that stays; each keeps where it was made."""
    mine = update(Report).where(
        col(Report.team_id) == issue.team_id, col(Report.issue) == issue.number
    )
    return int(session.exec(mine.values(issue=stays.number)).rowcount)


def _worse(issue: Issue, stays: Issue) -> dict[str, Any]:
    """Return the columns of the issue that stays when the other one was the more urgent."""
    ranks = list(Severity)
    if ranks.index(issue.severity) >= ranks.index(stays.severity):
        return {}
    sooner = [each.own_by for each in (issue, stays) if each.own_by is not None]
    is_new = stays.state is State.NEW
    return {"severity": issue.severity, "own_by": min(sooner, default=None) if is_new else None}
