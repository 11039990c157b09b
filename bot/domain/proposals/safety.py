"""Whether it is safe to disagree: asked when nobody has, for six decisions of a forum."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.domain.lines import BRIEF, Line, add_line
from bot.domain.proposals.records import ENDED, Proposal, State
from bot.domain.proposals.rounds import Dissent

SAFE = "safe"  # A line in the CCO's brief.
FORUM = "forum"
IN_A_ROW = 6
_DECIDED = ENDED - {State.WITHDRAWN}


def ask_whether_safe(session: Session, proposal: Proposal, now: datetime) -> bool:
    """Have the CCO asked, when nobody has dissented in a forum's last six decisions."""
    if proposal.forum is None:
        return False
    session.flush()
    decided = (
        Proposal.team_id == proposal.team_id,
        Proposal.forum == proposal.forum,
        col(Proposal.state).in_(_DECIDED),
    )
    latest_first = (col(Proposal.ended_at).desc(), col(Proposal.number).desc())
    latest = select(Proposal.number).where(*decided).order_by(*latest_first)
    numbers = session.exec(latest.limit(IN_A_ROW)).all()
    count = session.exec(select(func.count()).select_from(Proposal).where(*decided)).one()
    since_asked = count - _asked_at(session, proposal)
    if len(numbers) < IN_A_ROW or since_asked < IN_A_ROW or _disputed(session, proposal, numbers):
        return False
    key = f"{SAFE}:F-{proposal.forum}:{count}"
    about, facts = (FORUM, proposal.forum), {"forum": proposal.forum, "decided": count}
    return add_line(session, proposal.team_id, BRIEF, key, SAFE, now, about=about, facts=facts)


def _asked_at(session: Session, proposal: Proposal) -> int:
    """Return how many decisions there were when the CCO was asked last."""
    asked = select(Line).where(
        Line.team_id == proposal.team_id,
        Line.listing == BRIEF,
        Line.kind == SAFE,
        Line.noun == FORUM,
        Line.number == proposal.forum,
    )
    return max((int(line.facts["decided"]) for line in session.exec(asked)), default=0)


def _disputed(session: Session, proposal: Proposal, numbers: Sequence[int]) -> bool:
    dissents = select(Dissent.person).where(
        Dissent.team_id == proposal.team_id, col(Dissent.proposal).in_(numbers)
    )
    return session.exec(dissents.limit(1)).first() is not None
