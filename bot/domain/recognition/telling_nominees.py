"""What is promised to be said to somebody who was commended."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.notices import Place, promise
from bot.domain.people import person_numbered
from bot.domain.preferences import heard_at
from bot.domain.recognition.records import NOMINATION, Nomination


def tell_nominee(session: Session, nomination: Nomination, now: datetime) -> None:
    """Tell somebody in their DM that they were commended, and in which words."""
    nominee = person_numbered(session, nomination.team_id, nomination.person)
    if nominee.slack_id is None or nominee.is_deactivated:
        return
    promise(
        session,
        nomination.team_id,
        f"commended:{nomination.label}",
        kind=Kind.COMMENDED,
        place=Place(person_id=nominee.slack_id),
        now=now,
        due_at=heard_at(session, nominee, now),
        facts={"number": nomination.number},
        subject=(NOMINATION, nomination.number),
    )
