"""When a round is to be looked at: reminders at half time and before its last day, and turns."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.calendar import add_working_days_at, start_of_day
from bot.domain.people import person_numbered
from bot.domain.preferences import preferences_of
from bot.domain.proposals.finding import seats_in
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
    ahead = [*moments, *([asks] if asks else []), *_absences_begin(session, round_, now)]
    return min(ahead, default=None)


def _absences_begin(session: Session, round_: Round, now: datetime) -> list[datetime]:
    """Return when somebody will be gone who named another to speak for them then."""
    begins = []
    for seat in seats_in(session, round_):
        if seat.delegate is not None and seat.heard_at is None:
            person = person_numbered(session, seat.team_id, seat.person)
            first = preferences_of(session, person).away_from
            begins += [start_of_day(first, person.zoneinfo)] if first else []
    return [moment for moment in begins if now < moment < round_.closes_at]
