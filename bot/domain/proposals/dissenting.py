"""`dissent` and `stand aside`, typed: about which proposal, or what else becomes of the words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.answers import Kind, Said
from bot.domain.commitments import lines as commitments
from bot.domain.commitments.promising import as_read
from bot.domain.commitments.records import LETTER as COMMITMENT
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as CommitmentState
from bot.domain.commitments.rights import commitment_for
from bot.domain.people import Person
from bot.domain.proposals.answering import say
from bot.domain.proposals.finding import (
    is_running,
    proposal_numbered,
    round_of,
    seat_of,
    waiting_for,
    waiting_here,
)
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rights import can_see
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.typed import reason_in, without_because
from bot.domain.proposals.voices import StanceWish
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind, leave_unfinished

LOOKED_BACK = 10  # Proposals of a channel, newest first.

Meant = tuple[StanceKind, str]


def state(session: Session, me: Person, scene: Scene, meant: Meant, now: datetime) -> Said:
    """Say where somebody stands, in the round they name or in the only one it can be."""
    kind, text = meant
    typed = reason_in(text)
    if typed is not None and (typed.is_sure or _is_open(session, me, scene, typed.number)):
        proposal = proposal_for(session, me, typed.number, now, here=scene.channel_id)
        return _state_in(session, me, scene, proposal, (kind, typed.words), now)
    named, _ = leading_record(text)
    if named is not None and named.letter == COMMITMENT and kind is StanceKind.DISSENT:
        return _about_commitment(session, me, scene, text, now)
    return _without_name(session, me, scene, (kind, without_because(text)), now)


def pick(
    session: Session,
    me: Person,
    meant: Meant,
    found: Sequence[Proposal],
    facts: dict[str, Any],
    now: datetime,
) -> Said:
    """Ask which proposal was meant, with the words kept."""
    kind, text = meant
    known = {
        "stance": kind.value,
        "proposals": [each.number for each in found],
        **facts,
    }
    kept = leave_unfinished(
        session, me, FormKind.ROUND_PICK, as_read(session, me, text), known, now
    )
    return Said(Kind.PROPOSAL_FORM, {"unfinished": kept.number})


def _state_in(
    session: Session, me: Person, scene: Scene, proposal: Proposal, meant: Meant, now: datetime
) -> Said:
    kind, words = meant
    read = as_read(session, me, words)
    if is_running(proposal, round_of(session, proposal), now):
        return say(session, proposal, me, StanceWish(kind, read), now)
    return _closed(session, me, scene, proposal, read, now)


def _without_name(session: Session, me: Person, scene: Scene, meant: Meant, now: datetime) -> Said:
    kind, text = meant
    words = as_read(session, me, text)
    here = waiting_here(session, me, scene.channel_id) or _spoken_here(session, me, scene, now)
    if len(here) == 1:
        proposal = proposal_for(session, me, here[0].number, now, here=scene.channel_id)
        return say(session, proposal, me, StanceWish(kind, words), now, guessed=True)
    several = here or waiting_for(session, me)
    if several:
        return pick(session, me, (kind, text), several, {"scene": scene.to_json()}, now)
    closed = _closed_here(session, me, scene, now)
    if closed is not None:
        return _closed(session, me, scene, closed, words, now)
    return _no_round(session, me, scene, words, {"why": "none"}, now)


def _spoken_here(session: Session, me: Person, scene: Scene, now: datetime) -> list[Proposal]:
    """Return the rounds here that have heard me and still take another word."""
    return [
        each
        for each in _asking_me(session, me, scene)
        if is_running(each, round_of(session, each), now)
    ]


def _closed_here(session: Session, me: Person, scene: Scene, now: datetime) -> Proposal | None:
    """Return the newest proposal here that asked me, and takes no word any more."""
    closed = (
        each
        for each in _asking_me(session, me, scene)
        if not is_running(each, round_of(session, each), now) and each.state is not State.WITHDRAWN
    )
    return next(closed, None)


def _asking_me(session: Session, me: Person, scene: Scene) -> list[Proposal]:
    if not scene.channel_id:
        return []
    here = select(Proposal).where(
        Proposal.team_id == me.team_id,
        Proposal.channel_id == scene.channel_id,
        Proposal.round > 0,
    )
    newest = session.exec(here.order_by(col(Proposal.number).desc()).limit(LOOKED_BACK))
    rounds = ((each, round_of(session, each)) for each in newest)
    return [each for each, one in rounds if one and seat_of(session, one, me.number)]


def _closed(
    session: Session, me: Person, scene: Scene, proposal: Proposal, words: str, now: datetime
) -> Said:
    facts = {"why": "closed", "proposal": proposal.number}
    return _no_round(session, me, scene, words, facts, now)


def _no_round(
    session: Session,
    me: Person,
    scene: Scene,
    words: str,
    facts: dict[str, Any],
    now: datetime,
) -> Said:
    """Say why nothing was recorded, and keep the words for what can be made of them."""
    known = {**facts, "scene": scene.to_json()}
    kept = leave_unfinished(session, me, FormKind.PROPOSE, words, known, now)
    return Said(Kind.NO_ROUND, {**facts, "unfinished": kept.number})


def _about_commitment(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Decline what is offered to me; another's promise is not voted on, but can be talked about."""
    named, rest = leading_record(text)
    number = named.number if named else 0
    found = commitment_for(session, me, number, here=scene.channel_id)
    if _asked(found) == me.number:
        return commitments.dissent(session, me, scene, text, now)
    words = as_read(session, me, without_because(rest))
    facts = {"why": "commitment", "commitment": number}
    return _no_round(session, me, scene, words, facts, now)


def _asked(commitment: Commitment) -> int | None:
    is_offer = commitment.state is CommitmentState.OFFERED
    return commitment.owner if is_offer else commitment.handover_to


def _is_open(session: Session, me: Person, scene: Scene, number: int) -> bool:
    """Tell whether `p4` without a dash names a proposal: one that is asking, and that I can see."""
    found = proposal_numbered(session, me.team_id, number)
    if found is None or found.state is not State.ASKING:
        return False
    return can_see(session, found, me, scene.channel_id)
