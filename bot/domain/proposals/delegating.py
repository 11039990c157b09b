"""Speaking for somebody who is away: whom they named, or who covers for them; once, and marked."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.people import Person, person_numbered
from bot.domain.preferences import is_away
from bot.domain.proposals.finding import is_running, round_of, seat_of, stance_of
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.telling import may_speak_for
from bot.errors import UserError


class SpokenForAlready(UserError):
    """{who} was heard already, so nothing changed: only they can say otherwise."""


class NotAway(UserError):
    """{who} is not away, so only they can say where they stand."""


class NotTheirDelegate(UserError):
    """Only whom {who} named, or who covers for them, can speak for them here."""


def speaks_for(session: Session, proposal: Proposal, me: Person, now: datetime) -> list[Person]:
    """Return the people who are away, were not heard yet, and for whom this person may speak."""
    round_ = round_of(session, proposal)
    if round_ is None or not is_running(proposal, round_, now):
        return []
    waiting = select(Person).join(
        Seat,
        (col(Seat.team_id) == col(Person.team_id)) & (col(Seat.person) == col(Person.number)),
    )
    theirs = waiting.where(
        Seat.team_id == me.team_id,
        Seat.proposal == proposal.number,
        Seat.round == round_.round,
        Seat.person != me.number,
        col(Seat.heard_at).is_(None),
        col(Seat.gone_at).is_(None),
    )
    found = []
    for person in session.exec(theirs.order_by(col(Person.number))):
        seat = seat_of(session, round_, person.number)
        if seat and is_away(session, person, now) and may_speak_for(session, seat, me, now):
            found.append(person)
    return found


def demand_delegate(session: Session, round_: Round, seat: Seat, me: Person, now: datetime) -> None:
    person = person_numbered(session, seat.team_id, seat.person)
    if not is_away(session, person, now):
        raise NotAway(who=person.called)
    if not may_speak_for(session, seat, me, now):
        raise NotTheirDelegate(who=person.called)
    if stance_of(session, round_, seat.person) is not None:
        raise SpokenForAlready(who=person.called)
