"""What a digest shows, read anew each time: each thing as it stands now, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.commitments.finding import Shown, Which, listed, shown_all
from bot.domain.commitments.ladder import FALLS_DUE
from bot.domain.commitments.offers import OFFER_LAPSED, OFFER_WAITS, is_said_of_offer
from bot.domain.commitments.records import Commitment, Rung, State
from bot.domain.commitments.reminded import fates_of, told_in_the_end
from bot.domain.commitments.rights import can_see
from bot.domain.commitments.rungs import Fate
from bot.domain.commitments.tabling import OVERDUE
from bot.domain.digests.matters import Matter, matters_shown
from bot.domain.people import Person
from bot.domain.preferences import preferences_of
from bot.domain.roles import cco_of
from bot.domain.standing_still import STILL

_OF_OFFERS = {OFFER_WAITS, OFFER_LAPSED}
_FROM_ELSEWHERE = {OVERDUE, FALLS_DUE, *_OF_OFFERS}


class Became(StrEnum):
    """What became of one thing in a digest since it was said."""

    WAITS = "waits"
    SETTLED = "settled"
    MOVED = "moved"
    SNOOZED = "snoozed"
    ANOTHERS = "anothers"  # It has another owner now.


@dataclass(frozen=True)
class Item:
    """One thing in a digest; `role` is a rung, or why its reader hears of another's."""

    shown: Shown
    role: str
    became: Became
    is_visible: bool = True  # Its words may be shown to this reader.
    tell_on: date | None = None
    told: Sequence[Person] = ()
    is_promised_to_reader: bool = False
    back_on: date | None = None  # When it, or its owner, is back.


@dataclass(frozen=True)
class Digest:
    """Everything in one digest, and the day it is of."""

    reader: Person
    on: date
    today: date
    items: Sequence[Item]
    more: int
    offers: Sequence[Shown] = field(default=())
    matters: Sequence[Matter] = field(default=())
    command: str = "/cx"
    is_late: bool = False

    @property
    def waits(self) -> bool:
        return self.waiting > 0

    @property
    def has_items(self) -> bool:
        """Whether anything is due in it; else it only tells its reader something."""
        return bool(self.items or self.matters)

    @property
    def waiting(self) -> int:
        """How many of its things still wait for somebody."""
        items = sum(item.became is Became.WAITS for item in self.items)
        return items + sum(matter.waits for matter in self.matters)


def digest_shown(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> Digest:
    """Return a digest with everything in it as it is now."""
    said = [each for each in facts["items"] if "noun" not in each]
    numbers = [int(each["number"]) for each in said]
    found = session.exec(
        select(Commitment).where(
            Commitment.team_id == reader.team_id, col(Commitment.number).in_(numbers)
        )
    ).all()
    known = {each.commitment.number: each for each in shown_all(session, found, now)}
    on = date.fromisoformat(facts["on"])
    items = [_item(session, reader, each, known[int(each["number"])], on) for each in said]
    return Digest(
        reader=reader,
        on=on,
        today=today_in(reader.zoneinfo, now),
        items=items,
        more=int(facts.get("more", 0)),
        offers=listed(session, reader, Which.OFFERED, now).shown,
        matters=matters_shown(session, reader, facts["items"], now),
    )


def was_seen(session: Session, team_id: str, key: str) -> bool:
    """Tell whether a digest has arrived: what was seen is answered in place, not left out."""
    return fates_of(session, team_id, [key]).get(key) in {Fate.ARRIVED, Fate.ARRIVED_LATE}


def _item(
    session: Session,
    reader: Person,
    facts: Mapping[str, Any],
    shown: Shown,
    on: date,
) -> Item:
    commitment, role = shown.commitment, str(facts["as"])
    tell_on = facts.get("tell_on")
    return Item(
        shown=shown,
        role=role,
        became=_became(commitment, reader, facts, on),
        is_visible=can_see(session, commitment, reader),
        tell_on=date.fromisoformat(tell_on) if tell_on else None,
        told=_told(session, commitment, role),
        is_promised_to_reader=commitment.promised_to == reader.number,
        back_on=_back_on(session, shown, role),
    )


def _told(session: Session, commitment: Commitment, role: str) -> Sequence[Person]:
    """Return who will be told, if nothing happens."""
    if role == Rung.WARNED:
        return told_in_the_end(session, commitment)
    cco = cco_of(session, commitment.team_id) if role == STILL else None
    return [cco] if cco is not None and cco.number != commitment.owner else ()


def _became(commitment: Commitment, reader: Person, facts: Mapping[str, Any], on: date) -> Became:
    if facts["as"] in _OF_OFFERS:
        return Became.WAITS if is_said_of_offer(commitment, facts) else Became.SETTLED
    is_own = facts["as"] not in _FROM_ELSEWHERE
    if is_own and commitment.owner != reader.number:
        return Became.ANOTHERS
    if commitment.state is not State.OPEN:
        return Became.SETTLED
    if commitment.due_on.isoformat() != facts["due_on"]:
        return Became.MOVED
    quiet = commitment.snoozed_until
    return Became.SNOOZED if is_own and quiet and quiet > on else Became.WAITS


def _back_on(session: Session, shown: Shown, role: str) -> date | None:
    """Return when a snooze or, for a cover, its owner's absence is over."""
    if role != FALLS_DUE:
        return shown.commitment.snoozed_until
    return preferences_of(session, shown.owner).away_until
