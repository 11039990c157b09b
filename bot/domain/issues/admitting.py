"""Who may begin what: nobody is asked to fill in what would be refused afterwards."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.issues.ending import REOPENABLE, NotReopenable
from bot.domain.issues.handing import NotAsked, demand_somebody
from bot.domain.issues.moving import demand_going_on
from bot.domain.issues.records import Issue, State
from bot.domain.issues.rights import Act, NobodyOwnsIt, demand
from bot.domain.issues.stepping import NotItsTurn, Step, demand_step, next_step
from bot.domain.people import Person
from bot.domain.unfinished import FormKind

Check = Callable[[Session, Issue, Person, datetime], None]


def demand_form(session: Session, issue: Issue, me: Person, kind: FormKind, now: datetime) -> None:
    """Raise what the act itself would raise, before anything more is asked for it."""
    if kind in _CHECKS:
        _CHECKS[kind](session, issue, me, now)


def _deciding(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    """Raise NobodyOwnsIt too: what nobody owns has nobody who decides on it."""
    if issue.state is State.NEW:
        raise NobodyOwnsIt(record=issue.label)
    _while_open(Act.DECIDE, session, issue, me, now)


def _while_open(act: Act, session: Session, issue: Issue, me: Person, now: datetime) -> None:
    demand_going_on(issue)
    demand(session, issue, me, act, now)


def _stepping(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    del now
    demand_step(session, issue, me)


def _telling(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    _stepping(session, issue, me, now)
    if next_step(issue) is not Step.TOLD:
        raise NotItsTurn(record=issue.label)


def _solving(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    if issue.state is State.NEW:
        _while_open(Act.OWN, session, issue, me, now)
    else:
        _stepping(session, issue, me, now)


def _declining(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    demand_going_on(issue)
    if issue.handover_to is None:
        raise NotAsked(record=issue.label)
    demand(session, issue, me, Act.ANSWER, now)


def _discussing(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    _declining(session, issue, me, now)
    demand_somebody(issue)


def _reopening(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    if issue.state not in REOPENABLE:
        raise NotReopenable(record=issue.label)
    demand(session, issue, me, Act.REOPEN, now)


_CHECKS: Mapping[FormKind, Check] = {
    FormKind.ISSUE_CHANGE: partial(_while_open, Act.SORT),
    FormKind.ISSUE_STEP: _stepping,
    FormKind.ISSUE_SOLVED: _solving,
    FormKind.ISSUE_TOLD: _telling,
    FormKind.ISSUE_HANDOVER: partial(_while_open, Act.REASSIGN),
    FormKind.ISSUE_DECLINE: _declining,
    FormKind.ISSUE_DISCUSS: _discussing,
    FormKind.ISSUE_WAIT: _deciding,
    FormKind.ISSUE_PARK: _deciding,
    FormKind.ISSUE_WONT_FIX: _deciding,
    FormKind.ISSUE_NOT_OURS: partial(_while_open, Act.DECIDE),
    FormKind.ISSUE_MERGE: partial(_while_open, Act.DECIDE),
    FormKind.ISSUE_HELPING: partial(_while_open, Act.HELP),
    FormKind.ISSUE_WORTH: partial(_while_open, Act.SORT),
    FormKind.ISSUE_REOPEN: _reopening,
    FormKind.ISSUE_SHARE: partial(_while_open, Act.SORT),
}
