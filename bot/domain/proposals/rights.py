"""Who may see what of a proposal, and who may do what with it: the only place that says so."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from bot.domain.channels import channel_of
from bot.domain.forums.finding import can_be_asked, facilitators_of, forum_numbered
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.proposals.finding import round_of, seat_of
from bot.domain.proposals.quorum import state_now
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rounds import Round, Seat, Stance
from bot.domain.roles import cco_of
from bot.errors import UserError


class Right(StrEnum):
    """What can be done with a proposal."""

    CLOSE = "close"
    REMIND = "remind"
    CHANGE_ASKED = "change_asked"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    OFFER = "offer"  # An alternative to who dissents.
    RECORD = "record"  # The outcome.
    ACCEPT_RISK = "accept_risk"
    NAME_DELEGATE = "name_delegate"  # For somebody else, who is away.


# The proposer alone; then proposer and whoever leads; then only who leads.
_PROPOSER = frozenset({Right.AMEND, Right.WITHDRAW, Right.OFFER})
_BOTH = frozenset({Right.CLOSE, Right.REMIND, Right.CHANGE_ASKED})
# In these the answers are not to be read yet by those who may still be asked for theirs.
_BLIND = frozenset({State.ASKING, State.NOT_HEARD})


class NoSuchProposal(UserError):
    """I find no {record} that you can see here."""


class NotYours(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


@dataclass(frozen=True)
class Sight:
    """What one reader may see of one round."""

    words: bool = False  # What is proposed.
    heard: bool = False  # Who is heard and who is not yet.
    counts: bool = False  # How many stand where.
    names: bool = False  # Who stands where.
    reasons: bool = False  # Why.
    dissents: bool = False  # Each dissent and condition, with who and why: it is worked on.
    me: int | None = None  # One's own words are always seen.


def may(session: Session, proposal: Proposal, me: Person, right: Right) -> bool:
    return me.number in _allowed(session, proposal, right)


def demand(session: Session, proposal: Proposal, me: Person, right: Right) -> None:
    """Raise NotYours, naming who can, unless this person may do that."""
    allowed = _allowed(session, proposal, right)
    if me.number in allowed:
        return
    people = people_numbered(session, me.team_id, {*allowed})
    able = [people[each].called for each in allowed if not people[each].is_deactivated]
    raise NotYours(record=proposal.label, who=" or ".join(able) or "nobody")


def leaders_of(session: Session, proposal: Proposal) -> list[int]:
    """Return who leads: facilitator and deputy, then or now, and the CCO; who left does not."""
    forum = forum_numbered(session, proposal.team_id, proposal.forum) if proposal.forum else None
    today = facilitators_of(session, forum) if forum else []
    cco = cco_of(session, proposal.team_id)
    named = [proposal.facilitator, proposal.deputy, *today, *([cco.number] if cco else [])]
    people = people_numbered(session, proposal.team_id, {*named})
    able = (each for each in named if each in people and can_be_asked(people[each]))
    return list(dict.fromkeys(able))


def can_see(session: Session, proposal: Proposal, me: Person | None, here: str = "") -> bool:
    """Tell whether a reader may see a proposal at all; None is everybody in the channel `here`."""
    if proposal.round == 0:  # Nobody was asked yet: it is its proposer's own.
        return me is not None and me.number == proposal.proposer
    if here != "" and here == proposal.channel_id:
        return True
    if me is not None and is_on_record(session, proposal, me):
        return True
    return not is_private_now(session, proposal)


def is_private_now(session: Session, proposal: Proposal) -> bool:
    """Tell whether a proposal is only for the people on it and in its channel."""
    channel = channel_of(session, proposal.team_id, proposal.channel_id)
    return proposal.is_private or (channel is not None and channel.is_private)


def is_on_record(session: Session, proposal: Proposal, me: Person) -> bool:
    """Tell whether somebody proposed it, leads it, or was ever asked, or spoke for who was."""
    if me.number in {proposal.proposer, proposal.facilitator, proposal.deputy}:
        return True
    return _has_seat(session, proposal, me) or _spoke(session, proposal, me)


def sight(
    session: Session,
    proposal: Proposal,
    me: Person | None,
    here: str,
    now: datetime,
    *,
    number: int | None = None,
) -> Sight:
    """Return what a reader may see of the latest round, or of the one of that number."""
    if not can_see(session, proposal, me, here):
        return Sight()
    mine = me.number if me else None
    round_ = round_of(session, proposal, number)
    if round_ is None:
        return Sight(words=True, me=mine)
    known = Sight(words=True, heard=True, me=mine)
    if is_blind(session, proposal, round_, now):
        spoke = me is not None and has_spoken_in(session, round_, me)
        return replace(known, counts=spoke, names=spoke, dissents=mine == proposal.proposer)
    theirs = me is not None and is_on_record(session, proposal, me)
    return replace(known, counts=True, names=theirs, reasons=True, dissents=theirs)


def is_blind(session: Session, proposal: Proposal, round_: Round, now: datetime) -> bool:
    """Tell whether only those who have spoken may read who stands where.

    It stays so when not enough were heard, since the others may be asked once more.
    """
    if round_.round != proposal.round or proposal.state not in _BLIND:
        return False
    return state_now(session, proposal, round_, now) in _BLIND


def has_spoken_in(session: Session, round_: Round, me: Person) -> bool:
    """Tell whether somebody has said where they stand; speaking for another is not enough."""
    seat = seat_of(session, round_, me.number)
    if seat is not None and seat.gone_at is None:
        return seat.heard_at is not None
    spoken = select(Stance.person).where(
        Stance.team_id == round_.team_id,
        Stance.proposal == round_.proposal,
        Stance.round == round_.round,
        Stance.spoken_by == me.number,
    )
    return session.exec(spoken.limit(1)).first() is not None


def _allowed(session: Session, proposal: Proposal, right: Right) -> list[int]:
    proposer = person_numbered(session, proposal.team_id, proposal.proposer)
    if right in _PROPOSER and not proposer.is_deactivated:
        return [proposal.proposer]
    # What a proposer who has left put out is carried on by who leads it.
    proposers = [proposal.proposer] if right in _BOTH else []
    return list(dict.fromkeys([*proposers, *leaders_of(session, proposal)]))


def _has_seat(session: Session, proposal: Proposal, me: Person) -> bool:
    """Tell whether somebody was asked in any round, or named to speak for who was."""
    mine = or_(col(Seat.person) == me.number, col(Seat.delegate) == me.number)
    asked = select(Seat.person).where(
        Seat.team_id == proposal.team_id, Seat.proposal == proposal.number, mine
    )
    return session.exec(asked.limit(1)).first() is not None


def _spoke(session: Session, proposal: Proposal, me: Person) -> bool:
    spoken = select(Stance.person).where(
        Stance.team_id == proposal.team_id,
        Stance.proposal == proposal.number,
        Stance.spoken_by == me.number,
    )
    return session.exec(spoken.limit(1)).first() is not None
