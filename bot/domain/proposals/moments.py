"""When a round is to be looked at: reminders at half time and before its last day, and turns."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.calendar import add_working_days_at
from bot.domain.proposals.going_around import asks_next_at
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.telling import zone_of

HALF, LAST = "half", "last"


def reminders_of(session: Session, proposal: Proposal, round_: Round) -> list[tuple[str, datetime]]:
    """Return when the unheard are reminded: at half time, and one working day before the close.

    What would come at once, or together, is left out.
    """
    opened, closes = round_.opened_at, round_.closes_at
    last = add_working_days_at(closes, -1, zone_of(session, proposal))
    half = opened + (closes - opened) / 2
    moments = [(HALF, half)] if half < last else []
    return [*moments, *([(LAST, last)] if last > opened else [])]


def next_look(
    session: Session, proposal: Proposal, round_: Round, now: datetime
) -> datetime | None:
    """Return when to look at a round next, before it closes; None when there is no need."""
    moments = [moment for _, moment in reminders_of(session, proposal, round_) if moment > now]
    asks = asks_next_at(session, proposal, round_, now)
    ahead = [*moments, *([asks] if asks else [])]
    return min(ahead, default=None)
