"""Snoozing: the owner hears no more of a commitment until a day; no date moves."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.domain.calendar import DAY, today_in
from bot.domain.commitments.ladder import plan_commitment
from bot.domain.commitments.records import Commitment, change
from bot.domain.commitments.rights import Act, demand
from bot.domain.commitments.rungs import longest_quiet
from bot.domain.commitments.settling import demand_open
from bot.domain.commitments.telling import show_change
from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of
from bot.errors import UserError

LONGEST = timedelta(days=14)


class SnoozeDayMissing(UserError):
    """Please pick a day after today."""


class SnoozeTooLong(UserError):
    """Two weeks is the longest I keep quiet. For more, move its date and say why."""


class SomebodyWaits(UserError):
    """{who} waits for {record}, so I cannot keep quiet about it. Move its date, or talk to them."""


def snooze(
    session: Session, commitment: Commitment, me: Person, until: date, now: datetime
) -> Commitment:
    """Keep quiet about a commitment until the first working day from `until` on."""
    demand_snoozable(session, commitment, me, now)
    today = today_in(me.zoneinfo, now)
    if until <= today:
        raise SnoozeDayMissing(field="due")
    if until > today + LONGEST:
        raise SnoozeTooLong(field="due")
    hours = hours_of(session, me)
    back_on = hours.morning_of(until).astimezone(hours.zone).date()
    change(
        session,
        commitment,
        Event(me.number, "snoozed", now, {"until": back_on.isoformat()}),
        snoozed_until=back_on,
        changed_at=commitment.changed_at,  # It stands where it stood.
    )
    plan_commitment(session, commitment, now)
    show_change(session, commitment)
    return commitment


def snooze_for(
    session: Session, commitment: Commitment, me: Person, days: int, now: datetime
) -> Commitment:
    """Keep quiet for so many days."""
    return snooze(session, commitment, me, today_in(me.zoneinfo, now) + days * DAY, now)


def demand_snoozable(session: Session, commitment: Commitment, me: Person, now: datetime) -> None:
    """Raise unless it is open, theirs, and nobody has waited for it too long."""
    demand(session, commitment, me, Act.SETTLE)
    demand_open(commitment)
    longest = longest_quiet(commitment, hours_of(session, me))
    if longest is not None and longest <= today_in(me.zoneinfo, now):
        waits = person_numbered(session, me.team_id, commitment.promised_to or 0)
        raise SomebodyWaits(record=commitment.name, who=waits.called)
