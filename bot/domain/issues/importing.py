"""Bringing in what was reported elsewhere before: many rows in one transaction, each once.

Nobody is told of them, and no clock runs for them: they are the past, until somebody owns one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.counters import next_numbers
from bot.domain.history import Event
from bot.domain.issues.moving import move, record_opened
from bot.domain.issues.payloads import BadSignal, Wish, wish_in
from bot.domain.issues.records import LETTER, NOUN, Issue, Report, State
from bot.domain.issues.reporting import count_week, week_of
from bot.domain.issues.rights import issue_numbered
from bot.domain.issues.terms import learn_all_terms
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.words import Words, cleaned, folded, keep_all_words

COLUMNS = (
    *("issue", "what", "customer", "words", "touchpoint"),
    *("severity", "heard_by", "happened_at"),
)
OLDEST = timedelta(days=3653)


@dataclass(frozen=True)
class Row:
    """One line of a file: its number there, what makes it the only one, and its columns."""

    number: int
    origin: str
    columns: Mapping[str, str]


@dataclass
class Imported:
    """What became of some rows: how many were taken or there before, and why others were not."""

    taken: int = 0
    there_before: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Imported") -> None:
        self.taken += other.taken
        self.there_before += other.there_before
        self.refused += other.refused


@dataclass(frozen=True)
class Understood:
    """A row that can be taken."""

    row: Row
    wish: Wish


def row_origin(team_id: str, columns: Mapping[str, str], nth: int) -> str:
    """Return what a row is known by: its content, and how often that stood in the file before."""
    told = "\0".join(f"{name}={columns.get(name, '')}" for name in COLUMNS)
    return f"import:{_digest(team_id, told, str(nth))}"


def understood(
    rows: Iterable[Row], touchpoints: Sequence[Touchpoint], now: datetime
) -> tuple[list[Understood], Imported]:
    """Part the rows that can be taken from those that cannot, with the reason."""
    good, outcome = [], Imported()
    for row in rows:
        try:
            good.append(Understood(row, wish_in(row.columns, lambda: touchpoints, now, OLDEST)))
        except BadSignal as bad:
            outcome.refused.append((row.number, bad.what))
    return good, outcome


def import_rows(
    session: Session,
    team_id: str,
    rows: Sequence[Row],
    touchpoints: Sequence[Touchpoint],
    now: datetime,
) -> Imported:
    """Take the rows that are new: those worded alike become reports of one issue."""
    good, outcome = understood(rows, touchpoints, now)
    there = _there_before(session, team_id, [each.row.origin for each in good])
    new = [each for each in good if each.row.origin not in there]
    outcome.there_before = len(good) - len(new)
    issues = _issues_for(session, team_id, new, outcome, now)
    taken = [each for each in new if each.row.origin in issues]
    _keep_reports(session, team_id, taken, issues, now)
    outcome.taken = len(taken)
    return outcome


def _there_before(session: Session, team_id: str, origins: Sequence[str]) -> set[str | None]:
    known = select(Report.origin).where(Report.team_id == team_id, col(Report.origin).in_(origins))
    return set(session.exec(known))


def _issues_for(
    session: Session, team_id: str, rows: Sequence[Understood], outcome: Imported, now: datetime
) -> dict[str, Issue]:
    """Return the issue of each row, by the row's origin; a row without one is refused."""
    found: dict[str, Issue] = {}
    unnamed: list[Understood] = []
    for each in rows:
        if each.wish.issue is None:
            unnamed.append(each)
            continue
        issue = issue_numbered(session, team_id, each.wish.issue)
        if issue is None or issue.state is State.WITHDRAWN:
            told = f"issue: there is no {LETTER}-{each.wish.issue}"
            outcome.refused.append((each.row.number, told))
        else:
            found[each.row.origin] = issue
    return found | _worded(session, team_id, unnamed, now)


def _worded(
    session: Session, team_id: str, rows: Sequence[Understood], now: datetime
) -> dict[str, Issue]:
    """Return the issue that has a row's wording: one from an earlier import, or a new one."""
    origins = {each.row.origin: _wording(team_id, each.wish.what) for each in rows}
    known = select(Issue).where(
        Issue.team_id == team_id, col(Issue.origin).in_(set(origins.values()))
    )
    # Locked, so that nobody changes one meanwhile; a merged one leads to what it became part of.
    there = {str(each.origin): each.number for each in session.exec(known)}
    issues = {origin: _locked(session, team_id, number) for origin, number in there.items()}
    first = {origins[each.row.origin]: each.wish for each in reversed(rows)}
    missing = [origin for origin in dict.fromkeys(origins.values()) if origin not in issues]
    if missing:
        issues |= _opened(session, team_id, {each: first[each] for each in missing}, now)
    return {origin: issues[wording] for origin, wording in origins.items()}


def _locked(session: Session, team_id: str, number: int) -> Issue:
    issue = issue_numbered(session, team_id, number)
    return issue or session.get_one(Issue, (team_id, number))


def _opened(
    session: Session, team_id: str, wishes: Mapping[str, Wish], now: datetime
) -> dict[str, Issue]:
    """Open an issue for each wording, and have it found by its words."""
    texts = keep_all_words(session, team_id, [wish.what for wish in wishes.values()])
    numbers = next_numbers(session, team_id, NOUN, len(wishes))
    made = {
        origin: _issue(team_id, number, (origin, wish), words, now)
        for (origin, wish), number, words in zip(wishes.items(), numbers, texts, strict=True)
    }
    session.add_all(made.values())
    session.flush()
    for issue, words in zip(made.values(), texts, strict=True):
        record_opened(session, issue, words, now)
    wordings = {made[origin].number: wish.what for origin, wish in wishes.items()}
    learn_all_terms(session, team_id, wordings)
    return made


def _issue(team_id: str, number: int, of: tuple[str, Wish], words: Words, now: datetime) -> Issue:
    origin, wish = of
    return Issue(
        team_id=team_id,
        number=number,
        what=words.id,
        touchpoint=wish.touchpoint,
        severity=wish.severity,
        made_at=wish.heard_at or now,
        changed_at=now,
        entered_at=now,
        origin=origin,
    )


def _keep_reports(
    session: Session,
    team_id: str,
    rows: Sequence[Understood],
    issues: Mapping[str, Issue],
    now: datetime,
) -> None:
    session.flush()
    words = _words(session, team_id, rows)
    reports = [_report(each, issues[each.row.origin], words, now) for each in rows]
    session.add_all(reports)
    session.flush()
    of = {issue.number: issue for issue in issues.values()}
    for number, many in Counter(each.issue for each in reports).items():
        _count(session, of[number], many, now)
    weeks = Counter((each.touchpoint, each.week) for each in reports)
    for touchpoint, week in sorted(weeks, key=lambda at: (at[0] or 0, at[1])):
        count_week(session, team_id, touchpoint, week, weeks[touchpoint, week])


def _count(session: Session, issue: Issue, many: int, now: datetime) -> None:
    """Count reports on an issue; the ones that it is opened with are no change of it."""
    if issue.reports == 0:
        issue.reports = many
        session.add(issue)
        return
    move(session, issue, Event(None, "reported", now, {"many": many}), reports=issue.reports + many)


def _words(
    session: Session, team_id: str, rows: Sequence[Understood]
) -> dict[tuple[str, str], Words]:
    """Keep what customers said, and who they are, all in one go."""
    texts = {
        (each.row.origin, name): text
        for each in rows
        for name, text in (("customer", each.wish.customer), ("words", each.wish.words))
        if cleaned(text)
    }
    return dict(zip(texts, keep_all_words(session, team_id, texts.values()), strict=True))


def _report(
    each: Understood, issue: Issue, words: Mapping[tuple[str, str], Words], now: datetime
) -> Report:
    wish, origin = each.wish, each.row.origin
    at = wish.heard_at or now
    customer, said = words.get((origin, "customer")), words.get((origin, "words"))
    return Report(
        team_id=issue.team_id,
        issue=issue.number,
        first_issue=issue.number,
        heard_by=wish.heard_by,
        customer=customer.id if customer else None,
        words=said.id if said else None,
        touchpoint=wish.touchpoint or issue.touchpoint,
        week=week_of(at),
        made_at=at,
        origin=origin,
    )


def _wording(team_id: str, what: str) -> str:
    return f"import:{_digest(team_id, folded(what))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
