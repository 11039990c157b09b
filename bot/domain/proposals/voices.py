"""The rows of one voice: where somebody stands in a round, their seat, and their dissent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from bot.database import insert_once
from bot.domain.changing import MovedOn
from bot.domain.people import Person
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import Dissent, DissentState, Seat, Stance, StanceKind
from bot.domain.words import Words

KEY = ("team_id", "proposal", "round", "person")
WAS = ("words", "mind", "unseen", "spoken_by", "shows_name", "is_carried")


@dataclass(frozen=True)
class StanceWish:
    """Where somebody stands, and why; or, as delegate, where another stands."""

    kind: StanceKind
    words: str = ""
    shows_name: bool = False
    for_person: int | None = None
    is_carried: bool = False


def as_it_was(before: Stance | None) -> dict[str, Any] | None:
    """Return a stance as history keeps it: no words, only where they are."""
    if before is None:
        return None
    kept = {name: getattr(before, name) for name in WAS}
    return {"kind": before.kind.value, "said_at": before.said_at.isoformat(), **kept}


def write(
    session: Session,
    proposal: Proposal,
    seat: Seat,
    said: tuple[Stance | None, Person, StanceWish, Words | None],
    now: datetime,
) -> Stance:
    """Write one row, judged by what is there: of two at the same moment one is told."""
    before, me, wish, words = said
    key: dict[str, Any] = {name: getattr(seat, name) for name in KEY}
    columns = _columns(me, wish, words, now)
    if before is None:
        session.flush()
        if not insert_once(session, Stance(**key, **columns)):
            raise MovedOn(record=proposal.label)
    else:
        mine = (col(getattr(Stance, name)) == value for name, value in key.items())
        written = update(Stance).where(*mine, col(Stance.revision) == before.revision)
        values = {**columns, "revision": before.revision + 1}
        if session.exec(written.values(**values)).rowcount == 0:
            raise MovedOn(record=proposal.label)
        session.refresh(before)
    return session.get_one(Stance, tuple(key.values()))


def _columns(me: Person, wish: StanceWish, words: Words | None, now: datetime) -> dict[str, Any]:
    return {
        "kind": wish.kind,
        "words": words.id if words else None,
        "spoken_by": me.number,
        "shows_name": wish.shows_name,
        "is_carried": wish.is_carried,
        "said_at": now,
        "commitment": None,
        "condition": None,
        "answer_by": None,
    }


def hear(session: Session, seat: Seat, now: datetime) -> None:
    if seat.heard_at is None:
        seat.heard_at = now
        session.add(seat)
        session.flush()


def follow_dissent(
    session: Session, stance: Stance, was: dict[str, Any] | None, now: datetime
) -> Dissent | None:
    """Open a dissent, open it anew with its new reason, or close it on its writer's own word."""
    was_dissent = was is not None and was["kind"] == StanceKind.DISSENT.value
    is_dissent = stance.kind is StanceKind.DISSENT
    if not (was_dissent or is_dissent):
        return None
    key: dict[str, Any] = {name: getattr(stance, name) for name in KEY}
    known = session.get(Dissent, tuple(key.values()))
    if known is None:
        insert_once(session, Dissent(**key))
        return session.get_one(Dissent, tuple(key.values()))
    known.state = DissentState.OPEN if is_dissent else DissentState.RESOLVED
    known.settled_at = None if is_dissent else now
    known.alternative = known.alternative if not is_dissent else None
    known.offered_at = known.offered_at if not is_dissent else None
    known.answer_by, known.carried_by = None, None
    known.revision += 1
    session.add(known)
    session.flush()
    return known
