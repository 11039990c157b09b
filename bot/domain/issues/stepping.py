"""From owned to customer told: each step with its words, and nothing closed that is not whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.calendar import today_in
from bot.domain.commitments.news import plan_news
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.history import Event, story_of
from bot.domain.issues.moving import demand_going_on, look, move, said_words
from bot.domain.issues.news import tell, told_already
from bot.domain.issues.owning import own, reporters_of
from bot.domain.issues.records import NOUN, PIPELINE, RESTING, Issue, State
from bot.domain.issues.rights import Act, NobodyOwnsIt, demand, has_reported
from bot.domain.issues.telling import show_change
from bot.domain.people import Person, people_numbered
from bot.domain.words import cleaned
from bot.errors import UserError

AT_ONCE = 50  # People told in one transaction.


class Step(StrEnum):
    """What an issue needs next."""

    OWN = "own"
    CAUSE = "cause"
    FIX = "fix"
    FIXED = "fixed"
    TOLD = "told"
    GO_ON = "go_on"  # It waits, or is parked.


class WordsMissing(UserError):
    """Please say it in a few words, so that everybody can follow."""


class NotItsTurn(UserError):
    """{record} is further on, or not yet so far. Please look again at what it needs next."""


class ToldInTheFuture(UserError):
    """That day is still to come. Please pick the day on which the customer was told."""


class ToldNobody(UserError):
    """Please say how many customers were told: at least one, or leave it empty."""


class NoSuchTeller(UserError):
    """Please pick the colleague who told the customer."""


class NotClosable(UserError):
    """{record} cannot be closed yet: {lacking}."""

    def __init__(self, *, missing: tuple[Step, ...] = (), **facts: Any) -> None:
        lacking = ", ".join(_LACKING[step] for step in missing)
        super().__init__(lacking=lacking, **facts)
        self.missing = missing


@dataclass(frozen=True)
class Telling:
    """How the customer was told: when, by whom, and how many of them."""

    how: str
    on: date | None = None  # Today, if nothing is said.
    count: int | None = None
    by: int | None = None  # Me, if nobody is named.

    def __post_init__(self) -> None:
        if not cleaned(self.how):
            raise WordsMissing(field="told")
        if self.count is not None and self.count < 1:
            raise ToldNobody(field="count")


@dataclass(frozen=True)
class Closing:
    """All that closing needs, as far as it is said."""

    cause: str = ""
    fix: str = ""
    fixed: bool = False  # It is fixed now; *Solved already* says so by itself.
    telling: Telling | None = None


def next_step(issue: Issue) -> Step | None:
    """Return exactly what an issue needs next; None when it has ended."""
    return Step.GO_ON if issue.state in RESTING else _NEXT.get(issue.state)


def missing(issue: Issue) -> tuple[Step, ...]:
    """Return all that is missing before it can be closed, in order."""
    state = issue.resumes if issue.state in RESTING else issue.state
    if state not in PIPELINE:
        return ()
    return tuple(_NEXT[each] for each in PIPELINE[PIPELINE.index(state) : -1])


def say_cause(session: Session, issue: Issue, me: Person, words: str, now: datetime) -> Issue:
    """Say why it happens."""
    return _step(session, issue, me, (Step.CAUSE, words), now)


def agree_fix(session: Session, issue: Issue, me: Person, words: str, now: datetime) -> Issue:
    """Say what is agreed to be done about it."""
    return _step(session, issue, me, (Step.FIX, words), now)


def mark_fixed(session: Session, issue: Issue, me: Person, now: datetime, words: str = "") -> Issue:
    """Say that it is fixed; who heard of it from customers can tell them now."""
    return _step(session, issue, me, (Step.FIXED, words), now)


def tell_customer(
    session: Session, issue: Issue, me: Person, telling: Telling, now: datetime
) -> Issue:
    """Record that the customer was told: that closes what is fixed, and nothing else."""
    return close(session, issue, me, Closing(telling=telling), now)


def close(session: Session, issue: Issue, me: Person, closing: Closing, now: datetime) -> Issue:
    """Take an issue from where it is to closed. Raises NotClosable with all that is missing."""
    demand_step(session, issue, me)
    _demand_whole(issue, closing)
    _close(session, issue, me, closing, now, issue.revision + 1)
    return issue


def solved_already(
    session: Session, issue: Issue, me: Person, closing: Closing, now: datetime
) -> Issue:
    """Close a small one in one go; what nobody owns is owned, and solved, by who says so."""
    demand_going_on(issue)
    if issue.state is not State.NEW:
        demand_step(session, issue, me)
    _demand_whole(issue, closing, in_one_go=True)
    act = issue.revision + 1
    if issue.state is State.NEW:
        own(session, issue, me, now, act=act)
    _close(session, issue, me, closing, now, act)
    return issue


def demand_step(session: Session, issue: Issue, me: Person) -> None:
    """Raise IssueEnded, NobodyOwnsIt or NotYours unless this person may take it a step on."""
    demand_going_on(issue)
    if issue.state is State.NEW:
        raise NobodyOwnsIt(record=issue.label)
    demand(session, issue, me, Act.STEP)


def resumed(issue: Issue) -> dict[str, Any]:
    """Return the columns of an issue that goes on where it rested."""
    return {"state": issue.resumes, "resumes": None, "waiting_on": None, "parked_until": None}


def told_columns(
    session: Session, issue: Issue, me: Person, telling: Telling, now: datetime
) -> dict[str, Any]:
    """Return the columns that say how the customer was told."""
    today = today_in(me.zoneinfo, now)
    if telling.on is not None and telling.on > today:
        raise ToldInTheFuture(field="on")
    teller = telling.by or me.number
    if teller not in people_numbered(session, issue.team_id, {teller}):
        raise NoSuchTeller(field="by")
    words = said_words(session, issue.team_id, telling.how)
    return {
        "told_by": teller,
        "told_how": words.id if words else None,
        "told_on": telling.on or today,
        "told_count": telling.count,
    }


def tell_reporters_closed(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    """Tell each who reported it that it came to an end; of very many, the clock tells the rest."""
    reporters = reporters_of(session, issue)
    for person in reporters[:AT_ONCE]:
        tell(session, issue, person, now, by=me.number, kind=Kind.ISSUE_CLOSED)
    if len(reporters) > AT_ONCE:
        look(session, issue, at=now)


def tell_more_reporters(session: Session, issue: Issue, now: datetime) -> bool:
    """Tell the next of those who reported what has ended; False when all of them know."""
    story = story_of(session, issue.team_id, NOUN, issue.number)
    ended = next((each for each in reversed(story) if each.what in _ENDS), None)
    if ended is None:
        return False
    known = told_already(session, issue, Kind.ISSUE_CLOSED, ended.seq) | {ended.person}
    heard: set[int | None] = {*reporters_of(session, issue)}
    people = people_numbered(session, issue.team_id, heard - known)
    left = sorted(number for number, each in people.items() if can_be_written_to(each))
    kind, revision = Kind.ISSUE_CLOSED, ended.seq
    for person in left[:AT_ONCE]:
        tell(session, issue, person, now, by=None, kind=kind, revision=revision)
    plan_news(session, issue.team_id, (NOUN, issue.number))
    return len(left) > AT_ONCE


def _step(
    session: Session, issue: Issue, me: Person, said: tuple[Step, str], now: datetime
) -> Issue:
    step, text = said
    demand_step(session, issue, me)
    if next_step(issue) is not step:
        raise NotItsTurn(record=issue.label)
    if step is not Step.FIXED and not cleaned(text):
        raise WordsMissing(field=step.value)
    _take(session, issue, me, step, text, now, {})
    show_change(session, issue)
    return issue


def _take(
    session: Session,
    issue: Issue,
    me: Person,
    step: Step,
    text: str,
    now: datetime,
    facts: dict[str, Any],
) -> None:
    words = said_words(session, issue.team_id, text)
    state = _AFTER[step]
    column = {step.value: words.id if words else None} if step in _TEXTS else {}
    event = Event(me.number, state.value, now, facts, words)
    move(session, issue, event, state=state, **column)


def _close(
    session: Session, issue: Issue, me: Person, closing: Closing, now: datetime, act: int
) -> None:
    """Go through every step that is left; each is a line of the history of its own."""
    first = {"act": act}
    if issue.state in RESTING:
        move(session, issue, Event(me.number, "went_on", now, first), **resumed(issue))
    for step, text in _left(issue, closing):
        _take(session, issue, me, step, text, now, first)
    if closing.telling is None:
        raise NotClosable(record=issue.label, missing=(Step.TOLD,))
    columns = told_columns(session, issue, me, closing.telling, now)
    asked = issue.handover_to
    move(session, issue, Event(me.number, "closed", now, first), state=State.CLOSED, **columns)
    if issue.owner is not None and not has_reported(session, issue, issue.owner):
        tell(session, issue, issue.owner, now, by=me.number)
    tell_reporters_closed(session, issue, me, now)
    show_change(session, issue, also=[asked])


def _left(issue: Issue, closing: Closing) -> Iterator[tuple[Step, str]]:
    texts = {Step.CAUSE: closing.cause, Step.FIX: closing.fix}
    for step in missing(issue):
        if step in _AFTER:
            yield step, texts.get(step, "")


def _demand_whole(issue: Issue, closing: Closing, *, in_one_go: bool = False) -> None:
    """Raise NotClosable unless all that is missing is said with it."""
    given = {
        Step.OWN: in_one_go,
        Step.CAUSE: bool(cleaned(closing.cause)),
        Step.FIX: bool(cleaned(closing.fix)),
        Step.FIXED: in_one_go or closing.fixed,
        Step.TOLD: closing.telling is not None,
    }
    lacking = tuple(step for step in missing(issue) if not given[step])
    if lacking:
        raise NotClosable(record=issue.label, missing=lacking, field=lacking[0].value)


_NEXT = {
    State.NEW: Step.OWN,
    State.OWNED: Step.CAUSE,
    State.CAUSE_KNOWN: Step.FIX,
    State.FIX_AGREED: Step.FIXED,
    State.FIXED: Step.TOLD,
}
_ENDS = {State.CLOSED.value, State.WONT_FIX.value, State.NOT_OURS.value}
_AFTER = {Step.CAUSE: State.CAUSE_KNOWN, Step.FIX: State.FIX_AGREED, Step.FIXED: State.FIXED}
_TEXTS = {Step.CAUSE, Step.FIX}
_LACKING = {
    Step.OWN: "nobody owns it",
    Step.CAUSE: "the cause is not known",
    Step.FIX: "no fix is agreed",
    Step.FIXED: "it is not fixed",
    Step.TOLD: "the customer was not told",
}
