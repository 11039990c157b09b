"""What a proposal can come to: a yes only as large as what people have said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.commitments.records import Commitment
from bot.domain.proposals.conditions import commitments_of, has_fallen, is_met
from bot.domain.proposals.finding import round_of, seats_in, stances_in
from bot.domain.proposals.quorum import quorum_of
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rounds import Dissent, DissentState, Round, Stance, StanceKind
from bot.domain.proposals.standing import RECORDED, UNSETTLED, standing

EASY_WITHIN = timedelta(minutes=10)  # Unanimous so soon, and nobody gave a reason.
YES = frozenset({State.ALIGNED, State.ALIGNED_WITH_CONDITIONS, State.ALIGNED_WITH_DISSENT})
_CLOSED = frozenset({State.HEARD, State.WORKING_DISSENT})


@dataclass(frozen=True)
class Facts:
    """What the last round has shown, in numbers."""

    state: State
    commits: int = 0
    unsettled: int = 0  # Dissents that are open, or whose alternative has no answer yet.
    recorded: int = 0  # Dissents that are maintained, or carried as a risk by somebody.
    is_answered_since: bool = False  # A dissent of this round was resolved: ask again.
    conditions: int = 0  # Not met yet.
    fallen: int = 0  # Conditions that fell through, and whose leader has not spoken since.


@dataclass(frozen=True)
class OpenCondition:
    """A condition that is not met yet, and the promise that it became."""

    stance: Stance
    commitment: Commitment | None


def possible_outcomes(facts: Facts) -> frozenset[State]:
    """Return what may be written down.

    “Not aligned” always may, once the round is closed. A yes needs somebody who commits, and
    nothing that waits: it is named after what was agreed to disagree on, or what is still open.
    """
    if facts.state not in _CLOSED:
        return frozenset()
    no = frozenset({State.NOT_ALIGNED})
    if facts.commits == 0 or facts.unsettled or facts.fallen or facts.is_answered_since:
        return no
    if facts.conditions:
        return no | {State.ALIGNED_WITH_CONDITIONS}
    if facts.recorded:
        return no | {State.ALIGNED_WITH_DISSENT}
    return no | {State.ALIGNED}


def outcome_facts(session: Session, proposal: Proposal, now: datetime) -> Facts:
    """Return what `possible_outcomes` judges by, as it is now."""
    round_ = round_of(session, proposal)
    if round_ is None:
        return Facts(proposal.state)
    stances = list(_heard(session, round_).values())
    dissents = standing(session, proposal)
    waiting = open_conditions(session, proposal)
    fallen = sum(has_fallen(each.commitment, now) for each in waiting)
    still = {each.person for each in dissents}
    return Facts(
        state=proposal.state,
        commits=sum(map(_is_yes, stances)),
        unsettled=_count(dissents, UNSETTLED),
        recorded=_count(dissents, RECORDED),
        is_answered_since=any(
            stance.kind is StanceKind.DISSENT and stance.person not in still for stance in stances
        ),
        conditions=len(waiting) - fallen,
        fallen=fallen,
    )


def open_conditions(session: Session, proposal: Proposal) -> list[OpenCondition]:
    """Return the conditions of the last round that are not met yet; an outcome names them."""
    round_ = round_of(session, proposal)
    stances = _heard(session, round_).values() if round_ else ()
    conditions = [stance for stance in stances if stance.kind is StanceKind.CONDITION]
    made = commitments_of(session, conditions)
    became = ((stance, made.get(stance.commitment or 0)) for stance in conditions)
    return [OpenCondition(stance, each) for stance, each in became if not is_met(each)]


def needs_guard(session: Session, proposal: Proposal, now: datetime) -> bool:
    """Tell whether a yes would be too easy: “What are we not seeing?” is to be answered first.

    Everybody committed within minutes and nobody gave a reason, or an affected area is unheard.
    """
    round_ = round_of(session, proposal)
    if round_ is None or proposal.guarded_at is not None:
        return False
    if quorum_of(session, proposal, round_, now).missing_areas:
        return True
    return is_easy(list(_heard(session, round_).values()), round_)


def is_easy(stances: Sequence[Stance], round_: Round) -> bool:
    """Tell whether all of them committed without a word, minutes after they were asked."""
    if not stances or max(stance.said_at for stance in stances) > round_.opened_at + EASY_WITHIN:
        return False
    return all(
        stance.kind is StanceKind.COMMIT and not (stance.words or stance.unseen)
        for stance in stances
    )


def _heard(session: Session, round_: Round) -> dict[int, Stance]:
    """Return the stances of those who are still asked."""
    asked = {seat.person for seat in seats_in(session, round_)}
    found = stances_in(session, round_)
    return {person: stance for person, stance in found.items() if person in asked}


def _is_yes(stance: Stance) -> bool:
    return stance.kind in {StanceKind.COMMIT, StanceKind.CONDITION}


def _count(dissents: Sequence[Dissent], states: frozenset[DissentState]) -> int:
    return sum(each.state in states for each in dissents)
