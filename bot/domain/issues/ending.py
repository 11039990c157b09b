"""Issues that end otherwise, with the reason, and come to life again."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.commitments.settling import ReasonMissing
from bot.domain.history import Event
from bot.domain.issues.clocks import hours_for, own_by
from bot.domain.issues.moving import demand_going_on, move, said_words
from bot.domain.issues.news import tell_at_once
from bot.domain.issues.opening import tell_area
from bot.domain.issues.records import Issue, State
from bot.domain.issues.reporting import ReportWish, count_week, keep_report
from bot.domain.issues.rights import Act, NobodyOwnsIt, demand, has_owner
from bot.domain.issues.stepping import Telling, tell_reporters_closed, told_columns
from bot.domain.issues.telling import CHANGED, line_to, show_change
from bot.domain.issues.terms import forget_terms, learn_terms
from bot.domain.people import Person
from bot.domain.words import cleaned, words_of
from bot.errors import UserError

REOPENABLE = frozenset({State.CLOSED, State.WONT_FIX, State.NOT_OURS})
# What was found out before is to be found out again; the texts stay, to begin from.
_UNTOLD: dict[str, Any] = {
    "told_by": None,
    "told_how": None,
    "told_on": None,
    "told_count": None,
    "reason": None,
    "resumes": None,
    "waiting_on": None,
    "parked_until": None,
    "erased_at": None,  # What is said from now on has not been erased.
}


class NotReopenable(UserError):
    """{record} is not closed, so it cannot be reopened. Nothing changed."""


class WhyReopened(UserError):
    """Please say what the customer still hits, so that its owner can go on from there."""


def wont_fix(
    session: Session, issue: Issue, me: Person, reason: str, telling: Telling, now: datetime
) -> Issue:
    """Decide that it stays as it is, for a reason, once the customer was told so."""
    demand_going_on(issue)
    if issue.state is State.NEW:
        raise NobodyOwnsIt(record=issue.label)
    demand(session, issue, me, Act.DECIDE)
    columns = told_columns(session, issue, me, telling, now)
    _end(session, issue, me, (State.WONT_FIX, reason), now, columns)
    return issue


def not_ours(session: Session, issue: Issue, me: Person, reason: str, now: datetime) -> Issue:
    """Say that it is nothing customers hit, and why."""
    demand_going_on(issue)
    demand(session, issue, me, Act.DECIDE)
    _end(session, issue, me, (State.NOT_OURS, reason), now, {})
    forget_terms(session, issue.team_id, issue.number)
    return issue


def reopen(session: Session, issue: Issue, me: Person, words: str, now: datetime) -> Issue:
    """Open it again for whoever still hits it: with its owner, or new if they have left."""
    if issue.state not in REOPENABLE:
        raise NotReopenable(record=issue.label)
    demand(session, issue, me, Act.REOPEN)
    if not cleaned(words):
        raise WhyReopened(field="words")
    kept = has_owner(session, issue)
    if issue.state is State.NOT_OURS:
        find_again(session, issue)
    report = keep_report(session, issue, me, ReportWish(words=words), now, reopens=True)
    columns = {"state": State.OWNED} if kept else _without_owner(session, issue, now)
    said = said_words(session, issue.team_id, words)
    event = Event(me.number, "reopened", now, {"report": report.id}, said)
    move(
        session,
        issue,
        event,
        **_UNTOLD,
        **columns,
        reopened=issue.reopened + 1,
        reports=issue.reports + 1,
    )
    if kept:
        tell_at_once(session, issue, issue.owner, now, by=me.number)
    else:
        tell_area(session, issue, now)
    show_change(session, issue)
    count_week(session, issue.team_id, report.touchpoint, report.week)
    return issue


def find_again(session: Session, issue: Issue) -> None:
    """Have it found by its words, as long as there are any."""
    text = words_of(session, {issue.what}).get(issue.what)
    if text is not None:
        learn_terms(session, issue.team_id, issue.number, text)


def _without_owner(session: Session, issue: Issue, now: datetime) -> dict[str, Any]:
    hours = hours_for(session, issue.team_id, issue.area)
    return {
        "state": State.NEW,
        "owner": None,
        "refusals": 0,
        "own_by": own_by(hours, issue.severity, now),
    }


def _end(
    session: Session,
    issue: Issue,
    me: Person,
    why: tuple[State, str],
    now: datetime,
    columns: dict[str, Any],
) -> None:
    state, reason = why
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    words = said_words(session, issue.team_id, reason)
    asked = issue.handover_to
    event = Event(me.number, state.value, now, words=words)
    rests = {"resumes": None, "waiting_on": None, "parked_until": None}
    kept = {"reason": words.id if words else None, **rests, **columns}
    move(session, issue, event, state=state, **kept)
    if issue.owner != me.number:
        line_to(session, issue, issue.owner, CHANGED, now, once=str(issue.revision))
    tell_reporters_closed(session, issue, me, now)
    show_change(session, issue, also=[asked])
