"""Undo of a stance, for ten minutes: what was said before stands again, or nothing was said."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col

from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.history import Event, Happening, story_of
from bot.domain.people import Person
from bot.domain.proposals.conditions import follow
from bot.domain.proposals.finding import is_running, round_of
from bot.domain.proposals.records import NOUN, Proposal, change
from bot.domain.proposals.rounds import Dissent, DissentState, Seat, Stance, StanceKind
from bot.domain.proposals.stating import STATED
from bot.domain.proposals.telling import show_one
from bot.domain.proposals.voices import KEY, WAS
from bot.errors import UserError

WITHIN = timedelta(minutes=10)
TAKEN_BACK = "took_back"


class NothingToTakeBack(UserError):
    """There is nothing of the last ten minutes to take back in {record}, so nothing changed."""


class ActedOn(UserError):
    """Somebody has answered that already, so it stays. Say where you stand now instead."""


def take_back_stance(session: Session, proposal: Proposal, me: Person, now: datetime) -> Seat:
    """Take back what I said last in the running round, for myself or for another."""
    round_ = round_of(session, proposal)
    said = _last_said(session, proposal, me)
    if round_ is None or said is None or not is_running(proposal, round_, now):
        raise NothingToTakeBack(record=proposal.label)
    key = (proposal.team_id, proposal.number, round_.round, int(said.facts["person"]))
    if said.at <= now - WITHIN:
        raise NothingToTakeBack(record=proposal.label)
    before = _demand_unanswered(session, key)
    seat, stance = _put_back(session, key, said.facts["was"])
    facts = {"round": round_.round, "person": seat.person, "kind": before.value}
    change(session, proposal, Event(me.number, TAKEN_BACK, now, facts))
    follow(session, proposal, stance, before, now)
    show_one(session, proposal, seat, {me.number})
    return seat


def _last_said(session: Session, proposal: Proposal, me: Person) -> Happening | None:
    """Return the last thing this person said in the latest round, unless it was taken back."""
    story = story_of(session, proposal.team_id, NOUN, proposal.number)
    about = [
        each for each in story if each.what in {STATED, TAKEN_BACK} and each.person == me.number
    ]
    last = about[-1] if about else None
    if last is None or last.what != STATED or last.facts["round"] != proposal.round:
        return None
    # Somebody who is back may have spoken for themselves since.
    others = (
        each
        for each in story[last.seq :]
        if each.what == STATED and each.facts["person"] == last.facts["person"]
    )
    return None if any(others) else last


def _demand_unanswered(session: Session, key: tuple[Any, ...]) -> StanceKind:
    """Return what is said, unless somebody has answered it: with an alternative, or a promise."""
    stance, dissent = session.get_one(Stance, key), session.get(Dissent, key)
    offer = session.get(Commitment, (stance.team_id, stance.commitment or 0))
    is_taken_on = offer is not None and offer.state is not Stage.OFFERED
    if is_taken_on or (dissent is not None and dissent.state is DissentState.OFFERED):
        raise ActedOn
    return stance.kind


def _put_back(
    session: Session, key: tuple[Any, ...], was: Mapping[str, Any] | None
) -> tuple[Seat, Stance]:
    """Write the rows as they were before; a stance that is gone is returned as nothing said."""
    seat, stance = session.get_one(Seat, key), session.get_one(Stance, key)
    _put_dissent_back(session, key, was)
    if was is None:
        session.exec(delete(Stance).where(*_is(Stance, key)))
        session.expunge(stance)
        seat.heard_at = None
        session.add(seat)
        session.flush()
        gone: dict[str, Any] = dict(zip(KEY, key, strict=True))
        nothing = StanceKind.ASIDE
        return seat, Stance(**gone, kind=nothing, spoken_by=seat.person, said_at=stance.said_at)
    columns = {name: was[name] for name in WAS}
    columns |= {"kind": StanceKind(was["kind"]), "said_at": datetime.fromisoformat(was["said_at"])}
    anew = update(Stance).where(*_is(Stance, key))
    session.exec(anew.values(**columns, revision=stance.revision + 1))
    session.refresh(stance)
    return seat, stance


def _put_dissent_back(
    session: Session, key: tuple[Any, ...], was: Mapping[str, Any] | None
) -> None:
    dissent = session.get(Dissent, key)
    if dissent is None:
        return
    if was is not None and was["kind"] == StanceKind.DISSENT.value:
        dissent.state, dissent.settled_at = DissentState.OPEN, None
        dissent.revision += 1
        session.add(dissent)
        session.flush()
        return
    session.exec(delete(Dissent).where(*_is(Dissent, key)))
    session.expunge(dissent)


def _is(model: type[Stance] | type[Dissent], key: tuple[Any, ...]) -> list[Any]:
    return [col(getattr(model, name)) == value for name, value in zip(KEY, key, strict=True)]
