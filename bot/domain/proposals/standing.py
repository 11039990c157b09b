"""Which dissents still hold, over all rounds: a newer word of the same person replaces an older."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import Dissent, DissentState, Stance

UNSETTLED = frozenset({DissentState.OPEN, DissentState.OFFERED})
# Agreed to differ: an outcome names them.
RECORDED = frozenset({DissentState.ACCEPTED_AS_RISK, DissentState.MAINTAINED})


def all_dissents(session: Session, proposal: Proposal) -> list[Dissent]:
    """Return the dissents of all rounds, oldest first."""
    said = select(Dissent).where(
        Dissent.team_id == proposal.team_id, Dissent.proposal == proposal.number
    )
    return list(session.exec(said.order_by(col(Dissent.round), col(Dissent.person))))


def standing(session: Session, proposal: Proposal) -> list[Dissent]:
    """Return the dissents that hold: not resolved, and their writer has said nothing since.

    Who dissented and is silent in a later round still dissents: silence never is consent.
    """
    latest = select(Stance.person, func.max(Stance.round)).where(
        Stance.team_id == proposal.team_id, Stance.proposal == proposal.number
    )
    found = session.exec(latest.group_by(col(Stance.person)))
    spoke_last = dict(found.all())
    return [
        each
        for each in all_dissents(session, proposal)
        if each.state is not DissentState.RESOLVED and spoke_last.get(each.person) == each.round
    ]


def dissent_of(session: Session, proposal: Proposal, person: int) -> Dissent | None:
    """Return the latest dissent of a person, whatever became of it."""
    said = select(Dissent).where(
        Dissent.team_id == proposal.team_id,
        Dissent.proposal == proposal.number,
        Dissent.person == person,
    )
    return session.exec(said.order_by(col(Dissent.round).desc()).limit(1)).one_or_none()


def free_proposal(session: Session, team_id: str, number: int) -> Proposal | None:
    """Lock a proposal for the clock; None while somebody is at it, who goes first."""
    mine = select(Proposal).where(Proposal.team_id == team_id, Proposal.number == number)
    free = mine.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session.exec(free).one_or_none()
