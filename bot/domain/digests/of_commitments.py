"""Lines about commitments in a digest: how early each kind is said, and when it no longer is so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.commitments.ladder import FALLS_DUE
from bot.domain.commitments.offers import OFFER_LAPSED, OFFER_WAITS, is_said_of_offer
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.rungs import TO_OTHERS
from bot.domain.commitments.tabling import OVERDUE
from bot.domain.lines import Line
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import preferences_of
from bot.domain.standing_still import STILL, stands_still


@dataclass(frozen=True)
class Told:
    """A line, the commitment it is about, and who is to read it when."""

    session: Session
    reader: Person
    line: Line
    commitment: Commitment
    now: datetime


@dataclass(frozen=True)
class LineKind:
    """The lower the rank, the earlier it is said."""

    rank: int
    is_so: Callable[[Told], bool]


def is_still_so(session: Session, reader: Person, line: Line, now: datetime) -> bool:
    """Tell whether what a line about a commitment says is so yet."""
    commitment = session.get(Commitment, (line.team_id, line.number))
    if line.noun != NOUN or line.kind not in KINDS or commitment is None:
        return False
    return KINDS[line.kind].is_so(Told(session, reader, line, commitment, now))


def _is_open(told: Told) -> bool:
    """Tell whether it is open, by the same date as then."""
    is_same = told.commitment.due_on.isoformat() == told.line.facts["due_on"]
    return told.commitment.state is State.OPEN and is_same


def _is_overdue(told: Told) -> bool:
    return _is_open(told) and told.commitment.rung in TO_OTHERS


def _stands_still(told: Told) -> bool:
    is_theirs = told.commitment.owner == told.reader.number
    return _is_open(told) and is_theirs and stands_still(told.commitment, told.line.facts)


def _is_covered(told: Told) -> bool:
    owner = person_numbered(told.session, told.line.team_id, told.commitment.owner)
    wishes = preferences_of(told.session, owner)
    today = told.now.astimezone(owner.zoneinfo).date()
    is_there = wishes.cover == told.reader.number and wishes.is_away_on(today)
    return _is_open(told) and is_there


def _is_of_the_offer(told: Told) -> bool:
    return is_said_of_offer(told.commitment, told.line.facts)


KINDS: Mapping[str, LineKind] = {
    OVERDUE: LineKind(2, _is_overdue),
    FALLS_DUE: LineKind(4, _is_covered),
    STILL: LineKind(4, _stands_still),
    OFFER_WAITS: LineKind(4, _is_of_the_offer),
    OFFER_LAPSED: LineKind(6, _is_of_the_offer),
}
