"""What a digest speaks of besides commitments: one entry for each noun, in one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from bot.domain.digests import of_contracts, of_issues, of_proposals, of_recognition, of_trends
from bot.domain.issues.contracts import NOUN as CONTRACT
from bot.domain.issues.records import NOUN as ISSUE
from bot.domain.issues.touchpoints import NOUN as TOUCHPOINT
from bot.domain.lines import Line
from bot.domain.people import Person
from bot.domain.proposals.records import NOUN as PROPOSAL

Facts = Mapping[str, Any]


class Matter(Protocol):
    """One thing in a digest, as it stands now; a view draws it by its type."""

    @property
    def waits(self) -> bool:
        """Whether its reader can still do something."""


@dataclass(frozen=True)
class Lines:
    """How the lines of one noun are said. Facts are what a digest keeps of a line."""

    ranks: Mapping[str, int]  # By kind of line: the lower, the earlier it is said.
    facts_of: Callable[[Line], dict[str, Any]]  # With `noun`, `number` and `as`.
    rank_of: Callable[[Facts], int]
    is_still_so: Callable[[Session, Person, Facts, datetime], bool]
    shown: Callable[[Session, Person, Facts, datetime], Matter]


_OF_RECOGNITION = Lines(
    ranks=of_recognition.RANKS,
    facts_of=of_recognition.facts_of,
    rank_of=of_recognition.rank_of,
    is_still_so=of_recognition.is_still_so,
    shown=of_recognition.shown,
)
LINES: Mapping[str, Lines] = {
    ISSUE: Lines(
        ranks=of_issues.RANKS,
        facts_of=of_issues.facts_of,
        rank_of=of_issues.rank_of,
        is_still_so=of_issues.is_still_so,
        shown=of_issues.shown,
    ),
    **dict.fromkeys(of_recognition.NOUNS, _OF_RECOGNITION),
    PROPOSAL: Lines(
        ranks=of_proposals.RANKS,
        facts_of=of_proposals.facts_of,
        rank_of=of_proposals.rank_of,
        is_still_so=of_proposals.is_still_so,
        shown=of_proposals.shown,
    ),
    CONTRACT: Lines(
        ranks=of_contracts.RANKS,
        facts_of=of_contracts.facts_of,
        rank_of=of_contracts.rank_of,
        is_still_so=of_contracts.is_still_so,
        shown=of_contracts.shown,
    ),
    TOUCHPOINT: Lines(
        ranks=of_trends.RANKS,
        facts_of=of_trends.facts_of,
        rank_of=of_trends.rank_of,
        is_still_so=of_trends.is_still_so,
        shown=of_trends.shown,
    ),
}


def is_still_so(session: Session, reader: Person, line: Line, now: datetime) -> bool:
    """Tell whether what a line says is so yet; of a kind that nobody knows, nothing is."""
    lines = LINES[line.noun]
    if line.kind not in lines.ranks:
        return False
    return lines.is_still_so(session, reader, lines.facts_of(line), now)


def matters_shown(
    session: Session, reader: Person, said: Sequence[Facts], now: datetime
) -> list[Matter]:
    """Return what a digest says besides commitments, as each thing stands now."""
    ours = (each for each in said if each.get("noun") in LINES)
    return [LINES[each["noun"]].shown(session, reader, each, now) for each in ours]
