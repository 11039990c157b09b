"""The proposal that somebody names: seen by them, locked, and closed if its time is over."""

from datetime import datetime

from sqlmodel import Session, select

from bot.domain.people import Person
from bot.domain.proposals.closing import fresh
from bot.domain.proposals.records import LETTER, Proposal
from bot.domain.proposals.rights import NoSuchProposal, can_see


def proposal_for(
    session: Session, me: Person, number: int, now: datetime, *, here: str = "", lock: bool = True
) -> Proposal:
    """Return a proposal this person may see from where they are. Raises NoSuchProposal.

    It is locked until the transaction ends: what is done with it comes one after the other. Without
    the lock nothing is changed, and a round whose time is over is only shown as closed.
    """
    query = select(Proposal).where(Proposal.team_id == me.team_id, Proposal.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchProposal(record=f"{LETTER}-{number}")
    return fresh(session, found, now) if lock else found
