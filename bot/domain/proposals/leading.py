"""The proposals somebody has to bring to an end: those they put out, or lead."""

from sqlmodel import Session, col, or_, select

from bot.domain.people import Person
from bot.domain.proposals.records import ENDED, Proposal

MOST = 3


def led_by(session: Session, me: Person) -> list[Proposal]:
    """Return what is not decided yet and waits for this person to lead it on, oldest first."""
    theirs = or_(Proposal.proposer == me.number, Proposal.facilitator == me.number)
    waiting = select(Proposal).where(
        Proposal.team_id == me.team_id, theirs, col(Proposal.state).not_in(ENDED)
    )
    return list(session.exec(waiting.order_by(col(Proposal.number)).limit(MOST)))
