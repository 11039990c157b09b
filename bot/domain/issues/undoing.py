"""Undo: for ten minutes, the last change of an issue, by who made it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Enum, delete, inspect, update
from sqlmodel import Session, col, select

from bot.database import Moment
from bot.domain.history import Event, Happening, last_of
from bot.domain.issues.ending import find_again
from bot.domain.issues.finding import merged_with
from bot.domain.issues.handings import begin_handing, drop_handing, go_on_handing
from bot.domain.issues.moving import move
from bot.domain.issues.owning import start_helping, stop_helping
from bot.domain.issues.records import NOUN, Issue, Report, State
from bot.domain.issues.reporting import count_week
from bot.domain.issues.telling import show_change, unsay, untell
from bot.domain.issues.terms import forget_terms
from bot.domain.issues.wording import count_anew, is_relied_on
from bot.domain.people import Person, person_numbered
from bot.errors import UserError

UNDONE_WITHIN = timedelta(minutes=10)
_LAST_WORD = {"undone", "merged"}


class UndoOver(UserError):
    """The ten minutes for undoing are over. {record} stays as it is; you can still change it."""


class ActedOnSince(UserError):
    """{record} has changed since then, so undoing would surprise others. It stays as it is."""


class NotYourChange(UserError):
    """Only the person who did that can undo it, so nothing changed."""


def undo(session: Session, issue: Issue, me: Person, revision: int, now: datetime) -> Issue:
    """Take back one change: an issue just opened is withdrawn, any other is as it was before."""
    happening = last_of(session, me.team_id, NOUN, issue.number, revision)
    if happening is None or not _is_last(session, issue, happening):
        raise ActedOnSince(record=issue.label)
    if happening.person != me.number:
        raise NotYourChange
    if now > happening.at + UNDONE_WITHIN:
        raise UndoOver(record=issue.label)
    if happening.what == "opened":
        _withdraw(session, issue, me, now)
    else:
        _restore(session, issue, me, happening, now)
    show_change(session, issue, also=_everybody(happening))
    return issue


def undoable(happening: Happening | None, reader: int, now: datetime) -> bool:
    """Tell whether to offer Undo to a reader."""
    return (
        happening is not None
        and happening.person == reader
        and happening.what not in _LAST_WORD
        and now <= happening.at + UNDONE_WITHIN
    )


def _is_last(session: Session, issue: Issue, happening: Happening) -> bool:
    """Tell whether nothing happened since; what its opener alone has touched is still theirs."""
    if happening.what in _LAST_WORD or issue.state is State.WITHDRAWN:
        return False
    if happening.what == "opened":
        return not is_relied_on(session, issue)
    return happening.seq == issue.revision


def _withdraw(session: Session, issue: Issue, me: Person, now: datetime) -> None:
    _forget_reports(session, issue, Report.issue == issue.number)
    event = Event(me.number, "undone", now)
    move(session, issue, event, state=State.WITHDRAWN, owner=None, reports=0)
    forget_terms(session, issue.team_id, issue.number)
    unsay(session, issue)


def _restore(
    session: Session, issue: Issue, me: Person, happening: Happening, now: datetime
) -> None:
    """Have an issue as it was before one act, which may be several lines of its history."""
    first = int(happening.facts.get("act") or happening.seq)
    story = [
        last_of(session, issue.team_id, NOUN, issue.number, seq)
        for seq in range(issue.revision, first - 1, -1)
    ]
    before: dict[str, Any] = {}
    for each in story:
        before |= each.facts.get("before", {}) if each else {}
    untell(session, issue, first)
    move(session, issue, Event(me.number, "undone", now), **_read_back(before))
    for each in story:
        if each is not None and each.what in _BESIDE:
            _BESIDE[each.what](session, issue, each)


def _unreport(session: Session, issue: Issue, happening: Happening) -> None:
    _forget_reports(session, issue, Report.id == int(happening.facts["report"]))
    if happening.facts.get("before", {}).get("state") == State.NOT_OURS:
        forget_terms(session, issue.team_id, issue.number)


def _unhelp(session: Session, issue: Issue, happening: Happening) -> None:
    stop_helping(session, issue, int(happening.facts["to"]))


def _help_again(session: Session, issue: Issue, happening: Happening) -> None:
    start_helping(session, issue, int(happening.facts["to"]))


def _give_back(session: Session, issue: Issue, happening: Happening) -> None:
    if happening.facts.get("helped") and happening.person is not None:
        start_helping(session, issue, happening.person)
    go_on_handing(session, issue, happening.at)


def _ask_again(session: Session, issue: Issue, happening: Happening) -> None:
    """Have the clock run from when they were asked, since they are asked again."""
    del happening
    if issue.handover_to is not None and issue.asked_at is not None:
        asked = person_numbered(session, issue.team_id, issue.handover_to)
        begin_handing(session, issue, asked, issue.asked_at)


def _ask_no_more(session: Session, issue: Issue, happening: Happening) -> None:
    drop_handing(session, issue)
    _ask_again(session, issue, happening)


def _name_as_before(session: Session, issue: Issue, happening: Happening) -> None:
    mine = (col(Report.team_id) == issue.team_id, col(Report.id) == happening.facts["report"])
    session.exec(update(Report).where(*mine).values(customer=happening.facts["customer"]))


def _sort_back(session: Session, issue: Issue, happening: Happening) -> None:
    del happening
    count_anew(session, issue)


def _find_again(session: Session, issue: Issue, happening: Happening) -> None:
    del happening
    find_again(session, issue)


def _part(session: Session, issue: Issue, happening: Happening) -> None:
    """Take two issues apart again. Raises ActedOnSince when somebody is at the other one."""
    number = int(happening.facts["from"])
    theirs = select(Issue).where(Issue.team_id == issue.team_id, Issue.number == number)
    # Not waited for: somebody may be there already and wait for this one.
    locked = theirs.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    other = session.exec(locked).one_or_none()
    merged = other and last_of(session, issue.team_id, NOUN, number, other.revision)
    if other is None or merged is None or merged.what != "merged":
        raise ActedOnSince(record=issue.label)
    for person in happening.facts["helpers"]:
        stop_helping(session, issue, int(person))
    for person in merged.facts["helpers"]:
        start_helping(session, other, int(person))
    _give_reports_back(session, issue, other)
    back = _read_back(merged.facts["before"])
    move(session, other, Event(happening.person, "undone", issue.changed_at), **back)
    show_change(session, other)


def _give_reports_back(session: Session, issue: Issue, other: Issue) -> None:
    ours = {other.number, *merged_with(session, other)}
    theirs = update(Report).where(
        col(Report.team_id) == issue.team_id,
        col(Report.issue) == issue.number,
        col(Report.first_issue).in_(ours),
    )
    session.exec(theirs.values(issue=other.number))


# What a change did besides the row itself, and how that is taken back.
_BESIDE: Mapping[str, Callable[[Session, Issue, Happening], None]] = {
    "reported": _unreport,
    "reopened": _unreport,
    "helper_added": _unhelp,
    "helper_removed": _help_again,
    "owned": _give_back,
    "taken_over": _give_back,
    "handed_over": _ask_no_more,
    "declined": _ask_again,
    "offer_taken_back": _ask_again,
    "sorted": _sort_back,
    "customer_named": _name_as_before,
    "reworded": _find_again,
    "not_ours": _find_again,
    "took_in": _part,
}


def _forget_reports(session: Session, issue: Issue, which: Any) -> None:
    mine = (col(Report.team_id) == issue.team_id, which)
    found = session.exec(select(Report).where(*mine).order_by(col(Report.week))).all()
    session.exec(delete(Report).where(*mine))
    for report in found:
        count_week(session, issue.team_id, report.touchpoint, report.week, -1)


def _read_back(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as they were, from what the history keeps of them."""
    return {name: _value(name, kept) for name, kept in before.items()}


def _value(name: str, kept: Any) -> Any:
    kind = inspect(Issue).columns[name].type
    if kept is None:
        return None
    if isinstance(kind, Moment):
        return datetime.fromisoformat(kept)
    if isinstance(kind, Date):
        return date.fromisoformat(kept)
    return kind.enum_class(kept) if isinstance(kind, Enum) and kind.enum_class else kept


def _everybody(happening: Happening) -> frozenset[int]:
    if happening.what in {"merged", "took_in"}:
        return frozenset()
    named = (happening.facts.get(name) for name in ("to", "from", "asked_by"))
    return frozenset(int(number) for number in named if number is not None)
