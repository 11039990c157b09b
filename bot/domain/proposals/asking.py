"""Opening a round, and opening it once more for those who were not heard."""

from collections.abc import Collection
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col

from bot.domain.calendar import add_working_days, at_local, today_in
from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.proposals.finding import everyone_heard, round_of, seats_in
from bot.domain.proposals.going_around import ask_on
from bot.domain.proposals.moments import next_look
from bot.domain.proposals.records import Proposal, State, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.seating import demand_people, seat
from bot.domain.proposals.telling import say_post, show, zone_of
from bot.errors import UserError

WORKING_DAYS = 5
DAYS_MORE = 2  # Working days, when the unheard are asked once more.
CLOSES_AT = time(17)


class NothingToAsk(UserError):
    """{record} is not waiting for more voices, so nothing changed."""


class EverybodyHeard(UserError):
    """Everybody who is asked in {record} was heard. Change who is asked instead."""


class AskedOnceMore(UserError):
    """Who was not heard in {record} was asked once more already. Change who is asked instead."""


def next_close(zone: ZoneInfo, now: datetime, days: int = WORKING_DAYS) -> datetime:
    """Return the end of the working day so many days ahead."""
    return at_local(add_working_days(today_in(zone, now), days), CLOSES_AT, zone)


def open_round(
    session: Session,
    proposal: Proposal,
    people: Collection[int],
    closes_at: datetime | None,
    now: datetime,
    by: Person,
) -> Round:
    """Ask these people about the version that stands: each starts anew, as not yet heard."""
    numbers = demand_people(session, proposal, people)
    round_ = Round(
        team_id=proposal.team_id,
        proposal=proposal.number,
        round=proposal.round + 1,
        version=proposal.version,
        opened_at=now,
        closes_at=closes_at or next_close(zone_of(session, proposal), now),
    )
    session.add(round_)
    session.flush()
    seat(session, proposal, round_, numbers, 0)
    facts = {"round": round_.round, "version": round_.version, "people": sorted(numbers)}
    event = Event(by.number, "asked" if round_.round == 1 else "asked_again", now, facts)
    change(session, proposal, event, state=State.ASKING, round=round_.round)
    say_post(session, proposal, round_, now)
    begin(session, proposal, round_, now)
    show(session, proposal)
    return round_


def ask_unheard_again(session: Session, proposal: Proposal, me: Person, now: datetime) -> Round:
    """Give those who were not heard two more working days, once; what was said stays said."""
    demand(session, proposal, me, Right.REMIND)
    round_ = round_of(session, proposal)
    if proposal.state is not State.NOT_HEARD or round_ is None:
        raise NothingToAsk(record=proposal.label)
    if proposal.repeated_at is not None:
        raise AskedOnceMore(record=proposal.label)
    if everyone_heard(seats_in(session, round_)):
        raise EverybodyHeard(record=proposal.label)
    event = Event(me.number, "asked_unheard", now, {"round": round_.round})
    change(session, proposal, event, state=State.ASKING, repeated_at=now)
    reopen(session, proposal, round_, now)
    return round_


def begin(session: Session, proposal: Proposal, round_: Round, now: datetime) -> None:
    """Ask the first ones, and plan when to look at the round next."""
    session.flush()
    ask_on(session, proposal, round_, now)
    round_.next_nudge_at = next_look(session, proposal, round_, now)
    session.add(round_)
    session.flush()


def reopen(session: Session, proposal: Proposal, round_: Round, now: datetime) -> None:
    """Open a round that was not heard enough for those who were not heard."""
    reopened = (
        update(Round)
        .where(
            col(Round.team_id) == round_.team_id,
            col(Round.proposal) == round_.proposal,
            col(Round.round) == round_.round,
        )
        .values(
            closed_at=None,
            closed_by=None,
            close_reason=None,
            closes_at=next_close(zone_of(session, proposal), now, DAYS_MORE),
            revision=Round.revision + 1,
        )
    )
    session.exec(reopened)
    session.refresh(round_)
    for waiting in seats_in(session, round_):
        if waiting.heard_at is None and waiting.asked_at is not None:
            waiting.passed_at, waiting.asked_at = now, None  # It comes back.
            session.add(waiting)
    begin(session, proposal, round_, now)
    show(session, proposal)
