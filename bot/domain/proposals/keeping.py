"""What time does to proposals: what people wrote on them is not kept for ever."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, SQLModel, col, select

from bot.domain.keeping import erase_words, old_since, said_in_time, some_of
from bot.domain.proposals.finding import version_of
from bot.domain.proposals.records import NOUN, Concern, Proposal, Version
from bot.domain.proposals.rounds import Dissent, Round, Stance
from bot.domain.proposals.telling import show

BATCH = 20  # Each is a card to draw anew.
_TEXTS: tuple[tuple[type[SQLModel], tuple[str, ...]], ...] = (
    (Version, ("words",)),
    (Concern, ("words",)),
    (Round, ("close_reason",)),
    (Stance, ("words", "mind", "unseen")),
    (Dissent, ("alternative",)),
)
_SAID_BEFORE = ("words", "mind", "unseen")


def erase_proposal_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of proposals that ended so many months ago; returns how many records.

    What happened stays in the history, which holds no words; who stood where stays, too, and so
    does the text of a definition, as long as it is the one that is in force.
    """
    is_old = old_since(Proposal.ended_at, now, months)
    ended = some_of(session, Proposal, col(Proposal.erased_at).is_(None), is_old, batch=BATCH)
    for proposal in ended:
        in_time = said_in_time(session, proposal.team_id, NOUN, proposal.number, _SAID_BEFORE)
        texts = {*_said_on(session, proposal), *in_time}
        if proposal.is_in_force:
            texts -= {version_of(session, proposal).words}
        erase_words(session, texts)
        proposal.erased_at = now
        session.add(proposal)
        show(session, proposal)
    return len(ended)


def _said_on(session: Session, proposal: Proposal) -> Iterator[int | None]:
    """Yield the texts that the record and its rows point to."""
    yield from (proposal.outcome, proposal.guard_answer)
    for table, names in _TEXTS:
        columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel declares it at run time
        mine = (columns.team_id == proposal.team_id, columns.proposal == proposal.number)
        for row in session.execute(select(*(columns[name] for name in names)).where(*mine)):
            yield from row
