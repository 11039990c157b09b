"""A commitment on the move: to another date, to another owner, into better words."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.calendar import today_in
from bot.domain.commitments.making import LONGEST, NoOwner, TooLong, WhatMissing
from bot.domain.commitments.records import Commitment, change, due_columns
from bot.domain.commitments.rights import Act, NotYours, demand
from bot.domain.commitments.settling import ReasonMissing, demand_open
from bot.domain.commitments.telling import offer_to, show_change, tell
from bot.domain.history import Event
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

EDITABLE_FOR = timedelta(minutes=10)


class DateInThePast(UserError):
    """That day has passed. Please pick today or later."""


class DateUnchanged(UserError):
    """That is the date it has now. Please pick another one."""


class OwnerAlready(UserError):
    """{who} owns {record} already, so nothing changed."""


class HandoverOver(UserError):
    """{record} is no longer being handed to you. Nothing changed."""


class WordingSet(UserError):
    """The wording can be edited for ten minutes; after that people rely on it."""


def move(
    session: Session,
    commitment: Commitment,
    me: Person,
    to: tuple[date, time | None],
    reason: str,
    now: datetime,
) -> Commitment:
    """Promise another date: moved while it can still be kept, re-promised after it passed."""
    demand(session, commitment, me, Act.SETTLE)
    demand_open(commitment)
    on, at = to
    _demand_new_date(commitment, me, on, at, now)
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    owner = person_numbered(session, me.team_id, commitment.owner)
    passed = commitment.is_overdue(now)
    broken = {"broken_on": commitment.broken_on or commitment.due_on} if passed else {}
    moved = {} if passed else {"moves": commitment.moves + 1}
    what = "promised_anew" if passed else "moved"
    change(
        session,
        commitment,
        Event(me.number, what, now, words=keep_words(session, me.team_id, reason)),
        **vars(due_columns(on, at, owner)),
        **broken,
        **moved,
    )
    tell(session, commitment, commitment.promised_to, now, by=me.number)
    show_change(session, commitment)
    return commitment


def hand_over(
    session: Session, commitment: Commitment, me: Person, to: Person, now: datetime
) -> Commitment:
    """Offer a commitment to another owner; until they accept, it stays where it is."""
    demand(session, commitment, me, Act.REASSIGN)
    demand_open(commitment)
    if not to.can_promise:
        raise NoOwner(field="owner")
    if to.number == commitment.owner:
        raise OwnerAlready(field="owner", who=to.called, record=commitment.name)
    event = Event(me.number, "handed_over", now, {"to": to.number})
    change(session, commitment, event, handover_to=to.number)
    offer_to(session, commitment, to.number, Kind.HANDOVER, now)
    show_change(session, commitment)
    return commitment


def take_over(session: Session, commitment: Commitment, me: Person, now: datetime) -> Commitment:
    """Accept what is being handed over: one owner before, one owner after."""
    _demand_handover(session, commitment, me)
    giver = commitment.owner
    change(
        session,
        commitment,
        Event(me.number, "taken_over", now, {"from": giver}),
        owner=me.number,
        handover_to=None,
        handed_on=commitment.handed_on + 1,
        **vars(due_columns(commitment.due_on, commitment.due_at, me)),
    )
    for person in {giver, commitment.promised_to}:
        tell(session, commitment, person, now, by=me.number)
    show_change(session, commitment, also=frozenset({giver}))
    return commitment


def refuse_handover(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Say no to a handover; the owner stays the owner, and hears why."""
    _demand_handover(session, commitment, me)
    words = keep_words(session, me.team_id, reason) if cleaned(reason) else None
    event = Event(me.number, "handover_refused", now, words=words)
    change(session, commitment, event, handover_to=None)
    tell(session, commitment, commitment.owner, now, by=me.number)
    show_change(session, commitment)
    return commitment


def reword(
    session: Session, commitment: Commitment, me: Person, what: str, customers: str, now: datetime
) -> Commitment:
    """Put a commitment into better words, within ten minutes of making it."""
    if me.number not in {commitment.owner, commitment.maker}:
        who = people_numbered(session, me.team_id, {commitment.owner})
        raise NotYours(who=who[commitment.owner].called, record=commitment.name)
    if now > commitment.made_at + EDITABLE_FOR:
        raise WordingSet(field="what")
    if not cleaned(what):
        raise WhatMissing(field="what")
    if len(what) > LONGEST:
        raise TooLong(field="what")
    words = keep_words(session, me.team_id, what)
    helped = keep_words(session, me.team_id, customers) if cleaned(customers) else None
    event = Event(me.number, "reworded", now, words=words)
    change(session, commitment, event, what=words.id, customers=helped.id if helped else None)
    show_change(session, commitment)
    return commitment


def _demand_new_date(
    commitment: Commitment, me: Person, on: date, at: time | None, now: datetime
) -> None:
    if on < today_in(me.zoneinfo, now):
        raise DateInThePast(field="due")
    if (on, at or commitment.due_at) == (commitment.due_on, commitment.due_at):
        raise DateUnchanged(field="due")


def _demand_handover(session: Session, commitment: Commitment, me: Person) -> None:
    if commitment.handover_to is None:
        raise HandoverOver(record=commitment.name)
    demand(session, commitment, me, Act.TAKE_OVER)
    demand_open(commitment)
