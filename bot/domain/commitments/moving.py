"""A commitment on the move: to another date, to another owner, into better words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.calendar import today_in
from bot.domain.commitments.making import LONGEST, NoOwner, TooLong, WhatMissing
from bot.domain.commitments.records import NOUN, Commitment, State, change, due_columns
from bot.domain.commitments.rights import Act, demand, on_behalf
from bot.domain.commitments.settling import NotOpen, ReasonMissing, demand_open
from bot.domain.commitments.tabling import MOVED, table
from bot.domain.commitments.telling import offer_to, show_change, tell, tell_at_once
from bot.domain.history import Event, story_of
from bot.domain.people import Person, person_numbered
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

OFTEN = 3
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
    """Its wording can be edited for ten minutes, while nobody else has acted on it."""


@dataclass(frozen=True)
class Wording:
    """Better words for a commitment, and the day it was meant for."""

    what: str
    customers: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        if not cleaned(self.what):
            raise WhatMissing(field="what")
        if len(self.what) > LONGEST:
            raise TooLong(field="what")


def move(
    session: Session,
    commitment: Commitment,
    me: Person,
    to: tuple[date, time | None],
    reason: str,
    now: datetime,
) -> Commitment:
    """Promise another date: moved while it can still be kept, re-promised after it passed."""
    demand(session, commitment, me, Act.CARRY_ON)
    demand_open(commitment)
    on, at = to
    _demand_new_date(commitment, me, on, at, now)
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    owner = person_numbered(session, me.team_id, commitment.owner)
    words = keep_words(session, me.team_id, reason)
    told: dict[str, Any] = {"moves": commitment.moves + 1}
    what = "moved"
    if commitment.is_overdue(now):
        what, told = "promised_anew", {"broken_on": commitment.broken_on or commitment.due_on}
    event = Event(me.number, what, now, on_behalf(commitment, me), words)
    change(session, commitment, event, **vars(due_columns(on, at, owner)), **told)
    if commitment.moves == OFTEN and what == "moved":
        table(session, commitment, MOVED, now)
    for person in dict.fromkeys((commitment.owner, commitment.promised_to)):
        tell(session, commitment, person, now, by=me.number)
    show_change(session, commitment)
    return commitment


def hand_over(
    session: Session, commitment: Commitment, me: Person, to: Person, now: datetime, why: str = ""
) -> Commitment:
    """Offer a commitment to another owner; until they accept, it stays where it is."""
    demand(session, commitment, me, Act.REASSIGN, now)
    demand_open(commitment)
    if not to.can_promise:
        raise NoOwner(field="owner")
    if to.number == commitment.owner:
        raise OwnerAlready(field="owner", who=to.called, record=commitment.name)
    asked_before = commitment.handover_to
    words = keep_words(session, me.team_id, why) if cleaned(why) else None
    event = Event(me.number, "handed_over", now, {"to": to.number}, words)
    change(session, commitment, event, handover_to=to.number)
    offer_to(session, commitment, to.number, Kind.HANDOVER, now, by=me)
    show_change(session, commitment, also=[asked_before])
    return commitment


def take_over(session: Session, commitment: Commitment, me: Person, now: datetime) -> Commitment:
    """Accept what is being handed over: one owner before, one owner after."""
    demand_handover(session, commitment, me)
    giver, asker = commitment.owner, _handed_over_by(session, commitment)
    change(
        session,
        commitment,
        Event(me.number, "taken_over", now, {"from": giver}),
        owner=me.number,
        handover_to=None,
        handed_on=commitment.handed_on + 1,
        **vars(due_columns(commitment.due_on, commitment.due_at, me)),
    )
    for person in dict.fromkeys((giver, asker, commitment.promised_to)):
        tell(session, commitment, person, now, by=me.number)
    show_change(session, commitment, also=[giver])
    return commitment


def refuse_handover(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Say no to a handover; the owner stays the owner, and hears why."""
    demand_handover(session, commitment, me)
    words = keep_words(session, me.team_id, reason) if cleaned(reason) else None
    asker = _handed_over_by(session, commitment)
    event = Event(me.number, "handover_refused", now, words=words)
    change(session, commitment, event, handover_to=None)
    for person in dict.fromkeys((commitment.owner, asker)):
        tell_at_once(session, commitment, person, now, by=me.number)
    show_change(session, commitment, also=[me.number])
    return commitment


def reword(
    session: Session, commitment: Commitment, me: Person, wording: Wording, now: datetime
) -> Commitment:
    """Put a commitment into better words, or right its date, within ten minutes of making it."""
    on = wording.on or commitment.due_on
    demand_fresh(session, commitment, me, now)
    _demand_not_passed(commitment, me, on, now)
    owner = person_numbered(session, me.team_id, commitment.owner)
    words = keep_words(session, me.team_id, wording.what)
    helped = keep_words(session, me.team_id, wording.customers) if wording.customers else None
    at = commitment.due_at if on == commitment.due_on else None
    change(
        session,
        commitment,
        Event(me.number, "reworded", now, words=words),
        **vars(due_columns(on, at, owner)),
        what=words.id,
        customers=helped.id if helped else None,
        first_due_on=on,
    )
    show_change(session, commitment)
    return commitment


def correct_date(
    session: Session, commitment: Commitment, me: Person, on: date, now: datetime
) -> Commitment:
    """Take the other day that a date could mean, within ten minutes of making it."""
    demand_fresh(session, commitment, me, now)
    _demand_not_passed(commitment, me, on, now)
    owner = person_numbered(session, me.team_id, commitment.owner)
    due = due_columns(on, commitment.due_at, owner)
    event = Event(me.number, "corrected", now)
    change(session, commitment, event, **vars(due), first_due_on=on)
    show_change(session, commitment)
    return commitment


def demand_fresh(session: Session, commitment: Commitment, me: Person, now: datetime) -> None:
    """Raise WordingSet unless the ten minutes for better words still run."""
    demand(session, commitment, me, Act.REWORD)
    if commitment.state not in {State.OPEN, State.OFFERED}:
        raise NotOpen(record=commitment.name, state=commitment.state.value)
    if now > commitment.made_at + EDITABLE_FOR or _is_relied_on(session, commitment):
        raise WordingSet(field="what")


def _demand_not_passed(commitment: Commitment, me: Person, on: date, now: datetime) -> None:
    if on < today_in(me.zoneinfo, now) and on != commitment.due_on:
        raise DateInThePast(field="due")


def _is_relied_on(session: Session, commitment: Commitment) -> bool:
    """Tell whether anybody but its maker has had a hand in it: they agreed to these words."""
    story = story_of(session, commitment.team_id, NOUN, commitment.number)
    return any(happening.person != commitment.maker for happening in story)


def demand_handover(session: Session, commitment: Commitment, me: Person) -> None:
    """Raise HandoverOver or NotYours unless it is being handed to this person."""
    if commitment.handover_to is None:
        raise HandoverOver(record=commitment.name)
    demand(session, commitment, me, Act.TAKE_OVER)
    demand_open(commitment)


def _demand_new_date(
    commitment: Commitment, me: Person, on: date, at: time | None, now: datetime
) -> None:
    if on < today_in(me.zoneinfo, now):
        raise DateInThePast(field="due")
    if (on, at or commitment.due_at) == (commitment.due_on, commitment.due_at):
        raise DateUnchanged(field="due")


def _handed_over_by(session: Session, commitment: Commitment) -> int:
    """Return who asked for the handover: its owner, or who looks after the work of one who left."""
    story = story_of(session, commitment.team_id, NOUN, commitment.number)
    asked = (each.person for each in reversed(story) if each.what == "handed_over")
    return next(asked, None) or commitment.owner
