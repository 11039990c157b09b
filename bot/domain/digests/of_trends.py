"""What a digest says of touchpoints: clearly more reports than usual, to who leads their area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.issues.reporting import week_of
from bot.domain.issues.spikes import SPIKE, Spike, spike_seen
from bot.domain.issues.touchpoints import NOUN
from bot.domain.issues.trends import WEEK
from bot.domain.lines import Line
from bot.domain.people import Person

RANKS = {SPIKE: 2}


@dataclass(frozen=True)
class SpikeMatter:
    """One touchpoint with clearly more reports than usual, as it stands now."""

    number: int
    spike: Spike | None
    waits: bool


def facts_of(line: Line) -> dict[str, Any]:
    return {"noun": NOUN, "number": line.number, "as": line.kind, "week": line.facts["week"]}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether it is still news: of this week, or of the last one."""
    del session, reader
    return date.fromisoformat(facts["week"]) >= week_of(now) - WEEK


def shown(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> SpikeMatter:
    """Return what a digest says of a touchpoint, with what this reader may see behind it."""
    week, number = date.fromisoformat(facts["week"]), int(facts["number"])
    seen = spike_seen(session, reader, reader.team_id, number, week)
    is_so = seen is not None and is_still_so(session, reader, facts, now)
    return SpikeMatter(number, seen, is_so)
