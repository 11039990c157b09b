"""What a digest says of thanks: a nomination that waits, what became of one, a silent forum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.forums.finding import forum_name, forum_numbered
from bot.domain.lines import Line
from bot.domain.people import Person, person_numbered
from bot.domain.recognition.commending import NOUN as COMMENDATION
from bot.domain.recognition.commending import UNTHANKED
from bot.domain.recognition.nominating import NOT_THIS_TIME, TOLD, WAITS, pickers_of
from bot.domain.recognition.records import (
    NOMINATION,
    NOUN,
    Nomination,
    NominationState,
    Recognition,
)
from bot.domain.recognition.taking_back import WITHDRAWN
from bot.domain.words import words_of

RANKS = {WAITS: 4, UNTHANKED: 6, NOT_THIS_TIME: 6, TOLD: 6, WITHDRAWN: 6}
NOUNS = (NOUN, NOMINATION, COMMENDATION)


@dataclass(frozen=True)
class ThanksMatter:
    """One thing about thanks in a digest; `waits` until it is settled, or for ever a tiding."""

    role: str
    number: int
    waits: bool
    person: Person | None = None
    by: Person | None = None
    words: str = ""
    name: str = ""  # Of the forum, or the id of the thanks.


def facts_of(line: Line) -> dict[str, Any]:
    """Return a line about thanks as a digest keeps it."""
    return {"noun": line.noun, "number": line.number, "as": line.kind}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether it is so yet; what only tells somebody something stays so."""
    del now
    if facts["as"] != WAITS:
        return True
    nomination = session.get(Nomination, (reader.team_id, int(facts["number"])))
    if nomination is None or nomination.state is not NominationState.NOMINATED:
        return False
    return reader.number in pickers_of(session, nomination)


def shown(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> ThanksMatter:
    """Return what a digest says, as it stands now."""
    number, role = int(facts["number"]), str(facts["as"])
    if facts["noun"] == NOMINATION:
        return _nominated(session, reader, facts, now)
    if facts["noun"] == COMMENDATION:
        forum = forum_numbered(session, reader.team_id, number)
        name = forum_name(session, forum) if forum else ""
        return ThanksMatter(role, number, waits=True, name=name)
    recognition = session.get_one(Recognition, (reader.team_id, number))
    by = recognition.withdrawn_by
    person = person_numbered(session, reader.team_id, by) if by else None
    return ThanksMatter(role, number, waits=True, person=person, name=recognition.label)


def _nominated(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> ThanksMatter:
    nomination = session.get_one(Nomination, (reader.team_id, int(facts["number"])))
    return ThanksMatter(
        str(facts["as"]),
        nomination.number,
        waits=is_still_so(session, reader, facts, now),
        person=person_numbered(session, reader.team_id, nomination.person),
        by=person_numbered(session, reader.team_id, nomination.nominated_by),
        words=words_of(session, {nomination.why}).get(nomination.why, ""),
    )
