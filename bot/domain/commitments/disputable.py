"""What was called done lately, so that whoever waited for it may still say: not there yet."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.calendar import add_working_days_at
from bot.domain.commitments.finding import PAGE, Shown, shown_all
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.settling import DISPUTED_WITHIN
from bot.domain.people import Person


def done_lately_for(session: Session, me: Person, now: datetime) -> list[Shown]:
    """Return what was called done for somebody lately, who may still say: not there yet."""
    found = session.exec(
        select(Commitment)
        .where(
            Commitment.team_id == me.team_id,
            Commitment.promised_to == me.number,
            Commitment.state == State.DONE,
            col(Commitment.disputed_at).is_(None),
            col(Commitment.settled_at) >= add_working_days_at(now, -DISPUTED_WITHIN, me.zoneinfo),
        )
        .order_by(col(Commitment.settled_at).desc())
        .limit(PAGE)
    ).all()
    return shown_all(session, found, now)
