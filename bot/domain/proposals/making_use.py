"""What becomes of words that no round took: nothing typed is lost, and nothing is done unasked."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments.records import NOUN as COMMITMENT
from bot.domain.commitments.rights import commitment_for
from bot.domain.notices import Place, promise
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.answering import said, stood
from bot.domain.proposals.drafting import begin
from bot.domain.proposals.finding import round_of, seat_of, stance_of, waiting_for
from bot.domain.proposals.late import add_late
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.stating import NotAskedHere
from bot.domain.proposals.taking_back import take_back_stance
from bot.domain.scenes import Scene, scene_kept
from bot.domain.unfinished import (
    FormKind,
    Started,
    UnfinishedGone,
    finish,
    leave_unfinished,
    unfinished_numbered,
)
from bot.domain.words import keep_words, words_of


def add_to_record(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Put a dissent on the record of a closed round, marked as late."""
    started, proposal = _about_proposal(session, me, number, now)
    add_late(session, proposal, me, started.words, now)
    strike(session, me, number)
    return stood(proposal, me.number, "late")


def ask_for_round(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Tell the proposer that somebody who was asked wants another round, and why."""
    started, proposal = _about_proposal(session, me, number, now)
    round_ = round_of(session, proposal)
    proposer = person_numbered(session, me.team_id, proposal.proposer)
    if round_ is None or seat_of(session, round_, me.number) is None:
        raise NotAskedHere(record=proposal.label, who=proposer.called)
    facts = {"proposal": proposal.number, "person": me.number, "what": "new_round"}
    _tell(session, me, (proposer, f"new_round:{proposal.label}:{number}"), started, facts, now)
    strike(session, me, number)
    return said(proposal, "round_asked")


def tell_owner(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Tell the owner of a commitment, privately, what somebody has against it."""
    started = unfinished_numbered(session, me, number)
    about = int(started.facts["commitment"])
    commitment = commitment_for(session, me, about, here=_scene(started).channel_id, lock=False)
    owner = person_numbered(session, me.team_id, commitment.owner)
    facts = {"commitment": about, "person": me.number, "what": "owner"}
    _tell(session, me, (owner, f"disagrees:{commitment.name}:{number}"), started, facts, now)
    strike(session, me, number)
    return Said(Kind.NO_ROUND, {"why": "told", "person": owner.number})


def make_proposal(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Open the form of a proposal with the words."""
    started = unfinished_numbered(session, me, number)
    answer = begin(session, me, _scene(started), started.words, now)
    strike(session, me, number)
    return answer


def mean_another(session: Session, me: Person, number: int, here: str, now: datetime) -> Said:
    """Take back what was said in a round that was not meant, and ask which one was."""
    proposal = proposal_for(session, me, number, now, here=here)
    round_ = round_of(session, proposal)
    stance = stance_of(session, round_, me.number) if round_ else None
    if stance is None:
        raise UnfinishedGone
    kind = stance.kind
    words = words_of(session, {stance.words}).get(stance.words or 0, "")
    take_back_stance(session, proposal, me, now)
    others = [each for each in waiting_for(session, me) if each.number != number]
    if not others:
        facts: dict[str, Any] = {"why": "none"}
        kept = leave_unfinished(session, me, FormKind.PROPOSE, words, facts, now)
        return Said(Kind.NO_ROUND, {**facts, "unfinished": kept.number})
    facts = {"stance": kind.value, "proposals": [each.number for each in others]}
    kept = leave_unfinished(session, me, FormKind.ROUND_PICK, words, facts, now)
    return Said(Kind.PROPOSAL_FORM, {"unfinished": kept.number})


def strike(session: Session, me: Person, number: int) -> None:
    """Strike off what was kept, once; the second half of a double click finds it gone."""
    if not finish(session, me, number):
        raise UnfinishedGone


def commitment_behind(session: Session, me: Person, number: int) -> tuple[str, str, str]:
    """Return what kept words are about, the words, and the channel they were typed in."""
    started = unfinished_numbered(session, me, number)
    about = int(started.facts["commitment"])
    here = _scene(started).channel_id
    commitment = commitment_for(session, me, about, here=here, lock=False)
    return commitment.name, started.words, here


def _about_proposal(
    session: Session, me: Person, number: int, now: datetime
) -> tuple[Started, Proposal]:
    started = unfinished_numbered(session, me, number)
    here = _scene(started).channel_id
    about = int(started.facts["proposal"])
    return started, proposal_for(session, me, about, now, here=here)


def _tell(
    session: Session,
    me: Person,
    told: tuple[Person, str],
    started: Started,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    reader, key = told
    words = keep_words(session, me.team_id, started.words) if started.words else None
    noun = (COMMITMENT, facts["commitment"]) if "commitment" in facts else (NOUN, facts["proposal"])
    promise(
        session,
        me.team_id,
        key,
        kind=Kind.DISSENT_TOLD,
        place=Place(person_id=reader.slack_id or ""),
        now=now,
        facts={**facts, "words": words.id if words else None},
        subject=noun,
        asked_by=me.slack_id or "",
    )


def _scene(started: Started) -> Scene:
    return scene_kept(dict(started.facts.get("scene") or {}))
