"""Speaking for somebody who is away: only whom they, or who leads, named for that round."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.calendar import start_of_day, today_in
from bot.domain.forums.finding import can_be_asked
from bot.domain.history import Event
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import is_away, preferences_of
from bot.domain.proposals.asking import begin
from bot.domain.proposals.finding import is_running, round_of, seats_in, stance_of
from bot.domain.proposals.records import Proposal, change
from bot.domain.proposals.rights import Right, demand, leaders_of, may
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.seating import CannotBeAsked
from bot.domain.proposals.telling import show_one
from bot.errors import UserError


class SpokenForAlready(UserError):
    """{who} was heard already, so nothing changed: only they can say otherwise."""


class NotAway(UserError):
    """{who} is not away, so only they can say where they stand."""


class NotTheirDelegate(UserError):
    """You were not named to speak for {who} in this round.

    They can name you with `{command} delegate {record} @you`; while they are away, {leader} can.
    """


class NotAskedYourself(UserError):
    """{record} is not waiting for your voice, so there is nobody to name."""


class NotWaitedFor(UserError):
    """{record} is not waiting for the voice of {who}, so there is nobody to name."""


class HereYourself(UserError):
    """You are here while {record} asks, so only you can say where you stand.

    Before you go, say `{command} away until friday`; then name who speaks for you.
    """


class NoCover(UserError):
    """Nobody covers for you now. Name a colleague: `{command} delegate {record} @ana`."""


class PartOfIt(UserError):
    """Whom you name for another is neither you nor who proposed it. Please pick somebody else."""


def name_delegate(
    session: Session, proposal: Proposal, me: Person, delegate: Person | None, now: datetime
) -> Seat:
    """Name who may speak for me in this round while I am away; None takes that back."""
    if delegate is None:
        seat, round_ = _own_seat(session, proposal, me, now)
    else:
        seat, round_ = demand_absent(session, proposal, me, now)
        _demand_able(me, delegate)
    return _name(session, proposal, round_, (seat, me, delegate), now)


def demand_absent(
    session: Session, proposal: Proposal, me: Person, now: datetime
) -> tuple[Seat, Round]:
    """Return my seat and its round. Raises why I cannot have another speak for me."""
    seat, round_ = _own_seat(session, proposal, me, now)
    if not will_be_away(session, me, round_, now):
        raise HereYourself(record=proposal.label)
    return seat, round_


def name_cover(session: Session, proposal: Proposal, me: Person, now: datetime) -> Seat:
    """Name, by one press, whoever covers for me while I am away."""
    cover = cover_to_name(session, me)
    if cover is None:
        raise NoCover(record=proposal.label)
    return name_delegate(session, proposal, me, cover, now)


def cover_to_name(session: Session, me: Person) -> Person | None:
    """Return the colleague who agreed to cover for me, and can speak."""
    number = preferences_of(session, me).cover
    cover = person_numbered(session, me.team_id, number) if number else None
    return cover if cover and can_be_asked(cover) else None


def name_delegate_for(
    session: Session,
    proposal: Proposal,
    me: Person,
    person: Person,
    delegate: Person,
    now: datetime,
) -> Seat:
    """Name, as who leads, a colleague who speaks for somebody that is away already."""
    if person.number == me.number:
        return name_delegate(session, proposal, me, delegate, now)
    demand(session, proposal, me, Right.NAME_DELEGATE)
    round_ = round_of(session, proposal)
    seat = _waiting_seat(session, proposal, round_, person, now)
    if round_ is None or seat is None:
        raise NotWaitedFor(record=proposal.label, who=person.called)
    if not is_away(session, person, now):
        raise NotAway(who=person.called)
    if delegate.number in {me.number, proposal.proposer}:
        raise PartOfIt(field="owner")
    _demand_able(person, delegate)
    return _name(session, proposal, round_, (seat, me, delegate), now)


def demand_delegate(
    session: Session, proposal: Proposal, round_: Round, seat: Seat, me: Person, now: datetime
) -> None:
    """Raise why somebody cannot speak for the person of a seat."""
    person = person_numbered(session, seat.team_id, seat.person)
    if not is_away(session, person, now):
        raise NotAway(who=person.called)
    if seat.delegate != me.number:
        leads = next(iter(leaders_of(session, proposal)), proposal.proposer)
        leader = person_numbered(session, seat.team_id, leads).called
        raise NotTheirDelegate(who=person.called, record=proposal.label, leader=leader)
    if stance_of(session, round_, seat.person) is not None:
        raise SpokenForAlready(who=person.called)


def to_name_for(session: Session, proposal: Proposal, me: Person, now: datetime) -> list[Person]:
    """Return the people for whom somebody may name who speaks: themselves, or who is away."""
    round_ = round_of(session, proposal)
    if round_ is None or not is_running(proposal, round_, now):
        return []
    leads = may(session, proposal, me, Right.NAME_DELEGATE)
    numbers: set[int | None] = {
        seat.person for seat in seats_in(session, round_) if seat.heard_at is None
    }
    waiting = people_numbered(session, me.team_id, numbers).values()
    return [
        person
        for person in sorted(waiting, key=lambda each: each.number)
        if (person.number == me.number and will_be_away(session, me, round_, now))
        or (person.number != me.number and leads and is_away(session, person, now))
    ]


def will_be_away(session: Session, person: Person, round_: Round, now: datetime) -> bool:
    """Tell whether somebody is away now, or will be before the round closes."""
    wishes = preferences_of(session, person)
    today = today_in(person.zoneinfo, now)
    if wishes.away_until is None or wishes.away_until < today:
        return False
    return start_of_day(wishes.away_from or today, person.zoneinfo) < round_.closes_at


def _own_seat(
    session: Session, proposal: Proposal, me: Person, now: datetime
) -> tuple[Seat, Round]:
    round_ = round_of(session, proposal)
    seat = _waiting_seat(session, proposal, round_, me, now)
    if round_ is None or seat is None:
        raise NotAskedYourself(record=proposal.label)
    return seat, round_


def _waiting_seat(
    session: Session, proposal: Proposal, round_: Round | None, person: Person, now: datetime
) -> Seat | None:
    """Return the seat of somebody whose voice is waited for."""
    if round_ is None or not is_running(proposal, round_, now):
        return None
    seats = (seat for seat in seats_in(session, round_) if seat.heard_at is None)
    return next((seat for seat in seats if seat.person == person.number), None)


def _demand_able(person: Person, delegate: Person) -> None:
    if delegate.number == person.number or not can_be_asked(delegate):
        raise CannotBeAsked(field="owner", who=delegate.called)


def _name(
    session: Session,
    proposal: Proposal,
    round_: Round,
    named: tuple[Seat, Person, Person | None],
    now: datetime,
) -> Seat:
    seat, by, delegate = named
    number = delegate.number if delegate else None
    if seat.delegate == number:
        return seat
    seat.delegate = number
    session.add(seat)
    facts = {"round": seat.round, "person": seat.person, "delegate": number}
    change(session, proposal, Event(by.number, "delegate_named", now, facts))
    begin(session, proposal, round_, now)
    show_one(session, proposal, seat, {number} if number else set())
    return seat
