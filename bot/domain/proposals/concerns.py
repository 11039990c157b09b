"""The safe box: a concern left before anybody has spoken, with no name and no moment to it.

It is kept with neither author nor time, under a random number, and no history tells of it. It is
shown, with all the others and in no order, once the first person has spoken, and only where at
least three people besides the proposer could have written it.
"""

import secrets

from sqlmodel import Session, col, select

from bot.domain.history import Happening
from bot.domain.proposals.finding import round_of, seats_in
from bot.domain.proposals.records import NOUN, Concern, Proposal, State
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.said import demand_said
from bot.domain.proposals.stating import STATED
from bot.domain.words import Words, cleaned, words_of
from bot.errors import UserError

FEWEST = 3  # Who could have written it, without the proposer, who reads it.
_NUMBERS = 2**53


class BoxClosed(UserError):
    """The box of {record} is open from the first time of asking until somebody has spoken."""


class TooFewToHide(UserError):
    """Too few people are asked: others could guess who wrote it. So nothing was kept."""


def leave_concern(session: Session, proposal: Proposal, words: str) -> None:
    """Keep a concern. Nobody is named to this function, so that nobody can be kept."""
    demand_box_open(session, proposal)
    demand_said(words)
    # A number of its own below nought: the next one in line would tell between whose words it came.
    kept = Words(
        id=-1 - secrets.randbelow(_NUMBERS),
        team_id=proposal.team_id,
        salt=secrets.token_hex(16),
        text=cleaned(words),
    )
    session.add(kept)
    session.flush()
    number = secrets.token_hex(16)
    session.add(
        Concern(id=number, team_id=proposal.team_id, proposal=proposal.number, words=kept.id)
    )
    session.flush()


def demand_box_open(session: Session, proposal: Proposal) -> None:
    """Raise why no concern can be left, before somebody has written one."""
    if not is_box_open(session, proposal):
        raise BoxClosed(record=proposal.label)
    round_ = round_of(session, proposal)
    if round_ is None or not _hides(session, proposal, round_):
        raise TooFewToHide


def is_box_open(session: Session, proposal: Proposal) -> bool:
    """Tell whether people are asked for the first time, and nobody has spoken."""
    if proposal.state is not State.ASKING or proposal.round != 1:
        return False
    return not _has_heard(session, proposal)


def concerns_of(session: Session, proposal: Proposal) -> list[str]:
    """Return what was left in the box, once it is closed and hides who wrote it."""
    first = round_of(session, proposal, 1) if proposal.round else None
    if first is None or is_box_open(session, proposal) or not _hides(session, proposal, first):
        return []
    left = select(Concern).where(
        Concern.team_id == proposal.team_id, Concern.proposal == proposal.number
    )
    ids = [concern.words for concern in session.exec(left.order_by(col(Concern.id)))]
    texts = words_of(session, {*ids})
    return [texts[each] for each in ids if each in texts]


def _has_heard(session: Session, proposal: Proposal) -> bool:
    """Tell whether anybody ever spoke, even if they took it back: the box was opened then."""
    spoken = select(Happening.seq).where(
        Happening.team_id == proposal.team_id,
        Happening.noun == NOUN,
        Happening.number == proposal.number,
        Happening.what == STATED,
    )
    return session.exec(spoken.limit(1)).first() is not None


def _hides(session: Session, proposal: Proposal, round_: Round) -> bool:
    asked = {seat.person for seat in seats_in(session, round_)} - {proposal.proposer}
    return len(asked) >= FEWEST
