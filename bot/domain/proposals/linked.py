"""What was promised for a proposal: commitments that name it, came of it, or meet a condition."""

from sqlmodel import Session, col, select

from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.rights import can_see
from bot.domain.people import Person
from bot.domain.proposals.records import Proposal

LOOKED_AT = 50
_NOTHING_CAME = frozenset({State.DECLINED, State.LAPSED, State.WITHDRAWN})


def promised_for(
    session: Session, proposal: Proposal, me: Person, here: str = ""
) -> list[Commitment]:
    """Return what was promised for a proposal, as far as its reader may see it."""
    linked = select(Commitment).where(
        Commitment.team_id == proposal.team_id,
        Commitment.linked_to == proposal.label,
        col(Commitment.state).not_in(_NOTHING_CAME),
    )
    found = session.exec(linked.order_by(col(Commitment.number)).limit(LOOKED_AT))
    return [each for each in found if can_see(session, each, me, here)]
