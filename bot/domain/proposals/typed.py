"""What a typed line says about a proposal: which one, and where its writer stands. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.dates import Due, split
from bot.domain.proposals.records import LETTER
from bot.domain.proposals.rounds import StanceKind
from bot.domain.typed_text import leading_record

# These say no more than that a condition follows; the others belong to what is said.
_IF = re.compile(
    r"(?:provided(?:\s+that)?|only\s+if|if|as\s+long\s+as|so\s+long\s+as|subject\s+to"
    r"|(?:up)?on\s+(?:the\s+)?condition(?:\s+(?:that|of))?)(?![\w'’])[\s,:]*",
    re.IGNORECASE,
)
_KEPT = re.compile(r"(?:once|when|unless|but)(?![\w'’])", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:because|since)(?!\w)[\s,:]*", re.IGNORECASE)
# A point inside a number or an address ends no sentence.
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")
_BETWEEN = " \t\n,;:.!-‐‑‒–—―−"  # noqa: RUF001 - the dashes that phones and word processors type


@dataclass(frozen=True)
class Typed:
    """A line that names a proposal: without a `kind`, its words have to be asked about."""

    number: int
    kind: StanceKind | None
    words: str = ""
    has_date: bool = False
    # `P4` is a priority as well: it names a proposal only where P-4 is open.
    is_sure: bool = True


def stance_in(text: str, now: datetime, zone: ZoneInfo) -> Typed | None:
    """Read what follows `commit`; None when it is no stance but a promise."""
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        return None
    said = rest.strip(_BETWEEN)
    if not said:
        return Typed(named.number, StanceKind.COMMIT, is_sure=named.has_dash)
    if not named.has_dash:
        return None  # “P1 bugs closed by friday” is a promise.
    condition = condition_in(said)
    if condition is not None:
        return Typed(named.number, StanceKind.CONDITION, condition)
    has_date = isinstance(split(said, now, zone).due, Due)
    return Typed(named.number, None, said, has_date)


def reason_in(text: str) -> Typed | None:
    """Read what follows `dissent` or `stand aside`, where it begins with a proposal."""
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        return None
    reason = without_because(rest)
    return Typed(named.number, StanceKind.DISSENT, reason, is_sure=named.has_dash)


def condition_in(said: str) -> str | None:
    """Return the condition that a text begins with, if it does; it may be empty."""
    bare = _IF.match(said)
    if bare is not None:
        return said[bare.end() :].strip(_BETWEEN)
    return said if _KEPT.match(said) else None


def without_because(text: str) -> str:
    said = text.strip().lstrip(_BETWEEN)
    return _BECAUSE.sub("", said, count=1).strip() if _BECAUSE.match(said) else said


def title_of(text: str, most: int = 120) -> str:
    """Return the first sentence of a proposal, by which people know it."""
    line = text.strip().partition("\n")[0].strip()
    end = _SENTENCE.match(line)
    first = end[0].strip() if end else line
    return first if len(first) <= most else f"{first[: most - 1].rstrip()}…"


def rest_of(text: str, most: int = 120) -> str:
    """Return what follows the first sentence; nothing where the title could not hold it all."""
    title = title_of(text, most)
    return text if title.endswith("…") else text.strip()[len(title) :].strip()
