"""What the clock does for sessions: each step once, in order; what is too old is passed over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.forums.records import Forum
from bot.domain.history import Event
from bot.domain.hours import Hours
from bot.domain.lines import BRIEF, add_line
from bot.domain.people import Person
from bot.domain.preferences import hours_of
from bot.domain.sessions.finding import leader_of
from bot.domain.sessions.items import carry_over, take_lines_in
from bot.domain.sessions.moments import asked_at, moments_before, next_morning
from bot.domain.sessions.opening import begin_commended
from bot.domain.sessions.planning import plan_on
from bot.domain.sessions.records import BEFORE, ForumSession, Outcome, Step, changed
from bot.domain.sessions.telling import (
    Telling,
    agenda_key,
    ask,
    ask_keys,
    post_key,
    say_post,
    say_reply,
    show,
)

BATCH = 1  # It takes some ten milliseconds: whoever types waits for one batch at the most.
TOO_OLD = timedelta(hours=24)  # What is later is recorded, and no longer said.
UNRECORDED = "session_unrecorded"
PASSED = "session_passed"


@dataclass(frozen=True)
class Due:
    """One session with the steps that are due: the newest may speak, the others are gone by."""

    forum: Forum
    one: ForumSession
    steps: tuple[tuple[Step, datetime], ...]
    leader: Person | None
    hours: Hours
    now: datetime

    @property
    def step(self) -> Step:
        return self.steps[-1][0]

    @property
    def due_at(self) -> datetime:
        return self.steps[-1][1]

    @property
    def is_old(self) -> bool:
        return self.now - self.due_at >= TOO_OLD

    @property
    def begins(self) -> bool:
        """Whether the start is among the steps."""
        return not self.one.has_begun and self.step not in BEFORE

    @property
    def telling(self) -> Telling:
        return Telling(self.forum, self.one, self.due_at, self.now)


def take_steps(session: Session, now: datetime) -> int:
    """Take the steps of sessions that are due; returns how many sessions were looked at."""
    due = (
        select(ForumSession)
        .where(col(ForumSession.next_at) <= now)
        .order_by(col(ForumSession.next_at))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = session.exec(due).all()
    for one in found:
        take_step(session, one, now)
    return len(found)


def take_step(session: Session, one: ForumSession, now: datetime) -> bool:
    """Take the step that is due for one session; False when none is, or another took it."""
    forum = session.get_one(Forum, (one.team_id, one.forum))
    leader = leader_of(session, forum, now)
    # While nobody leads, the forum's own working hours.
    hours = hours_of(session, leader) if leader else Hours(forum.zoneinfo)
    steps = _steps(forum, one, hours)
    gone = tuple(each for each in steps if each[1] <= now)
    if not gone:
        one.next_at = steps[0][1]
        session.add(one)
        return False
    due = Due(forum, one, gone, leader, hours, now)
    begins = due.begins
    taken = _pass_over(session, due) if _is_passed_over(due) else _take(session, due)
    if taken and begins and forum.meets:
        _plan_on(session, due)
    return taken


def _steps(forum: Forum, one: ForumSession, hours: Hours) -> list[tuple[Step, datetime]]:
    """Return the steps still to be taken, each no earlier than the row says."""
    planned_at = one.next_at or one.starts_at
    if one.step in {Step.ASKED, Step.CHASED}:
        return [(_after(one.step), planned_at)]
    asked = (Step.ASKED, asked_at(hours, one.ends_at))
    return [(step, max(at, planned_at)) for step, at in (*moments_before(forum, one), asked)]


def _is_passed_over(due: Due) -> bool:
    if due.step is Step.CLOSED:
        return False  # Says nothing to anybody.
    is_in_channel = due.begins or due.step in {Step.POSTED, Step.AGENDA}
    return due.is_old or (is_in_channel and not due.forum.meets)


def _take(session: Session, due: Due) -> bool:
    """Take the newest step, and say what belongs to it."""
    if due.step is Step.CLOSED:
        return _close(session, due)
    facts = {"due_at": due.due_at.isoformat(), "passed": [step.value for step, _ in due.steps[:-1]]}
    event = Event(None, due.step.value, due.now, facts)
    if not changed(session, due.one, event, step=due.step, next_at=_next_at(due)):
        return False
    _say(session, due)
    return True


def _say(session: Session, due: Due) -> None:
    forum, one, telling = due.forum, due.one, due.telling
    if due.step is Step.POSTED:
        take_lines_in(session, forum, post_key(one), due.now)
        say_post(session, telling)
    elif due.step is Step.AGENDA:
        take_lines_in(session, forum, agenda_key(one), due.now)
        say_reply(session, telling, "agenda", Kind.SESSION_AGENDA, {})
    elif due.step is Step.STARTED:
        begin_commended(session, forum, one, due.now)
        say_reply(session, telling, "start", Kind.SESSION_START, {})
    elif due.leader is not None:
        again = due.step is Step.CHASED
        ask(session, telling, ask_keys(one)[again], due.leader)
    if due.step is not Step.POSTED:
        show(session, one)


def _pass_over(session: Session, due: Due) -> bool:
    """Record that the steps went by; a session of which nothing more can be said is over."""
    steps = [step.value for step, _ in due.steps]
    event = Event(None, "passed_over", due.now, {"steps": steps, "state": due.forum.state.value})
    over = due.step is Step.ASKED or (due.begins and not due.forum.meets)
    columns: dict[str, Any] = {"step": Step.CLOSED, "outcome": Outcome.PASSED, "next_at": None}
    if not over:
        columns = {"step": due.step, "next_at": _next_at(due)}
    if not changed(session, due.one, event, **columns):
        return False
    if due.is_old and due.forum.meets and due.step is not Step.CHASED:
        _tell_cco(session, due, PASSED)
    show(session, due.one)
    return True


def _close(session: Session, due: Due) -> bool:
    """Give up on the record of a session; the CCO reads of it, and its open items go on."""
    event = Event(None, "unrecorded", due.now)
    columns = {"step": Step.CLOSED, "outcome": Outcome.UNRECORDED, "next_at": None}
    if not changed(session, due.one, event, **columns):
        return False
    carry_over(session, due.one)
    _tell_cco(session, due, UNRECORDED)
    show(session, due.one)
    return True


def _next_at(due: Due) -> datetime:
    """Return when a session needs us after this step."""
    if due.step in {Step.ASKED, Step.CHASED}:
        return next_morning(due.hours, due.now)
    return min(at for _, at in _steps(due.forum, due.one, due.hours) if at > due.now)


def _plan_on(session: Session, due: Due) -> None:
    passed = plan_on(session, due.forum, due.one, due.now)
    if passed:
        first, last = passed[0].isoformat(), passed[-1].isoformat()
        facts = {"slot_on": last, "first": first, "count": len(passed)}
        _add_line(session, due, f"{PASSED}:{due.forum.label}:{last}", PASSED, facts)


def _tell_cco(session: Session, due: Due, kind: str) -> None:
    slot_on = due.one.slot_on.isoformat()
    facts = {"slot_on": slot_on, "first": slot_on, "count": 1}
    _add_line(session, due, f"{kind}:{due.forum.label}:{slot_on}", kind, facts)


def _add_line(session: Session, due: Due, key: str, kind: str, facts: dict[str, Any]) -> None:
    forum = due.forum
    about = ("forum", forum.number)
    known = {"forum": forum.number, **facts}
    add_line(session, forum.team_id, BRIEF, key, kind, due.now, about=about, facts=known)


def _after(step: Step) -> Step:
    steps = list(Step)
    return steps[steps.index(step) + 1]
