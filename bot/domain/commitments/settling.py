"""The end of a commitment: done with proof, dropped, released, or not there yet after all."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.calendar import add_working_days, add_working_days_at, today_in
from bot.domain.commitments.records import Commitment, State, change, due_columns
from bot.domain.commitments.rights import Act, demand, on_behalf
from bot.domain.commitments.telling import show_change, tell, tell_at_once
from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.words import Words, cleaned, keep_words
from bot.errors import UserError

DISPUTED_WITHIN = 5  # Working days after it was done.
SECOND_TRY = 2  # Working days that a reopened commitment has at least.


class NotOpen(UserError):
    """{record} is already {state}, so nothing changed."""


class NotAccepted(UserError):
    """{record} is still an offer. Accept it first, or decline it."""


class ReasonMissing(UserError):
    """Please say why, in a few words."""


class NotDone(UserError):
    """{record} is not done, so there is nothing to send back."""


class DisputedBefore(UserError):
    """{record} was sent back once already. Please talk to its owner."""


class TooLateToDispute(UserError):
    """{record} was done more than five working days ago. Please make a new commitment."""


def keep(
    session: Session, commitment: Commitment, me: Person, proof: str, now: datetime
) -> Commitment:
    """Call a commitment done, with the link or line by which others can see it."""
    demand(session, commitment, me, Act.CARRY_ON)
    demand_open(commitment)
    words = _words(session, me, proof)
    event = Event(me.number, "done", now, on_behalf(commitment, me), words)
    _settle(session, commitment, State.DONE, event)
    return commitment


def drop(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Give a commitment up, and say why; whom it was promised to hears it."""
    demand(session, commitment, me, Act.SETTLE)
    demand_open(commitment)
    event = Event(me.number, "dropped", now, words=_demanded(session, me, reason))
    _settle(session, commitment, State.DROPPED, event)
    return commitment


def release(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Let the owner off: whom it was promised to no longer needs it."""
    demand(session, commitment, me, Act.RECEIVE)
    demand_open(commitment)
    event = Event(me.number, "released", now, words=_words(session, me, reason))
    _settle(session, commitment, State.RELEASED, event)
    return commitment


def send_back(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Say, once and within five working days, that it is not there yet; it is open again."""
    demand(session, commitment, me, Act.RECEIVE)
    demand_disputable(commitment, me, now)
    words = _demanded(session, me, reason)
    owner = person_numbered(session, me.team_id, commitment.owner)
    earliest = add_working_days(today_in(owner.zoneinfo, now), SECOND_TRY)
    kept_date = commitment.due_on >= earliest
    on, at = (commitment.due_on, commitment.due_at) if kept_date else (earliest, None)
    change(
        session,
        commitment,
        Event(me.number, "not_there_yet", now, words=words),
        **vars(due_columns(on, at, owner)),
        state=State.OPEN,
        settled_at=None,
        settled_on=None,
        disputed_at=now,
    )
    tell_at_once(session, commitment, commitment.owner, now, by=me.number)
    show_change(session, commitment)
    return commitment


def demand_open(commitment: Commitment) -> None:
    """Raise NotOpen or NotAccepted unless the commitment can be settled or moved."""
    if commitment.state is State.OFFERED:
        raise NotAccepted(record=commitment.name)
    if commitment.state is not State.OPEN:
        raise NotOpen(record=commitment.name, state=commitment.state.value)


def demand_disputable(commitment: Commitment, me: Person, now: datetime) -> None:
    """Raise NotDone, DisputedBefore or TooLateToDispute unless it can be sent back."""
    if commitment.state is not State.DONE or commitment.settled_at is None:
        raise NotDone(record=commitment.name)
    if commitment.disputed_at is not None:
        raise DisputedBefore(record=commitment.name)
    if now > add_working_days_at(commitment.settled_at, DISPUTED_WITHIN, me.zoneinfo):
        raise TooLateToDispute(record=commitment.name)


def _settle(session: Session, commitment: Commitment, state: State, event: Event) -> None:
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    asked = commitment.handover_to
    proof = {"proof": event.words.id if event.words else None} if state is State.DONE else {}
    change(
        session,
        commitment,
        event,
        state=state,
        settled_at=event.at,
        settled_on=today_in(owner.zoneinfo, event.at),
        handover_to=None,
        **proof,
    )
    for person in (commitment.owner, commitment.promised_to):
        tell(session, commitment, person, event.at, by=event.person)
    show_change(session, commitment, also=[asked])


def _demanded(session: Session, me: Person, reason: str) -> Words:
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    return keep_words(session, me.team_id, reason)


def _words(session: Session, me: Person, text: str) -> Words | None:
    return keep_words(session, me.team_id, text) if cleaned(text) else None
