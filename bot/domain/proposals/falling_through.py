"""Conditions that fell through: their leaders are asked once more, and silence is a dissent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.database import upsert
from bot.domain.calendar import add_working_days_at
from bot.domain.commitments.records import Commitment
from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.conditions import (
    change_stance,
    commitments_of,
    follow,
    has_fallen,
    is_decided,
    is_met,
)
from bot.domain.proposals.dissent_telling import say_thread, show_dissent, tell_about
from bot.domain.proposals.dissents import follow as follow_dissent
from bot.domain.proposals.records import ENDED, Proposal, State, change
from bot.domain.proposals.rounds import (
    ConditionState,
    Dissent,
    DissentState,
    Seat,
    Stance,
    StanceKind,
)
from bot.domain.proposals.said import keep_said
from bot.domain.proposals.standing import free_proposal
from bot.domain.proposals.telling import ask_seat, show_one
from bot.domain.words import cleaned
from bot.errors import UserError

ANSWER_WITHIN = 3  # Working days.
BATCH = 20
# Nothing hangs on a condition any more.
_OVER = frozenset({State.WITHDRAWN, State.NOT_ALIGNED})
# People may still be asked, and are not to read the dissents first.
_BLIND = frozenset({State.ASKING, State.NOT_HEARD})
_Step = Callable[[Session, Proposal, Stance, datetime], None]


class NotAskedAgain(UserError):
    """{record} does not ask you anything now, so nothing changed."""


def look_after_conditions(session: Session, now: datetime) -> int:
    """Ask leaders whose condition fell through, and record who stays silent; returns how many."""
    decided = (
        select(Stance)
        .join(
            Commitment,
            (col(Commitment.team_id) == col(Stance.team_id))
            & (col(Commitment.number) == col(Stance.commitment)),
        )
        .where(Stance.condition == ConditionState.WAITS, is_decided(now))
    )
    silent = select(Stance).where(
        Stance.condition == ConditionState.FELL, col(Stance.answer_by) <= now
    )
    fallen = [(_decide, _key(each)) for each in session.exec(decided.limit(BATCH))]
    unanswered = [(_become_dissent, _key(each)) for each in session.exec(silent.limit(BATCH))]
    return sum(_look(session, step, key, now) for step, key in [*fallen, *unanswered])


def is_asked_again(session: Session, proposal: Proposal, person: int) -> bool:
    """Tell whether somebody's condition fell through, and their answer is waited for."""
    stance = _asked(session, proposal, person)
    return stance is not None and stance.condition is ConditionState.FELL


def answer_again(
    session: Session, proposal: Proposal, me: Person, kind: StanceKind, words: str, now: datetime
) -> Stance:
    """Say where one stands now that the condition fell through, even when the round is closed."""
    stance = _asked(session, proposal, me.number)
    if stance is None or stance.condition is not ConditionState.FELL:
        raise NotAskedAgain(record=proposal.label)
    kept = _reason(session, me, stance, kind, words)
    facts = {"round": stance.round, "kind": kind.value}
    change(session, proposal, Event(me.number, "stance_again", now, facts))
    change_stance(
        session,
        stance,
        kind=kind,
        words=kept,
        condition=ConditionState.PASSED,
        answer_by=None,
        spoken_by=me.number,
        said_at=now,
    )
    follow(session, proposal, stance, None, now)
    if kind is StanceKind.DISSENT:
        _dissent(session, proposal, stance, now)
    show_one(session, proposal, _seat(session, stance))
    return stance


def _reason(
    session: Session, me: Person, stance: Stance, kind: StanceKind, words: str
) -> int | None:
    """Return the words of the new stance; a dissent without any has the condition as reason."""
    if kind in {StanceKind.COMMIT, StanceKind.ASIDE}:
        return None
    if kind is StanceKind.DISSENT and not cleaned(words):
        return stance.words
    return keep_said(session, me, words).id


def _look(session: Session, step: _Step, key: tuple[Any, ...], now: datetime) -> bool:
    """Lock the proposal first, as every verb does, and look again."""
    proposal = free_proposal(session, key[0], key[1])
    if proposal is None:
        return False
    stance = session.get_one(Stance, key, populate_existing=True)
    step(session, proposal, stance, now)
    return True


def _decide(session: Session, proposal: Proposal, stance: Stance, now: datetime) -> None:
    if stance.condition is not ConditionState.WAITS:
        return
    commitment = commitments_of(session, [stance]).get(stance.commitment or 0)
    if is_met(commitment):
        change_stance(session, stance, condition=ConditionState.MET)
    elif not has_fallen(commitment, now):
        return
    elif _is_passed(session, proposal, stance):
        change_stance(session, stance, condition=ConditionState.PASSED)
    else:
        _ask_again(session, proposal, stance, now)


def _ask_again(session: Session, proposal: Proposal, stance: Stance, now: datetime) -> None:
    leader = person_numbered(session, proposal.team_id, stance.person)
    by = add_working_days_at(now, ANSWER_WITHIN, leader.zoneinfo)
    change_stance(session, stance, condition=ConditionState.FELL, answer_by=by)
    facts = {"round": stance.round, "person": stance.person, "commitment": stance.commitment}
    change(session, proposal, Event(None, "condition_fell", now, facts))
    seat = _seat(session, stance)
    ask_seat(session, proposal, seat, now, what="again")
    show_one(session, proposal, seat)


def _become_dissent(session: Session, proposal: Proposal, stance: Stance, now: datetime) -> None:
    if stance.condition is not ConditionState.FELL or (stance.answer_by or now) > now:
        return
    passed = {"condition": ConditionState.PASSED, "answer_by": None}
    if _is_passed(session, proposal, stance):
        change_stance(session, stance, **passed)
        return
    change_stance(session, stance, kind=StanceKind.DISSENT, **passed)
    facts = {"round": stance.round, "person": stance.person}
    change(session, proposal, Event(None, "condition_became_dissent", now, facts))
    dissent = _dissent(session, proposal, stance, now)
    tell_about(session, proposal, dissent, stance.person, "from_condition", now)
    show_dissent(session, proposal, dissent)


def _dissent(session: Session, proposal: Proposal, stance: Stance, now: datetime) -> Dissent:
    """Make a stance a dissent to be worked on; after an outcome it can only stand on record."""
    is_over = proposal.state in ENDED
    key = {name: getattr(stance, name) for name in ("team_id", "proposal", "round", "person")}
    upsert(
        session,
        Dissent(
            **key,
            state=DissentState.MAINTAINED if is_over else DissentState.OPEN,
            settled_at=now if is_over else None,
        ),
    )
    if proposal.state is State.HEARD:
        event = Event(None, "dissent_to_work_on", now, {"round": stance.round})
        change(session, proposal, event, state=State.WORKING_DISSENT)
    dissent = session.get_one(Dissent, tuple(key.values()))
    follow_dissent(session, proposal, dissent, now)
    if proposal.state not in _BLIND:
        say_thread(session, proposal, dissent, now)
    return dissent


def _is_passed(session: Session, proposal: Proposal, stance: Stance) -> bool:
    """Tell whether a condition is of no account now: another round asks, or its leader is gone."""
    gone = _seat(session, stance).gone_at is not None
    return gone or stance.round != proposal.round or proposal.state in _OVER


def _asked(session: Session, proposal: Proposal, person: int) -> Stance | None:
    return session.get(Stance, (proposal.team_id, proposal.number, proposal.round, person))


def _seat(session: Session, stance: Stance) -> Seat:
    return session.get_one(Seat, _key(stance))


def _key(stance: Stance) -> tuple[str, int, int, int]:
    return (stance.team_id, stance.proposal, stance.round, stance.person)
