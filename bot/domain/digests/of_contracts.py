"""What a digest says of contracts: agreed, declined, and what is late before it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.issues.agreeing import AGREED, NOT_AGREED
from bot.domain.issues.contracting import Shown
from bot.domain.issues.contracting import shown as contract_shown
from bot.domain.issues.contracts import NOUN, Contract, ContractState
from bot.domain.issues.handings import LATE
from bot.domain.lines import Line
from bot.domain.people import Person

RANKS = {LATE: 2, NOT_AGREED: 5, AGREED: 6}
_STATES = {AGREED: ContractState.ACTIVE, NOT_AGREED: ContractState.DECLINED}


@dataclass(frozen=True)
class ContractMatter:
    """One contract in a digest, as it stands now."""

    shown: Shown
    role: str
    waits: bool


def facts_of(line: Line) -> dict[str, Any]:
    return {"noun": NOUN, "number": line.number, "as": line.kind}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether a contract still stands as it was said."""
    del now
    found = session.get(Contract, (reader.team_id, int(facts["number"])))
    return found is not None and found.state is _STATES.get(facts["as"], ContractState.ACTIVE)


def shown(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> ContractMatter:
    found = session.get_one(Contract, (reader.team_id, int(facts["number"])))
    is_so = is_still_so(session, reader, facts, now)
    return ContractMatter(contract_shown(session, found, now), str(facts["as"]), is_so)
