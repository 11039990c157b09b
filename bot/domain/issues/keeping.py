"""What time does to issues: clocks that run out, offers without an answer, words not kept."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.areas import AreaMember
from bot.domain.history import story_of
from bot.domain.issues.clocks import back_at, brief_at, long_at, reminds_at
from bot.domain.issues.handing import lapse
from bot.domain.issues.moving import look
from bot.domain.issues.owning import reporters_of
from bot.domain.issues.records import ENDED, NOUN, RESTING, Issue, Report, State
from bot.domain.issues.resting import go_on
from bot.domain.issues.stepping import tell_more_reporters
from bot.domain.issues.telling import (
    OFFER_WAITS,
    STANDS,
    STILL_WAITS,
    UNOWNED,
    line_in_brief,
    line_to,
    show_change,
)
from bot.domain.issues.terms import forget_terms
from bot.domain.keeping import BATCH, erase_words, old_since, said_in_time, some_of

TEXTS = ("what", "reason", "cause", "fix", "told_how", "worth_basis")


def look_at_issues(session: Session, now: datetime) -> int:
    """Say what has fallen due of issues, and plan the next look at each; returns how many."""
    due = (
        select(Issue)
        .where(col(Issue.next_look_at) <= now)
        .order_by(col(Issue.next_look_at))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    issues = session.exec(due).all()
    for issue in issues:
        _look_at(session, issue, now)
    return len(issues)


def erase_issue_words(session: Session, now: datetime, months: int) -> int:
    """Erase the words of issues that ended so many months ago; returns how many records.

    What happened stays in the history, which holds no words.
    """
    is_old = old_since(Issue.ended_at, now, months)
    ended = some_of(session, Issue, col(Issue.erased_at).is_(None), is_old)
    for issue in ended:
        erase_words(session, _said_on(session, issue))
        forget_terms(session, issue.team_id, issue.number)
        issue.erased_at = now
        session.add(issue)
        show_change(session, issue)
    return len(ended)


def crosses_areas(session: Session, issue: Issue) -> bool:
    """Tell whether it was heard in one area and belongs to another, or to none."""
    if issue.area is None:
        return True
    elsewhere = select(AreaMember.person).where(
        AreaMember.team_id == issue.team_id,
        col(AreaMember.person).in_(reporters_of(session, issue)),
        AreaMember.area != issue.area,
    )
    return session.exec(elsewhere.limit(1)).first() is not None


def _look_at(session: Session, issue: Issue, now: datetime) -> None:
    if issue.state in ENDED and tell_more_reporters(session, issue, now):
        return  # There are more; they are told next.
    for due_at, say in _DUE:
        moment = due_at(session, issue)
        if moment is not None and moment <= now:
            say(session, issue, now)
    look(session, issue, now)


def _come_back(session: Session, issue: Issue, now: datetime) -> None:
    go_on(session, issue, None, now)


def _let_lapse(session: Session, issue: Issue, now: datetime) -> None:
    lapse(session, issue, now)


def _remind_asker(session: Session, issue: Issue, now: datetime) -> None:
    """Tell who asked, or who has it meanwhile, that there is no answer yet."""
    once = issue.asked_at.isoformat() if issue.asked_at else ""
    line_to(session, issue, issue.asked_by or issue.owner, OFFER_WAITS, now, once=once)


def _tell_cco(session: Session, issue: Issue, now: datetime) -> None:
    once = issue.entered_at.date().isoformat()
    line_in_brief(session, issue, UNOWNED, now, once, cross=crosses_areas(session, issue))


def _tell_owner(session: Session, issue: Issue, now: datetime) -> None:
    """Have its owner read that it stands where it is; nobody else hears of that from here."""
    kind = STILL_WAITS if issue.state in RESTING else STANDS
    entered = issue.entered_at.isoformat()
    line_to(session, issue, issue.owner, kind, now, once=entered, facts={"entered": entered})


def _brief_due(session: Session, issue: Issue) -> datetime | None:
    return brief_at(session, issue) if issue.state is State.NEW else None


def _lapse_due(session: Session, issue: Issue) -> datetime | None:
    del session
    return issue.answer_by if issue.handover_to is not None else None


Due = Callable[[Session, Issue], datetime | None]
Say = Callable[[Session, Issue, datetime], None]
_DUE: tuple[tuple[Due, Say], ...] = (
    (back_at, _come_back),
    (_lapse_due, _let_lapse),
    (reminds_at, _remind_asker),
    (_brief_due, _tell_cco),
    (long_at, _tell_owner),
)


def _said_on(session: Session, issue: Issue) -> Iterator[int | None]:
    """Yield the texts that the record, its reports and its history point to.

    A report that moved to another issue is erased with that one.
    """
    yield from (getattr(issue, name) for name in TEXTS)
    said = select(Report.customer, Report.words).where(
        Report.team_id == issue.team_id, Report.issue == issue.number
    )
    for customer, words in session.exec(said):
        yield from (customer, words)
    yield from said_in_time(session, issue.team_id, NOUN, issue.number, TEXTS)
    for happening in story_of(session, issue.team_id, NOUN, issue.number):
        yield happening.facts.get("customer")  # As the customer was called before.
