"""Looking proposals up: one by its number, and those whose round waits for somebody's voice."""

from sqlmodel import Session, col, select

from bot.domain.people import Person
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rounds import Round, Seat

MOST = 20


def proposal_numbered(session: Session, team_id: str, number: int) -> Proposal | None:
    return session.get(Proposal, (team_id, number))


def round_of(session: Session, proposal: Proposal) -> Round | None:
    """Return the latest round; a draft has none."""
    return session.get(Round, (proposal.team_id, proposal.number, proposal.round))


def waiting_for(session: Session, me: Person) -> list[Proposal]:
    """Return the proposals whose running round has not heard this person yet, oldest first."""
    is_theirs = (col(Seat.team_id) == col(Proposal.team_id)) & (
        col(Seat.proposal) == col(Proposal.number)
    )
    waiting = (
        select(Proposal)
        .join(Seat, is_theirs & (col(Seat.round) == col(Proposal.round)))
        .where(
            Seat.team_id == me.team_id,
            Seat.person == me.number,
            col(Seat.heard_at).is_(None),
            col(Seat.gone_at).is_(None),
            Proposal.state == State.ASKING,
        )
    )
    return list(session.exec(waiting.order_by(col(Proposal.number)).limit(MOST)))
