"""What signals report: one more customer for the issue they name or repeat, or a new issue."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.channels import channel_of
from bot.domain.issues.finding import source_of
from bot.domain.issues.handing import hand_over
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.payloads import BadSignal, Wish, wish_in
from bot.domain.issues.records import ENDED, LETTER, Issue, Report
from bot.domain.issues.reporting import ReportWish, add_reports
from bot.domain.issues.rights import can_own, issue_numbered
from bot.domain.issues.similar import SAME_WORDS, likenesses
from bot.domain.issues.sources import Source
from bot.domain.issues.terms import terms_in
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.people import person_numbered
from bot.domain.scenes import Scene, scene_in
from bot.domain.words import folded, words_of

JOINS_WITHIN = timedelta(days=30)
MOST_ALIKE = 10
MOST_ASKED = 5  # Unanswered at once: whoever has not answered those would not answer the sixth.
_NUMBER = re.compile(r"\d+")


def take_reports(
    session: Session,
    source: Source,
    payloads: Sequence[Mapping[str, Any]],
    origins: Sequence[str],
    now: datetime,
) -> list[dict[str, Any]]:
    """Add what was heard to the issue it names or repeats; else open an issue for it."""
    known = partial(touchpoints_of, session, source.team_id)
    wishes = [wish_in(each, known, now) for each in payloads]
    first, *others = wishes
    issue = _named(session, source, first) or _repeated(session, source, first, now)
    answers: list[dict[str, Any]] = []
    if issue is None:
        issue, answer = _opened(session, source, first, origins[0], now)
        answers, wishes = [answer], others
    heard = [
        ReportWish(wish.customer, wish.heard_by, wish.words, origin, wish.heard_at)
        for wish, origin in zip(wishes, origins[len(answers) :], strict=True)
    ]
    added = add_reports(session, issue, None, heard, now, source=source.name)
    label = issue.label
    return answers + [{"issue": label, "report": each.report.id, "opened": False} for each in added]


def _named(session: Session, source: Source, wish: Wish) -> Issue | None:
    """Return the issue that a signal names, if it names one. Raises BadSignal."""
    if wish.issue is None:
        return None
    issue = issue_numbered(session, source.team_id, wish.issue)
    if issue is None or (issue.is_private and source_of(session, issue) != source.name):
        raise BadSignal(f"issue: there is no {LETTER}-{wish.issue}")
    return issue


def _repeated(session: Session, source: Source, wish: Wish, now: datetime) -> Issue | None:
    """Return the open issue of this source that says the same as a signal, if it is not old."""
    alike = likenesses(session, source.team_id, wish.what)
    for each in [each for each in alike if each.is_same][:MOST_ALIKE]:
        issue = issue_numbered(session, source.team_id, each.number)
        if issue is None or issue.state in ENDED or issue.made_at < now - JOINS_WITHIN:
            continue
        if _says(session, issue, wish.what) and source_of(session, issue) == source.name:
            return issue
    return None


def _says(session: Session, issue: Issue, what: str) -> bool:
    """Tell whether an issue that is worded alike says just that.

    A few words may be alike by chance; of two machines only one may have stopped.
    """
    said = folded(words_of(session, {issue.what}).get(issue.what, ""))
    is_clear = len(terms_in(issue.team_id, what)) >= SAME_WORDS
    same_numbers = sorted(_NUMBER.findall(said)) == sorted(_NUMBER.findall(what))
    return said == folded(what) or (is_clear and same_numbers)


def _opened(
    session: Session, source: Source, wish: Wish, origin: str, now: datetime
) -> tuple[Issue, dict[str, Any]]:
    """Open an issue, and ask the source's owner to own it; returns the answer, too."""
    draft = Draft(
        what=wish.what,
        touchpoint=wish.touchpoint or source.touchpoint,
        severity=wish.severity,
        customer=wish.customer,
        heard_by=wish.heard_by,
        words=wish.words,
        heard_at=wish.heard_at,
    )
    scene = _scene_of(session, source, origin)
    opened = open_issue(
        session, None, draft, scene, now, team_id=source.team_id, source=source.name
    )
    issue = opened.issue
    report = session.exec(
        select(Report.id)
        .where(Report.team_id == issue.team_id, Report.issue == issue.number)
        .limit(1)
    ).one()
    _ask_owner(session, source, issue, now)
    return issue, {"issue": issue.label, "report": report, "opened": True}


def _ask_owner(session: Session, source: Source, issue: Issue, now: datetime) -> None:
    owner = person_numbered(session, source.team_id, source.owner)
    asked = select(func.count()).where(
        Issue.team_id == source.team_id,
        Issue.handover_to == owner.number,
        col(Issue.open_rank) >= 0,
    )
    if can_own(owner) and session.exec(asked).one() < MOST_ASKED:
        hand_over(session, issue, None, owner, now)


def _scene_of(session: Session, source: Source, origin: str) -> Scene:
    channel = channel_of(session, source.team_id, source.channel_id)
    if channel is None:
        return Scene(is_private=False, origin=origin)
    return scene_in(channel, origin=origin)
