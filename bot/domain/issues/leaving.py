"""People who leave: what they owned has no owner, what they were asked to own is asked no more."""

from datetime import datetime

from sqlalchemy import union_all
from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.history import Event
from bot.domain.issues.handing import lapse
from bot.domain.issues.listing import open_count
from bot.domain.issues.moving import move
from bot.domain.issues.owning import stop_helping
from bot.domain.issues.records import ENDED, Helping, Issue
from bot.domain.issues.telling import LEFT, show_change
from bot.domain.lines import BRIEF, add_line
from bot.domain.people import Person

PERSON = "person"


def leave_issues(session: Session, person: Person, now: datetime) -> None:
    """Close what somebody who left was asked, and have the CCO read what has no owner now."""
    for issue in _of(session, person):
        if issue.handover_to == person.number:
            lapse(session, issue, now, "taker_left")
        if issue.owner == person.number:
            move(session, issue, Event(None, "owner_left", now, {"to": person.number}))
            show_change(session, issue)
    for issue in _helped(session, person):
        stop_helping(session, issue, person.number)
        if issue.state not in ENDED:
            move(session, issue, Event(None, "helper_removed", now, {"to": person.number}))
            show_change(session, issue)
    if open_count(session, person):
        day = today_in(person.zoneinfo, now)
        key, facts = f"{LEFT}:{person.number}:{day}", {"person": person.number}
        about = (PERSON, person.number)
        add_line(session, person.team_id, BRIEF, key, LEFT, now, about=about, facts=facts)


def _of(session: Session, person: Person) -> list[Issue]:
    """Return what somebody owns, or is asked to own, locked in order."""
    # Each half by its index; with OR between them, databases look through all issues.
    open_ones = select(Issue.number).where(
        Issue.team_id == person.team_id, col(Issue.open_rank) >= 0
    )
    owned = open_ones.where(Issue.owner == person.number)
    asked = open_ones.where(Issue.handover_to == person.number)
    theirs = col(Issue.number).in_(union_all(owned, asked))
    mine = select(Issue).where(Issue.team_id == person.team_id, theirs)
    locked = mine.order_by(col(Issue.number)).with_for_update()
    return list(session.exec(locked.execution_options(populate_existing=True)))


def _helped(session: Session, person: Person) -> list[Issue]:
    helping = select(Helping.issue).where(
        Helping.team_id == person.team_id, Helping.person == person.number
    )
    mine = select(Issue).where(Issue.team_id == person.team_id, col(Issue.number).in_(helping))
    locked = mine.order_by(col(Issue.number)).with_for_update()
    return list(session.exec(locked.execution_options(populate_existing=True)))
