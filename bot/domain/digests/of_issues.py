"""What a digest says of issues: who owns what one reported, what waits, stands still, came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.issues.finding import Shown, shown_all
from bot.domain.issues.records import ENDED, NOUN, Issue, State
from bot.domain.issues.rights import can_see, helps, leader_of
from bot.domain.issues.telling import (
    BACK,
    CHANGED,
    HELPS,
    NEW_HERE,
    OFFER_LAPSED,
    OFFER_WAITS,
    OWNED,
    STANDS,
    STILL_WAITS,
    WAITS_ON,
)
from bot.domain.lines import Line
from bot.domain.people import Person

RANKS = {
    NEW_HERE: 2,
    WAITS_ON: 3,
    BACK: 3,
    STANDS: 4,
    STILL_WAITS: 4,
    OFFER_WAITS: 4,
    HELPS: 5,
    CHANGED: 5,
    OFFER_LAPSED: 6,
    OWNED: 6,
}
_OWNERS = {BACK, STANDS, STILL_WAITS}


@dataclass(frozen=True)
class IssueMatter:
    """One issue in a digest, as it stands now; `waits` while its reader can do something."""

    shown: Shown
    role: str
    waits: bool
    is_visible: bool = True  # Its words may be shown to this reader.

    @property
    def number(self) -> int:
        return self.shown.issue.number


def facts_of(line: Line) -> dict[str, Any]:
    """Return a line about an issue as a digest keeps it."""
    kept = {name: line.facts[name] for name in ("entered",) if name in line.facts}
    return {"noun": NOUN, "number": line.number, "as": line.kind, **kept}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether what a line says of an issue is so yet, for this reader."""
    del now
    issue = session.get(Issue, (reader.team_id, int(facts["number"])))
    if issue is None:
        return False
    role = str(facts["as"])
    if role == OWNED:
        return issue.owner is not None and issue.state not in ENDED
    if role == OFFER_LAPSED:
        return issue.handover_to is None and issue.state not in ENDED
    if role == CHANGED:
        return issue.owner == reader.number
    return _waits(session, issue, reader, facts)


def shown(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> IssueMatter:
    """Return what a digest says of an issue, as it stands now."""
    issue = session.get_one(Issue, (reader.team_id, int(facts["number"])))
    role = str(facts["as"])
    return IssueMatter(
        shown=shown_all(session, [issue], now)[0],
        role=role,
        waits=_waits(session, issue, reader, facts),
        is_visible=can_see(session, issue, reader),
    )


def _waits(session: Session, issue: Issue, reader: Person, facts: Mapping[str, Any]) -> bool:
    """Tell whether an issue still waits for this reader, in the way that was said."""
    if issue.state in ENDED:
        return False
    role = str(facts["as"])
    if role in _OWNERS:
        # Where it stands still, it has not moved since.
        return issue.owner == reader.number and issue.entered_at.isoformat() == facts["entered"]
    if role == NEW_HERE:
        return issue.state is State.NEW and _leads(session, issue, reader, issue.area)
    if role == WAITS_ON:
        return _leads(session, issue, reader, issue.waiting_on)
    if role == OFFER_WAITS:
        return issue.handover_to is not None
    return role == HELPS and helps(session, issue, reader.number)


def _leads(session: Session, issue: Issue, reader: Person, area: int | None) -> bool:
    leader = leader_of(session, issue.team_id, area)
    return leader is not None and leader.number == reader.number
