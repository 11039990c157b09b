"""What becomes of a notice after a call: one answer of Slack, one next state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.database import upsert
from bot.domain.notices.machine import Pace
from bot.domain.notices.outcomes import (
    LockedOut,
    NotFound,
    NotSent,
    Outcome,
    RateLimited,
    Refused,
    Sent,
    Unknown,
    Unneeded,
    Unreadable,
)
from bot.domain.notices.promising import HELD_FOR, promise
from bot.domain.notices.rows import (
    EVERYTHING,
    UNDELIVERABLE,
    Notice,
    Pause,
    Place,
    Problem,
    State,
    Step,
    Urgency,
)

LOOKS = 2  # Slack shows a post in the history some seconds late; two looks, then it goes again.


@dataclass(frozen=True)
class Ending:
    """One call that has ended: whose, what it was, and when."""

    session: Session
    notice: Notice
    step: Step
    now: datetime
    at: float
    pace: Pace


def _sent(ending: Ending, outcome: Sent) -> float:
    notice = ending.notice
    notice.failures = notice.looks = 0
    notice.tried_at = None
    if ending.step is Step.DELETE:
        return _unsaid(notice)
    if ending.step in {Step.POST, Step.LOOK}:
        notice.posted_in, notice.ts, notice.lane = outcome.channel_id, outcome.ts, ""
    notice.shown_as = outcome.drawn_as
    _show(notice)
    return ending.pace.post if ending.step in {Step.POST, Step.LOOK} else ending.pace.update


def _unneeded(ending: Ending, _: Unneeded) -> float:
    notice = ending.notice
    if ending.step is not Step.POST:
        _show(notice)
    elif notice.wanted > notice.rendered:
        notice.state = State.READY  # What made it needless has changed again.
    else:
        notice.state = State.CANCELLED
    return 0.0


def _not_sent(ending: Ending, _: NotSent) -> float:
    _again(ending)
    ending.notice.failures += 1
    return ending.pace.back_off(ending.notice.failures)


def _rate_limited(ending: Ending, outcome: RateLimited) -> float:
    _again(ending)
    if ending.step is not Step.LOOK:
        _pause(ending, ending.step, outcome.seconds)
    return outcome.seconds


def _locked_out(ending: Ending, _: LockedOut) -> float:
    _again(ending)
    _pause(ending, EVERYTHING, ending.pace.locked_out)
    return 0.0


def _unknown(ending: Ending, _: Unknown) -> float:
    notice = ending.notice
    notice.failures += 1
    if ending.step is Step.POST:
        notice.state = State.UNKNOWN
        notice.looks = 0
        return ending.pace.first_look
    # Done twice, an update, a deletion or a publication is as if done once; a look is only a look.
    notice.state = State.UNKNOWN if ending.step is Step.LOOK else State.READY
    return ending.pace.back_off(notice.failures)


def _not_found(ending: Ending, _: NotFound) -> float:
    notice = ending.notice
    notice.looks += 1
    if notice.looks < LOOKS:
        return ending.pace.look
    notice.looks = 0
    notice.tried_at = None
    notice.state = State.READY
    if notice.unwanted:
        notice.state = State.CANCELLED
    elif notice.is_expired(ending.now):
        notice.state = State.EXPIRED
    return 0.0


def _unreadable(ending: Ending, _: Unreadable) -> float:
    """Nobody can tell: what has a deadline goes once more, all else is taken as sent."""
    notice = ending.notice
    may_repeat = notice.urgency == Urgency.DEADLINE and notice.problem is not Problem.UNREADABLE
    notice.problem = Problem.UNREADABLE
    if may_repeat and not notice.unwanted and not notice.is_expired(ending.now):
        notice.state = State.READY
        notice.tried_at = None
    else:
        notice.state = State.ASSUMED
        notice.lane = ""
    return 0.0


def _refused(ending: Ending, outcome: Refused) -> float:
    notice = ending.notice
    if ending.step is Step.LOOK:
        return _unreadable(ending, Unreadable())
    if ending.step is Step.POST:
        _refused_post(ending, outcome.problem)
    elif ending.step is Step.DELETE and outcome.problem is Problem.MESSAGE_GONE:
        _unsaid(notice)
    elif ending.step is Step.DELETE or outcome.problem is Problem.MESSAGE_GONE:
        notice.problem = outcome.problem
        notice.state = State.GONE
        notice.ts = None
    else:
        # This version cannot be shown; the next change is tried again.
        notice.problem = outcome.problem
        _show(notice)
    return 0.0


def _refused_post(ending: Ending, problem: Problem) -> None:
    notice = ending.notice
    notice.tried_at = None
    if notice.unwanted:
        notice.state = State.CANCELLED
        return
    if problem is Problem.NO_THREAD:
        if notice.thread_of:
            _say_by_itself(notice)
            return
        problem = Problem.CLOSED
    notice.problem = problem
    notice.state = State.DEAD
    if problem is Problem.NOT_HERE:
        notice.state = State.HELD
        notice.expires_at = notice.expires_at or ending.now + HELD_FOR
    if notice.needs_telling:
        _tell(ending)


def _say_by_itself(notice: Notice) -> None:
    """Say in the channel what cannot be said in its thread any more."""
    notice.thread_of = notice.thread_ts = ""
    notice.state = State.READY


def _tell(ending: Ending) -> None:
    """Promise whoever asked that they hear why it cannot arrive, once for each reason."""
    notice = ending.notice
    facts: dict[str, Any] = {
        "reason": notice.problem.value,
        "kind": notice.kind,
        "subject": [notice.subject_noun, notice.subject_number] if notice.subject_noun else None,
        "channel_id": notice.channel_id,
        "person_id": notice.person_id,
    }
    promise(
        ending.session,
        notice.team_id,
        f"{UNDELIVERABLE}:{notice.mark}:{notice.problem.value}",
        kind=UNDELIVERABLE,
        place=Place(person_id=notice.asked_by),
        now=ending.now,
        facts=facts,
        asked_by=notice.asked_by,
    )


def _again(ending: Ending) -> None:
    """Back to what it was before the claim: nothing was done."""
    if ending.step is Step.LOOK:
        ending.notice.state = State.UNKNOWN
        return
    ending.notice.state = State.READY
    ending.notice.tried_at = None


def _show(notice: Notice) -> None:
    """Record that what was drawn is seen; whatever changed meanwhile is due at once."""
    notice.shown = notice.rendered
    is_due = notice.wanted > notice.rendered or notice.unwanted
    notice.state = State.READY if is_due else State.SENT


def _unsaid(notice: Notice) -> float:
    notice.state = State.CANCELLED
    notice.ts = None
    notice.shown = 0
    notice.shown_as = ""
    return 0.0


def _pause(ending: Ending, method: str, seconds: float) -> None:
    upsert(
        ending.session,
        Pause(team_id=ending.notice.team_id, method=method, until=ending.at + seconds),
    )


ENDINGS: dict[type[Outcome], Callable[[Ending, Any], float]] = {
    Sent: _sent,
    Unneeded: _unneeded,
    NotSent: _not_sent,
    RateLimited: _rate_limited,
    Refused: _refused,
    Unknown: _unknown,
    NotFound: _not_found,
    Unreadable: _unreadable,
    LockedOut: _locked_out,
}
