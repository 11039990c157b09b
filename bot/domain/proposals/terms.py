"""What a word means here: the definition that was agreed on last."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.people import Person
from bot.domain.proposals.finding import text_of
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rights import can_see
from bot.domain.proposals.templates import DEFINITION
from bot.domain.words import folded
from bot.errors import UserError

AGREED = frozenset({State.ALIGNED, State.ALIGNED_WITH_CONDITIONS, State.ALIGNED_WITH_DISSENT})
MOST = 500
LONGEST = 80
# “Churn means …”, “Churn: …”, “Churn = …”, “A churned customer is …”: the term stands before it.
_MEANS = re.compile(r"\s+(?:means|is|are|counts)\b|\s*[:=]|\s[–-]\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


class WhichTerm(UserError):
    """Please say which word, such as `{command} term churn`."""


@dataclass(frozen=True)
class Meaning:
    """A word as it was agreed on, and since when."""

    proposal: Proposal
    term: str
    text: str
    since: datetime | None


def term_called(session: Session, me: Person, word: str, here: str = "") -> Meaning | None:
    """Return what a word means, by the newest agreed definition this person may see."""
    wanted = _bare(word)
    if not wanted:
        raise WhichTerm
    for meaning in _meanings(session, me, here):
        if _bare(meaning.term) == wanted:
            return meaning
    return None


def term_in(text: str) -> str:
    """Return the term that a definition is of; nothing when it begins in another way."""
    line = text.strip().partition("\n")[0]
    found = _MEANS.search(line)
    term = line[: found.start()].strip(" \t*_“”\"'[]") if found else ""
    return _ARTICLE.sub("", term) if len(term) <= LONGEST else ""


def _meanings(session: Session, me: Person, here: str) -> list[Meaning]:
    agreed = select(Proposal).where(
        Proposal.team_id == me.team_id,
        Proposal.template == DEFINITION,
        col(Proposal.state).in_(AGREED),
        col(Proposal.erased_at).is_(None),
    )
    latest_first = agreed.order_by(col(Proposal.ended_at).desc(), col(Proposal.number).desc())
    seen = [
        each for each in session.exec(latest_first.limit(MOST)) if can_see(session, each, me, here)
    ]
    texts = ((each, text_of(session, each)) for each in seen)
    return [
        Meaning(each, term_in(text), text, each.ended_at) for each, text in texts if term_in(text)
    ]


def _bare(word: str) -> str:
    return folded(_ARTICLE.sub("", word.strip(" \t?.!*_“”\"'")))
