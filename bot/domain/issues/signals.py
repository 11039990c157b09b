"""Signals from outside: each is taken once, and adds a report to an issue or opens one."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete, func, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.changing import MovedOn
from bot.domain.channels import channel_of
from bot.domain.issues.handing import hand_over
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.payloads import BadSignal, Wish, wish_in
from bot.domain.issues.records import ENDED, LETTER, Issue, Report
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import can_own, issue_numbered
from bot.domain.issues.similar import SAME_WORDS, likenesses
from bot.domain.issues.sources import Signal, Source
from bot.domain.issues.terms import terms_in
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.people import person_numbered
from bot.domain.scenes import Scene, scene_in
from bot.domain.words import folded, words_of
from bot.errors import UserError

JOINS_WITHIN = timedelta(days=30)
KEPT_FOR = timedelta(days=30)  # So long a signal that comes again gets the answer it got.
MOST_ASKED = 5  # Unanswered at once: whoever has not answered those would not answer the sixth.
MOST_ALIKE = 10
FORGOTTEN_AT_ONCE = 50
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Sent:
    """One signal as it came in: from where, under which key, and what was in it."""

    team_id: str
    source: str
    secret: str  # That it was signed with: it may have been changed since.
    key: str
    digest: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """What becomes of a signal: an HTTP status, and the answer as JSON."""

    status: int
    answer: Mapping[str, Any]


Taking = Callable[[Session, Source, Mapping[str, Any], str, datetime], dict[str, Any]]
WRONG_SIGNATURE = Taken(401, {"error": "unknown source or wrong signature"})
OTHER_CONTENT = Taken(409, {"error": "this Idempotency-Key came with other content before"})
TRY_AGAIN = Taken(503, {"error": "not saved, please send it again"})


def take_all(
    session: Session,
    sent: Sequence[Sent],
    kinds: Mapping[str, Taking],
    now: datetime,
    has_time: Callable[[], bool] = lambda: True,
) -> list[Taken]:
    """Take signals in one transaction, as many as there is time for; at least the first.

    What one is refused for undoes no other.
    """
    taken: list[Taken] = []
    for each in sent:
        if taken and not has_time():
            break
        taken.append(_taken(session, each, kinds, now))
    return taken


def take_report(
    session: Session, source: Source, payload: Mapping[str, Any], origin: str, now: datetime
) -> dict[str, Any]:
    """Add what was heard to the issue it names or repeats; else open an issue for it."""
    wish = wish_in(payload, partial(touchpoints_of, session, source.team_id), now)
    issue = _named(session, source, wish) or _repeated(session, source, wish, now)
    if issue is None:
        return _opened(session, source, wish, origin, now)
    heard = ReportWish(wish.customer, wish.heard_by, wish.words, origin, wish.heard_at)
    reported = add_report(session, issue, None, heard, now, source=source.name)
    return {"issue": issue.label, "report": reported.report.id, "opened": False}


KINDS: Mapping[str, Taking] = {"report": take_report}


def forget_old_signals(session: Session, now: datetime) -> int:
    """Forget the keys of signals that came long ago; returns how many."""
    old = select(Signal.team_id, Signal.source, Signal.key).where(
        col(Signal.received_at) < now - KEPT_FOR
    )
    rows = session.exec(old.limit(FORGOTTEN_AT_ONCE)).all()
    for team_id, source, key in rows:
        mine = (col(Signal.team_id) == team_id, col(Signal.source) == source)
        session.exec(delete(Signal).where(*mine, col(Signal.key) == key))
    return len(rows)


def _taken(session: Session, sent: Sent, kinds: Mapping[str, Taking], now: datetime) -> Taken:
    try:
        with session.begin_nested():
            return _take_once(session, sent, kinds, now)
    except BadSignal as bad:
        return Taken(400, {"error": bad.what})
    except MovedOn:
        return TRY_AGAIN
    except UserError as refused:
        return Taken(400, {"error": refused.sentence.format_map(_Facts(refused.facts))})
    except DBAPIError as error:
        # Two that waited for each other, or one that waited too long: the others go on.
        if error.connection_invalidated:
            raise
        return TRY_AGAIN


def _take_once(session: Session, sent: Sent, kinds: Mapping[str, Taking], now: datetime) -> Taken:
    source = session.get(Source, (sent.team_id, sent.source))
    if source is None or source.off_at is not None or source.secret != sent.secret:
        return WRONG_SIGNATURE
    row = Signal(
        team_id=sent.team_id,
        source=sent.source,
        key=sent.key,
        digest=sent.digest,
        received_at=now,
    )
    if not insert_once(session, row):
        return _as_before(session, sent)
    take = kinds.get(str(sent.content.get("kind", "report")))
    if take is None:
        raise BadSignal(f"kind: one of {', '.join(sorted(kinds))}")
    answer = take(session, source, sent.content, origin_of(sent), now)
    session.flush()
    _remember(session, sent, answer)
    return Taken(200, answer)


def origin_of(sent: Sent) -> str:
    """Return what makes the record of a signal the only one."""
    told = f"{sent.source}\0{sent.key}".encode()
    return f"signal:{hashlib.sha256(told).hexdigest()[:32]}"


def _as_before(session: Session, sent: Sent) -> Taken:
    known = session.get_one(Signal, (sent.team_id, sent.source, sent.key))
    return Taken(200, known.answer) if known.digest == sent.digest else OTHER_CONTENT


def _remember(session: Session, sent: Sent, answer: dict[str, Any]) -> None:
    session.exec(
        update(Signal)
        .where(
            col(Signal.team_id) == sent.team_id,
            col(Signal.source) == sent.source,
            col(Signal.key) == sent.key,
        )
        .values(answer=answer)
    )


def _named(session: Session, source: Source, wish: Wish) -> Issue | None:
    if wish.issue is None:
        return None
    issue = issue_numbered(session, source.team_id, wish.issue)
    if issue is None or (issue.is_private and not _is_from(session, issue, source)):
        raise BadSignal(f"issue: there is no {LETTER}-{wish.issue}")
    return issue


def _repeated(session: Session, source: Source, wish: Wish, now: datetime) -> Issue | None:
    """Return the open issue of this source that says the same, if it is not old."""
    for each in likenesses(session, source.team_id, wish.what)[:MOST_ALIKE]:
        issue = issue_numbered(session, source.team_id, each.number, lock=False)
        if issue is None or issue.state in ENDED or issue.made_at < now - JOINS_WITHIN:
            continue
        is_clear = each.is_same and len(terms_in(source.team_id, wish.what)) >= SAME_WORDS
        says = _says(session, issue, wish.what, is_clear=is_clear)
        if says and _is_from(session, issue, source):
            return issue_numbered(session, source.team_id, issue.number)
    return None


def _says(session: Session, issue: Issue, what: str, *, is_clear: bool) -> bool:
    """Tell whether an issue says just that; of two machines only one may have stopped."""
    said = folded(words_of(session, {issue.what}).get(issue.what, ""))
    same_numbers = sorted(_NUMBER.findall(said)) == sorted(_NUMBER.findall(what))
    return said == folded(what) or (is_clear and same_numbers)


def _is_from(session: Session, issue: Issue, source: Source) -> bool:
    """Tell whether an issue was opened by this source."""
    if issue.opened_by is not None:
        return False
    first = (
        select(Report.source)
        .where(Report.team_id == issue.team_id, Report.issue == issue.number)
        .order_by(col(Report.id))
    )
    return session.exec(first.limit(1)).first() == source.name


def _opened(
    session: Session, source: Source, wish: Wish, origin: str, now: datetime
) -> dict[str, Any]:
    """Open an issue, and ask the source's owner to own it."""
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
    return {"issue": issue.label, "report": report, "opened": True}


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


class _Facts(dict[str, Any]):
    """What a sentence is filled with; a command is named as it is by default."""

    def __missing__(self, name: str) -> str:
        return "/cx" if name == "command" else f"{{{name}}}"
