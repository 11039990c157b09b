"""Who is told what became of an issue: in passing, or at once where it waits for its reader."""

from datetime import datetime

from sqlmodel import Session, select

from bot.domain.answers import Kind
from bot.domain.commitments.news import tell_in_passing
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.issues.records import NOUN, Issue
from bot.domain.lines import Line
from bot.domain.notices import Place, promise
from bot.domain.people import person_numbered
from bot.domain.preferences import heard_at


def tell(
    session: Session,
    issue: Issue,
    person: int | None,
    now: datetime,
    *,
    by: int | None,
    kind: Kind = Kind.ISSUE_TOLD,
    revision: int = 0,
) -> None:
    """Have one person read what has happened; nobody is told what they did.

    Whoever tells brings up to date with `show_change` what shows it.
    """
    revision = revision or issue.revision
    if person is None or person == by:
        return
    told = person_numbered(session, issue.team_id, person)
    key, about = f"{kind}:{issue.label}:{revision}:{person}", (NOUN, issue.number)
    facts = {"number": issue.number, "revision": revision, "reader": person}
    tell_in_passing(session, told, key, kind, now, about=about, facts=facts)


def tell_at_once(
    session: Session, issue: Issue, person: int | None, now: datetime, *, by: int
) -> None:
    """Tell one person, in their DM, what now waits for them."""
    if person is None or person == by:
        return
    told = person_numbered(session, issue.team_id, person)
    if not can_be_written_to(told):
        return
    promise(
        session,
        issue.team_id,
        f"{Kind.ISSUE_TOLD}:{issue.label}:{issue.revision}:{person}",
        kind=Kind.ISSUE_TOLD,
        place=Place(person_id=told.slack_id or ""),
        now=now,
        due_at=heard_at(session, told, now),
        facts={"number": issue.number, "revision": issue.revision, "reader": person},
        subject=(NOUN, issue.number),
    )


def told_already(session: Session, issue: Issue, kind: Kind, revision: int) -> set[int]:
    """Return the people who were told of one change already."""
    said = select(Line).where(
        Line.team_id == issue.team_id,
        Line.noun == NOUN,
        Line.number == issue.number,
        Line.kind == kind,
    )
    facts = [line.facts for line in session.exec(said)]
    return {int(each["reader"]) for each in facts if each["revision"] == revision}
