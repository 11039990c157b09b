"""A condition of a leader, offered to the proposer as a commitment: it is met, or falls through."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, update
from sqlmodel import Session, col, select

from bot.domain.commitments.making import Promise, make_commitment
from bot.domain.commitments.offers import take_offer_back
from bot.domain.commitments.promising import date_unsaid
from bot.domain.commitments.records import Commitment, last_whole_working_day
from bot.domain.commitments.records import State as Stage
from bot.domain.dates import Due, split
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import ConditionState, Stance, StanceKind
from bot.domain.scenes import Scene
from bot.domain.words import words_of

# As long as it can be sent back, “done” is not the last word (with a week-end in between).
STAYS_DONE_AFTER = timedelta(days=8)
BROKEN = frozenset({Stage.DECLINED, Stage.LAPSED, Stage.DROPPED, Stage.WITHDRAWN})
MET = frozenset({Stage.DONE, Stage.RELEASED})


def follow(
    session: Session, proposal: Proposal, stance: Stance, before: StanceKind | None, now: datetime
) -> None:
    """Offer a new condition to the proposer; take back the offer of one that holds no more."""
    leader = person_numbered(session, proposal.team_id, stance.person)
    # What a later word of theirs does not name any more is not waited for.
    since = stance.round if before is StanceKind.CONDITION else stance.round - 1
    for offer in _open_offers(session, proposal, stance, since):
        take_offer_back(session, offer, leader, now)
    if stance.kind is StanceKind.CONDITION:
        _offer(session, proposal, stance, leader, now)


def commitments_of(session: Session, stances: list[Stance]) -> dict[int, Commitment]:
    """Return the commitments that conditions became, by their number."""
    numbers = {stance.commitment for stance in stances if stance.commitment is not None}
    if not numbers:
        return {}
    made = select(Commitment).where(
        Commitment.team_id == stances[0].team_id, col(Commitment.number).in_(numbers)
    )
    return {each.number: each for each in session.exec(made)}


def is_met(commitment: Commitment | None) -> bool:
    return commitment is not None and commitment.state in MET


def has_fallen(commitment: Commitment | None, now: datetime) -> bool:
    """Tell whether a condition will not come true as it was offered."""
    if commitment is None:
        return False
    return commitment.state in BROKEN or commitment.is_openly_overdue(now)


def is_decided(now: datetime) -> ColumnElement[bool]:
    """Select the conditions that are no longer waited for."""
    late = and_(
        col(Commitment.state) == Stage.OPEN, col(Commitment.due_on) < last_whole_working_day(now)
    )
    is_met_for_good = and_(
        col(Commitment.state).in_(MET), col(Commitment.settled_at) <= now - STAYS_DONE_AFTER
    )
    return or_(col(Commitment.state).in_(BROKEN), late, is_met_for_good)


def change_stance(session: Session, stance: Stance, **columns: Any) -> None:
    mine = (
        col(Stance.team_id) == stance.team_id,
        col(Stance.proposal) == stance.proposal,
        col(Stance.round) == stance.round,
        col(Stance.person) == stance.person,
    )
    revision = stance.revision + 1
    session.exec(update(Stance).where(*mine).values(**columns, revision=revision))
    session.refresh(stance)


def _offer(
    session: Session, proposal: Proposal, stance: Stance, leader: Person, now: datetime
) -> None:
    """Offer a condition to whom it is for. It is between the two: the round may be running."""
    proposer = person_numbered(session, proposal.team_id, proposal.proposer)
    if not proposer.can_promise:
        change_stance(session, stance, condition=ConditionState.WAITS)
        return
    words = words_of(session, {stance.words}).get(stance.words or 0, "")
    read = split(words, now, leader.zoneinfo)
    due = read.due if isinstance(read.due, Due) else None
    promise = Promise(
        what=read.what or words,
        due_on=due.on if due else date_unsaid(session, leader, proposal.channel_id, now),
        due_at=due.at if due else None,
        owner=proposer.number,
        promised_to=leader.number if leader.number != proposer.number else None,
        linked_to=proposal.label,
    )
    origin = f"{_origin(proposal, stance.round, stance.person)}{proposal.revision}"
    made = make_commitment(session, leader, promise, Scene(origin=origin), now)
    number = made.commitment.number
    change_stance(session, stance, commitment=number, condition=ConditionState.WAITS)


def _open_offers(
    session: Session, proposal: Proposal, stance: Stance, since: int
) -> list[Commitment]:
    """Return what conditions of this person, up to a round, offered and nobody has answered."""
    origin = col(Commitment.origin)
    named = (_origin(proposal, number, stance.person) for number in range(1, since + 1))
    offered = select(Commitment).where(
        Commitment.team_id == proposal.team_id,
        Commitment.offered_by == stance.person,
        Commitment.state == Stage.OFFERED,
        or_(false(), *(origin.startswith(each, autoescape=True) for each in named)),
    )
    return list(session.exec(offered.order_by(col(Commitment.number)).with_for_update()))


def _origin(proposal: Proposal, round_: int, person: int) -> str:
    return f"condition:{proposal.label}:{round_}:{person}:"
