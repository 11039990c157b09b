"""One answer for every way of saying where one stands: typed, pressed or filled in."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.history import last_of
from bot.domain.people import Person
from bot.domain.proposals.falling_through import answer_again, is_asked_again
from bot.domain.proposals.finding import is_running, round_of, stance_of
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.stating import state_stance
from bot.domain.proposals.voices import StanceWish
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.words import cleaned
from bot.errors import UserError

A_MOMENT = timedelta(seconds=10)
_ASKED_BY = {StanceKind.DISSENT: FormKind.DISSENT, StanceKind.CONDITION: FormKind.CONDITION}


class NewerRound(UserError):
    """A newer round of {record} has begun since; its question is in your messages."""


def demand_this_round(proposal: Proposal, number: int) -> None:
    """Raise NewerRound for what was drawn for an earlier round; zero is any, or none any more."""
    if number and proposal.round and number != proposal.round:
        raise NewerRound(record=proposal.label)


def say(
    session: Session,
    proposal: Proposal,
    me: Person,
    wish: StanceWish,
    now: datetime,
    *,
    asks_back: bool = True,
    **facts: Any,
) -> Said:
    """Record where somebody stands; a reason that is missing is asked for, unless it just was."""
    form = _form_for(session, proposal, me, wish) if asks_back else None
    if form is not None:
        known = form_facts(form, proposal, wish.for_person or 0)
        return Said(Kind.PROPOSAL_FORM, known | {"choice": wish.kind.value})
    is_own = wish.for_person in {None, me.number}
    if is_own and _is_asked_again(session, proposal, me, now):
        answer_again(session, proposal, me, wish.kind, wish.words, now)
        return stood(proposal, me.number, wish.kind.value, **facts)
    stated = state_stance(session, proposal, me, wish, now)
    return stood(proposal, stated.stance.person, stated.stance.kind.value, **facts)


def _form_for(
    session: Session, proposal: Proposal, me: Person, wish: StanceWish
) -> FormKind | None:
    """Return the form that asks why: for a dissent, a condition, and for leaving a dissent."""
    if cleaned(wish.words):
        return None
    if wish.kind in _ASKED_BY:
        return _ASKED_BY[wish.kind]
    round_ = round_of(session, proposal)
    before = stance_of(session, round_, wish.for_person or me.number) if round_ else None
    leaves = before is not None and before.kind is StanceKind.DISSENT
    return FormKind.STANCE if leaves else None


def _is_asked_again(session: Session, proposal: Proposal, me: Person, now: datetime) -> bool:
    if is_running(proposal, round_of(session, proposal), now):
        return False
    return is_asked_again(session, proposal, me.number)


def stood(proposal: Proposal, person: int, what: str, **facts: Any) -> Said:
    """Return the answer to whoever said where they stand."""
    known = {"proposal": proposal.number, "round": proposal.round, "person": person, "what": what}
    return Said(Kind.STANCE, known | facts)


def said(proposal: Proposal, what: str = "", **facts: Any) -> Said:
    """Return the answer to whoever changed a proposal, or asked for it."""
    known = {"proposal": proposal.number, "what": what, "revision": proposal.revision}
    return Said(Kind.PROPOSAL, known | facts)


def form_facts(kind: FormKind, proposal: Proposal, person: int = 0) -> dict[str, Any]:
    """Return what a form about a proposal begins with."""
    return {
        "form": kind.value,
        "proposal": proposal.number,
        "round": proposal.round,
        "person": person,
    }


def ask(
    session: Session,
    me: Person,
    kind: FormKind,
    about: tuple[Proposal, str],
    facts: dict[str, Any],
    now: datetime,
) -> Said:
    """Open a form about a proposal; what was typed is kept until it is sent."""
    proposal, words = about
    known = form_facts(kind, proposal) | facts
    if not words:
        return Said(Kind.PROPOSAL_FORM, known)
    kept = leave_unfinished(session, me, kind, words, known, now)
    return Said(Kind.PROPOSAL_FORM, {"unfinished": kept.number})


def was_just_done(
    session: Session, proposal: Proposal, me: Person, what: Collection[str], now: datetime
) -> bool:
    """Tell whether the last thing that happened is this, by the same person, a moment ago."""
    last = last_of(session, me.team_id, NOUN, proposal.number, proposal.revision)
    return bool(
        last and last.person == me.number and last.what in what and last.at > now - A_MOMENT
    )
