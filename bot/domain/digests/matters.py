"""What a digest speaks of besides commitments: one entry for each noun, in one table."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from bot.domain.digests import (
    of_contracts,
    of_issues,
    of_proposals,
    of_recognition,
    of_sources,
    of_trends,
)
from bot.domain.issues.contracts import NOUN as CONTRACT
from bot.domain.issues.records import NOUN as ISSUE
from bot.domain.issues.touchpoints import NOUN as TOUCHPOINT
from bot.domain.issues.watching import NOUN as SOURCE
from bot.domain.lines import Line
from bot.domain.people import Person
from bot.domain.proposals.records import NOUN as PROPOSAL

Facts = Mapping[str, Any]


class Matter(Protocol):
    """One thing in a digest, as it stands now; a view draws it by its type."""

    @property
    def waits(self) -> bool:
        """Whether its reader can still do something."""


class Lines(Protocol):
    """How the lines of one noun are said, a module each; facts are what a digest keeps of them."""

    @property
    def RANKS(self) -> Mapping[str, int]:  # noqa: N802 - a constant of each module
        """By kind of line: the lower, the earlier it is said."""

    def facts_of(self, line: Line, /) -> dict[str, Any]:
        """Return what a digest keeps of a line, with `noun`, `number` and `as`."""

    def rank_of(self, facts: Facts, /) -> int: ...

    def is_still_so(
        self, session: Session, reader: Person, facts: Facts, now: datetime, /
    ) -> bool: ...

    def shown(self, session: Session, reader: Person, facts: Facts, now: datetime, /) -> Matter: ...


LINES: Mapping[str, Lines] = {
    ISSUE: of_issues,
    **dict.fromkeys(of_recognition.NOUNS, of_recognition),
    PROPOSAL: of_proposals,
    CONTRACT: of_contracts,
    TOUCHPOINT: of_trends,
    SOURCE: of_sources,
}


def is_still_so(session: Session, reader: Person, line: Line, now: datetime) -> bool:
    """Tell whether what a line says is so yet; of a kind that nobody knows, nothing is."""
    lines = LINES[line.noun]
    if line.kind not in lines.RANKS:
        return False
    return lines.is_still_so(session, reader, lines.facts_of(line), now)


def matters_shown(
    session: Session, reader: Person, said: Sequence[Facts], now: datetime
) -> list[Matter]:
    """Return what a digest says besides commitments, as each thing stands now."""
    ours = (each for each in said if each.get("noun") in LINES)
    return [LINES[each["noun"]].shown(session, reader, each, now) for each in ours]
