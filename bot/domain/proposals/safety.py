"""Whether it is safe to disagree: asked when nobody has, for six decisions of a forum."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from bot.domain.lines import BRIEF, Line, add_line
from bot.domain.proposals.records import ENDED, Proposal, State
from bot.domain.proposals.rounds import Dissent

SAFE = "safe"  # A line in the CCO's brief.
FORUM = "forum"
IN_A_ROW = 6
_DECIDED = ENDED - {State.WITHDRAWN}


def ask_whether_safe(session: Session, proposal: Proposal, now: datetime) -> bool:
    """Have the CCO asked, when nobody has dissented in the last six decisions of one place.

    That is a forum; a channel without one counts as its own.
    """
    if proposal.forum is None and not proposal.channel_id:
        return False
    session.flush()
    decided = (
        Proposal.team_id == proposal.team_id,
        _is_there(proposal),
        col(Proposal.state).in_(_DECIDED),
    )
    latest_first = (col(Proposal.ended_at).desc(), col(Proposal.number).desc())
    latest = select(Proposal.number).where(*decided).order_by(*latest_first)
    numbers = session.exec(latest.limit(IN_A_ROW)).all()
    count = session.exec(select(func.count()).select_from(Proposal).where(*decided)).one()
    since_asked = count - _asked_at(session, proposal)
    if len(numbers) < IN_A_ROW or since_asked < IN_A_ROW or _disputed(session, proposal, numbers):
        return False
    key = f"{SAFE}:{_place(proposal)}:{count}"
    about = (FORUM, proposal.forum) if proposal.forum else None
    facts = {"forum": proposal.forum, "channel": proposal.channel_id, "decided": count}
    return add_line(session, proposal.team_id, BRIEF, key, SAFE, now, about=about, facts=facts)


def _asked_at(session: Session, proposal: Proposal) -> int:
    """Return how many decisions there were when the CCO was asked last."""
    asked = select(Line).where(
        Line.team_id == proposal.team_id,
        Line.listing == BRIEF,
        Line.kind == SAFE,
        col(Line.key).startswith(f"{SAFE}:{_place(proposal)}:", autoescape=True),
    )
    return max((int(line.facts["decided"]) for line in session.exec(asked)), default=0)


def _place(proposal: Proposal) -> str:
    return f"F-{proposal.forum}" if proposal.forum else proposal.channel_id


def _is_there(proposal: Proposal) -> ColumnElement[bool]:
    if proposal.forum is not None:
        return col(Proposal.forum) == proposal.forum
    return and_(col(Proposal.forum).is_(None), col(Proposal.channel_id) == proposal.channel_id)


def _disputed(session: Session, proposal: Proposal, numbers: Sequence[int]) -> bool:
    dissents = select(Dissent.person).where(
        Dissent.team_id == proposal.team_id, col(Dissent.proposal).in_(numbers)
    )
    return session.exec(dissents.limit(1)).first() is not None
