"""What time does to proposals: what people wrote on them is not kept for ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from bot.domain.history import story_of
from bot.domain.proposals.finding import version_of
from bot.domain.proposals.records import NOUN, Concern, Proposal, Version
from bot.domain.proposals.rounds import Dissent, Round, Stance
from bot.domain.proposals.telling import show
from bot.domain.words import Words

BATCH = 20
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.
_TEXTS: tuple[tuple[type[SQLModel], tuple[str, ...]], ...] = (
    (Version, ("words",)),
    (Concern, ("words",)),
    (Round, ("close_reason",)),
    (Stance, ("words", "mind", "unseen")),
    (Dissent, ("alternative",)),
)
_SAID_BEFORE = ("words", "mind", "unseen")


def follow_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Follow a channel that Slack gave another id: what was put out there is still there."""
    there = update(Proposal).where(
        col(Proposal.team_id) == team_id, col(Proposal.channel_id) == old
    )
    session.exec(there.values(channel_id=new))


def erase_proposal_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of proposals that ended so many months ago; returns how many records.

    What happened stays in the history, which holds no words; who stood where stays, too, and so
    does the text of a definition, as long as it is the one that is in force.
    """
    ended = (
        select(Proposal)
        .where(col(Proposal.erased_at).is_(None), col(Proposal.ended_at) <= now - months * MONTH)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    proposals = session.exec(ended).all()
    for proposal in proposals:
        ids = {*_said_on(session, proposal), *_said_in_time(session, proposal)} - {None}
        if proposal.is_in_force:
            ids -= {version_of(session, proposal).words}
        session.exec(delete(Words).where(col(Words.id).in_(ids)))
        proposal.erased_at = now
        session.add(proposal)
        show(session, proposal)
    return len(proposals)


def _said_on(session: Session, proposal: Proposal) -> Iterator[int | None]:
    """Yield the texts that the record and its rows point to."""
    yield from (proposal.outcome, proposal.guard_answer)
    for table, names in _TEXTS:
        columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel declares it at run time
        mine = (columns.team_id == proposal.team_id, columns.proposal == proposal.number)
        for row in session.execute(select(*(columns[name] for name in names)).where(*mine)):
            yield from row


def _said_in_time(session: Session, proposal: Proposal) -> Iterator[int | None]:
    """Yield the texts that the history points to: reasons that were changed since, and drafts."""
    for happening in story_of(session, proposal.team_id, NOUN, proposal.number):
        yield happening.words
        was = happening.facts.get("was") or {}
        yield from (was.get(name) for name in _SAID_BEFORE)
