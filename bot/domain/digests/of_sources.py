"""What a digest says of sources: half open, or silent, to who looks after them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.issues.watching import NOUN, TROUBLED, Trouble, troubles_of
from bot.domain.lines import Line
from bot.domain.people import Person

RANKS = {TROUBLED: 4}


@dataclass(frozen=True)
class SourceMatter:
    """The sources that somebody looks after and that need them, as they stand now."""

    troubles: Sequence[Trouble]

    @property
    def waits(self) -> bool:
        return bool(self.troubles)


def facts_of(line: Line) -> dict[str, Any]:
    return {"noun": NOUN, "number": line.number, "as": line.kind}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    del facts
    return bool(troubles_of(session, reader.team_id, now, reader.number))


def shown(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> SourceMatter:
    del facts
    return SourceMatter(troubles_of(session, reader.team_id, now, reader.number))
