"""What a word means here: the definition that was agreed on last."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.people import Person
from bot.domain.proposals.finding import text_of
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rights import can_see, is_private_now
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


def put_in_force(session: Session, proposal: Proposal) -> None:
    """Have `term` answer a definition that was just agreed on, in place of an older one.

    One that fewer people may read replaces only what the same people read.
    """
    term = _term_of(session, proposal)
    if proposal.template != DEFINITION or proposal.state not in AGREED or not term:
        return
    proposal.is_in_force = True
    session.add(proposal)
    for older in session.exec(_in_force(proposal.team_id)).all():
        is_same = older.number != proposal.number and _term_of(session, older) == term
        if is_same and _replaces(session, proposal, older):
            older.is_in_force = False
            older.erased_at = None  # What was kept of it is looked at once more.
            session.add(older)
    session.flush()


def term_in(text: str) -> str:
    """Return the term that a definition is of; nothing when it begins in another way."""
    line = text.strip().partition("\n")[0]
    found = _MEANS.search(line)
    term = line[: found.start()].strip(" \t*_“”\"'[]") if found else ""
    return _ARTICLE.sub("", term) if len(term) <= LONGEST else ""


def _meanings(session: Session, me: Person, here: str) -> list[Meaning]:
    agreed = _in_force(me.team_id)
    latest_first = agreed.order_by(col(Proposal.ended_at).desc(), col(Proposal.number).desc())
    seen = [
        each for each in session.exec(latest_first.limit(MOST)) if can_see(session, each, me, here)
    ]
    texts = ((each, text_of(session, each)) for each in seen)
    return [
        Meaning(each, term_in(text), text, each.ended_at) for each, text in texts if term_in(text)
    ]


def _in_force(team_id: str) -> SelectOfScalar[Proposal]:
    return select(Proposal).where(
        Proposal.team_id == team_id,
        Proposal.template == DEFINITION,
        col(Proposal.state).in_(AGREED),
        col(Proposal.is_in_force).is_(True),
    )


def _term_of(session: Session, proposal: Proposal) -> str:
    return _bare(term_in(text_of(session, proposal)))


def _replaces(session: Session, newer: Proposal, older: Proposal) -> bool:
    return not is_private_now(session, newer) or newer.channel_id == older.channel_id


def _bare(word: str) -> str:
    return folded(_ARTICLE.sub("", word.strip(" \t?.!*_“”\"'")))
