"""Making a commitment: for oneself it is open at once, for another it is offered."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import add_working_days_at
from bot.domain.commitments.ladder import plan_commitment
from bot.domain.commitments.records import NOUN, Commitment, State, due_columns
from bot.domain.commitments.telling import offer_to, post_card, show_on_homes, tell
from bot.domain.counters import give_back_number, next_number
from bot.domain.history import Event, record
from bot.domain.people import Person, person_numbered
from bot.domain.scenes import Scene
from bot.domain.typed_text import record_in
from bot.domain.words import Words, cleaned, folded, keep_words
from bot.errors import UserError

LONGEST = 1000  # Characters of a promise: more is a document, to be linked.
SAME_WORDS_WITHIN = timedelta(seconds=60)
LINKED = "PI"  # The letters of what a promise can be for: a proposal, an issue.
REMIND_OFFERER_AFTER = 3  # Working days.


class WhatMissing(UserError):
    """Please say what is promised."""


class TooLong(UserError):
    """A promise fits in 1,000 characters. Please say it shorter, and link the rest."""


class NoOwner(UserError):
    """A commitment needs a colleague as owner: no bot, and nobody who left or is from outside."""


@dataclass(frozen=True)
class Promise:
    """What is promised, by when, by whom (numbers of people), to whom."""

    what: str
    due_on: date
    owner: int
    due_at: time | None = None
    promised_to: int | None = None
    customers: str = ""
    linked_to: str = ""

    def __post_init__(self) -> None:
        if not cleaned(self.what):
            raise WhatMissing(field="what")
        if len(self.what) > LONGEST:
            raise TooLong(field="what")


@dataclass(frozen=True)
class Made:
    """A commitment, and whether it was there before: the same form sent twice, the same words."""

    commitment: Commitment
    is_new: bool


def make_commitment(
    session: Session, me: Person, promise: Promise, scene: Scene, now: datetime
) -> Made:
    """Make a promise of mine, or offer one to another, who then decides."""
    number = next_number(session, me.team_id, NOUN)
    twin = _twin(session, me, promise, scene, now)
    if twin is not None:
        give_back_number(session, me.team_id, NOUN)
        return Made(twin, is_new=False)
    owner = person_numbered(session, me.team_id, promise.owner)
    if not owner.can_promise:
        raise NoOwner(field="owner")
    words = keep_words(session, me.team_id, promise.what)
    commitment = _row(session, number, words, promise, (me, owner), scene, now)
    session.add(commitment)
    session.flush()
    what = "offered" if commitment.state is State.OFFERED else "made"
    record(session, me.team_id, NOUN, number, 1, Event(me.number, what, now, words=words))
    _say(session, commitment, me, scene, now)
    return Made(commitment, is_new=True)


def made_by_form(session: Session, me: Person, origin: str) -> Commitment | None:
    """Return what a form has made, when it was sent before."""
    found = select(Commitment).where(
        Commitment.team_id == me.team_id, Commitment.origin == origin, Commitment.maker == me.number
    )
    return session.exec(found).one_or_none()


def offer_clock(me: Person, now: datetime) -> datetime:
    """Return when the offerer is told that an offer has no answer yet."""
    return add_working_days_at(now, REMIND_OFFERER_AFTER, me.zoneinfo)


def _say(session: Session, commitment: Commitment, me: Person, scene: Scene, now: datetime) -> None:
    # An offer exists only in the DMs of the two until it is accepted.
    if commitment.state is State.OFFERED:
        offer_to(session, commitment, commitment.owner, Kind.OFFER, now, by=me)
    else:
        post_card(session, commitment, scene, now)
        tell(session, commitment, commitment.promised_to, now, by=commitment.maker)
        plan_commitment(session, commitment, now)
    show_on_homes(session, commitment)


def _row(
    session: Session,
    number: int,
    words: Words,
    promise: Promise,
    people: tuple[Person, Person],
    scene: Scene,
    now: datetime,
) -> Commitment:
    me, owner = people
    offered = owner.number != me.number
    customers = keep_words(session, me.team_id, promise.customers) if promise.customers else None
    return Commitment(
        team_id=me.team_id,
        number=number,
        state=State.OFFERED if offered else State.OPEN,
        owner=owner.number,
        maker=me.number,
        offered_by=me.number if offered else None,
        # Who offers work is waiting for it, unless they said that somebody else is.
        promised_to=promise.promised_to or (me.number if offered else None),
        what=words.id,
        customers=customers.id if customers else None,
        first_due_on=promise.due_on,
        made_at=now,
        changed_at=now,
        answer_by=offer_clock(me, now) if offered else None,
        **vars(due_columns(promise.due_on, promise.due_at, owner)),
        **_said_in(scene, promise),
    )


def _said_in(scene: Scene, promise: Promise) -> dict[str, Any]:
    """Return the columns that tell where a promise was made, and what it is linked to."""
    return {
        "channel_id": scene.channel_id,
        "thread_ts": scene.thread_ts,
        "is_private": scene.is_private,
        "message_channel": scene.message_channel,
        "message_ts": scene.message_ts,
        "origin": scene.origin,
        "linked_to": promise.linked_to or record_in(promise.what, LINKED),
    }


def _twin(
    session: Session, me: Person, promise: Promise, scene: Scene, now: datetime
) -> Commitment | None:
    """Return the record that the same form, or the same line a moment ago, has made already.

    The number was taken first, so of two such requests the second waits and then finds the first.
    """
    if scene.origin is not None:
        return made_by_form(session, me, scene.origin)
    return None if scene.again else _made_just_now(session, me, promise, scene, now)


def _made_just_now(
    session: Session, me: Person, promise: Promise, scene: Scene, now: datetime
) -> Commitment | None:
    """Return the record that the same words from the same person just made in the same place."""
    alike = {
        "team_id": me.team_id,
        "maker": me.number,
        "since": now - SAME_WORDS_WITHIN,
        "channel_id": scene.channel_id,
        "owner": promise.owner,
        "due_on": promise.due_on,
    }
    recent = session.exec(_MADE_ALIKE, params=alike)
    wanted = folded(promise.what)
    return next((made for made, words in recent if folded(words.text) == wanted), None)


_MADE_ALIKE = (
    select(Commitment, Words)
    .join(Words, col(Words.id) == col(Commitment.what))
    .where(
        Commitment.team_id == bindparam("team_id"),
        Commitment.maker == bindparam("maker"),
        col(Commitment.made_at) > bindparam("since"),
        Commitment.channel_id == bindparam("channel_id"),
        Commitment.owner == bindparam("owner"),
        Commitment.due_on == bindparam("due_on"),
        col(Commitment.state) != State.WITHDRAWN,
    )
)
