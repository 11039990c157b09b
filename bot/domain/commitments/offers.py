"""An offered commitment: accepted, discussed, declined, changed, taken back, or lapsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import add_working_days_at, today_in
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.making import REMIND_OFFERER_AFTER, offer_clock
from bot.domain.commitments.moving import DateInThePast, Wording
from bot.domain.commitments.records import NOUN, Commitment, State, change, due_columns
from bot.domain.commitments.rights import Act, demand
from bot.domain.commitments.sharing import scene_of
from bot.domain.commitments.telling import (
    offer_to,
    post_card,
    show_change,
    tell,
    tell_at_once,
)
from bot.domain.history import Event
from bot.domain.lines import add_line, digest_of
from bot.domain.people import Person, person_numbered
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

LAPSES_AFTER = 10  # Working days without an answer.
# Lines for whoever offered: nobody waits for them, so they come with all that is due.
OFFER_WAITS = "offer_waits"
OFFER_LAPSED = "offer_lapsed"


class OfferAnswered(UserError):
    """{record} is no longer an open offer: it is {state}. Nothing changed."""


class OfferPassed(UserError):
    """The date of {record} has passed. Please press Discuss and name a day that you can keep."""


class NothingAsked(UserError):
    """Please say what would need to change, or pick another date."""


@dataclass(frozen=True)
class Wish:
    """What somebody would need to accept an offer: words, another date, or both."""

    words: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        if not cleaned(self.words) and self.on is None:
            raise NothingAsked(field="words")


def accept(session: Session, commitment: Commitment, me: Person, now: datetime) -> Commitment:
    """Take on what was offered; from now on it is a promise, and its card appears."""
    demand(session, commitment, me, Act.ANSWER_OFFER)
    demand_offered(commitment)
    if commitment.overdue_from <= now:
        raise OfferPassed(record=commitment.name)
    change(session, commitment, Event(me.number, "accepted", now), state=State.OPEN, answer_by=None)
    post_card(session, commitment, scene_of(session, commitment), now)
    tell(session, commitment, commitment.offered_by, now, by=me.number)
    _tell_the_promised(session, commitment, now, by=me.number)
    show_change(session, commitment)
    return commitment


def decline(
    session: Session, commitment: Commitment, me: Person, reason: str, now: datetime
) -> Commitment:
    """Say no to an offer; only the offerer hears it, with the reason."""
    demand(session, commitment, me, Act.ANSWER_OFFER)
    demand_offered(commitment)
    words = keep_words(session, me.team_id, reason) if cleaned(reason) else None
    event = Event(me.number, "declined", now, words=words)
    change(session, commitment, event, state=State.DECLINED, answer_by=None, settled_at=now)
    # Whoever asked has to find somebody else, or do without: that cannot wait for a digest.
    tell_at_once(session, commitment, commitment.offered_by, now, by=me.number)
    show_change(session, commitment)
    return commitment


def discuss(
    session: Session, commitment: Commitment, me: Person, wish: Wish, now: datetime
) -> Commitment:
    """Say what would need to change; the offerer changes the offer or takes it back."""
    demand(session, commitment, me, Act.ANSWER_OFFER)
    demand_offered(commitment)
    if wish.on is not None and wish.on < today_in(me.zoneinfo, now):
        raise DateInThePast(field="due")
    words = keep_words(session, me.team_id, wish.words) if cleaned(wish.words) else None
    facts = {"on": wish.on.isoformat()} if wish.on else {}
    change(
        session,
        commitment,
        Event(me.number, "discussed", now, facts, words),
        # This is an answer: whose turn it is now was told so, and is not told again.
        reminded_at=now,
        answer_by=add_working_days_at(now, LAPSES_AFTER, me.zoneinfo),
    )
    tell_at_once(session, commitment, commitment.offered_by, now, by=me.number)
    show_change(session, commitment)
    return commitment


def change_offer(
    session: Session, commitment: Commitment, me: Person, what: str, on: date, now: datetime
) -> Commitment:
    """Offer it anew in other words or by another date; its clock starts again."""
    demand(session, commitment, me, Act.CHANGE_OFFER)
    demand_offered(commitment)
    if on < today_in(me.zoneinfo, now):
        raise DateInThePast(field="due")
    words = keep_words(session, me.team_id, Wording(what).what)
    owner = person_numbered(session, me.team_id, commitment.owner)
    due = due_columns(on, commitment.due_at if on == commitment.due_on else None, owner)
    change(
        session,
        commitment,
        Event(me.number, "offer_changed", now, words=words),
        **vars(due),
        what=words.id,
        answer_by=offer_clock(me, now),
        reminded_at=None,
    )
    offer_to(session, commitment, commitment.owner, Kind.OFFER, now, by=me)
    show_change(session, commitment)
    return commitment


def take_offer_back(
    session: Session, commitment: Commitment, me: Person, now: datetime
) -> Commitment:
    """Withdraw an offer; the person it was made to sees that in the same message."""
    demand(session, commitment, me, Act.CHANGE_OFFER)
    demand_offered(commitment)
    event = Event(me.number, "taken_back", now)
    change(session, commitment, event, state=State.WITHDRAWN, answer_by=None, settled_at=now)
    show_change(session, commitment)
    return commitment


def look_after_offers(session: Session, now: datetime) -> int:
    """Tell offerers of offers without an answer, and let the oldest lapse; returns how many."""
    due = (
        select(Commitment)
        .where(col(Commitment.state) == State.OFFERED, col(Commitment.answer_by) <= now)
        # So that of two replicas that plan the digests of offerers none waits for the other.
        .order_by(col(Commitment.team_id), col(Commitment.offered_by), col(Commitment.number))
        .limit(50)
        .with_for_update(skip_locked=True)
    )
    waiting = session.exec(due).all()
    for commitment in waiting:
        if commitment.reminded_at is None:
            _remind_offerer(session, commitment, now)
        else:
            _lapse(session, commitment, now)
    return len(waiting)


def say_of_offer(session: Session, commitment: Commitment, kind: str, now: datetime) -> None:
    """Have whoever offered something read in their next digest what became of it."""
    offerer = person_numbered(session, commitment.team_id, commitment.offered_by or 0)
    add_line(
        session,
        commitment.team_id,
        digest_of(offerer.number),
        f"{kind}:{commitment.name}:{commitment.revision}",
        kind,
        now,
        about=(NOUN, commitment.number),
        facts={"due_on": commitment.due_on.isoformat(), "revision": commitment.revision},
    )
    plan_digest(session, offerer, now)


def is_said_of_offer(commitment: Commitment, told: Mapping[str, Any]) -> bool:
    """Tell whether nothing has happened to an offer since a line about it was written."""
    return commitment.revision == int(told["revision"])


def demand_offered(commitment: Commitment) -> None:
    """Raise OfferAnswered unless it is still an open offer."""
    if commitment.state is not State.OFFERED:
        raise OfferAnswered(record=commitment.name, state=commitment.state.value)


def _remind_offerer(session: Session, commitment: Commitment, now: datetime) -> None:
    offerer = person_numbered(session, commitment.team_id, commitment.offered_by or 0)
    # Counted from the last time of asking, which was three working days before this clock ran out.
    left = LAPSES_AFTER - REMIND_OFFERER_AFTER
    lapses = add_working_days_at(commitment.answer_by or now, left, offerer.zoneinfo)
    change(
        session,
        commitment,
        Event(None, "unanswered", now),
        reminded_at=now,
        answer_by=max(lapses, now),
    )
    say_of_offer(session, commitment, OFFER_WAITS, now)


def _lapse(session: Session, commitment: Commitment, now: datetime) -> None:
    event = Event(None, "lapsed", now)
    change(session, commitment, event, state=State.LAPSED, answer_by=None, settled_at=now)
    say_of_offer(session, commitment, OFFER_LAPSED, now)
    show_change(session, commitment)


def _tell_the_promised(session: Session, commitment: Commitment, now: datetime, *, by: int) -> None:
    if commitment.promised_to != commitment.offered_by:
        tell(session, commitment, commitment.promised_to, now, by=by)
