"""Issues that are worded alike: what was seen before, and what a few words find."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.orm import object_session
from sqlmodel import Session, col, select

from bot.domain.issues.records import ENDED, Issue, State
from bot.domain.issues.rights import MOST_MERGERS, can_see
from bot.domain.issues.terms import counts_of, terms_in, terms_kept
from bot.domain.people import Person

# However many issues there are, a search looks at so many of them.
MOST_LOOKED_AT = 400
READ_AT_ONCE = 50
RAREST = 6
ALIKE = 0.4  # Of what a text says, weighed by how rare its words are, the other one says too.
SAME = 0.9  # From here on nobody needs to be asked.
SAME_WORDS = 4  # With fewer, “login fails” and “login fails again” are not the same for sure.
STILL_SHOWN = timedelta(days=90)
# CROSS JOIN: else SQLite may ask its full-text index about each issue, one by one. As materialized:
# else PostgreSQL may go through all issues by age, to spare itself a sort.
_ANY = {
    "sqlite": text(
        "SELECT s.id, s.number, s.terms FROM issue_fts f"
        " CROSS JOIN issue_search s ON s.id = f.rowid"
        " WHERE issue_fts MATCH :terms AND s.team_id = :team"
    ),
    "postgresql": text(
        "WITH found AS MATERIALIZED (SELECT id, number, terms FROM issue_search"
        " WHERE terms @@ CAST(:terms AS tsquery) AND team_id = :team)"
        " SELECT id, number, CAST(terms AS text) AS terms FROM found"
    ),
}
_NEWEST = {
    "sqlite": text(
        "SELECT s.id, s.number, s.terms FROM issue_fts f"
        " CROSS JOIN issue_search s ON s.id = f.rowid"
        " WHERE issue_fts MATCH :terms AND s.team_id = :team ORDER BY f.rowid DESC LIMIT :most"
    ),
    "postgresql": text(
        "SELECT id, number, CAST(terms AS text) AS terms FROM (SELECT id, number, terms"
        " FROM issue_search WHERE team_id = :team ORDER BY id DESC LIMIT 1000)"
        " AS newest WHERE terms @@ CAST(:terms AS tsquery) ORDER BY id DESC LIMIT :most"
    ),
}
_JOINED = {"sqlite": (" OR ", " AND "), "postgresql": (" | ", " & ")}


@dataclass(frozen=True)
class Likeness:
    """How much of one text is in an issue, from 0 to 1, and of the issue in the text."""

    number: int
    said: float
    both: float

    @property
    def is_same(self) -> bool:
        return min(self.said, self.both) >= SAME


def similar_issues(
    session: Session,
    me: Person,
    wording: str,
    now: datetime,
    most: int = 3,
    place: str = "",
    but: int | None = None,
) -> list[Issue]:
    """Return the issues that say much the same, the most alike first, as far as I may see them."""
    alike = [each.number for each in likenesses(session, me.team_id, wording) if each.said >= ALIKE]
    standing = _standing(_read(session, me.team_id, alike), now, but)
    return _seen(session, standing, me, place, most)


def find_issues(
    session: Session, me: Person, wording: str, place: str = "", most: int = 50
) -> list[Issue]:
    """Return the issues that hold all these words, the newest first, as far as I may see them."""
    terms = terms_in(me.team_id, wording)
    counts = counts_of(session, me.team_id, terms)
    if not terms or len(counts) < len(terms):
        return []
    rows = _holding_all(session, me.team_id, list(counts.items()))
    numbers = [row.number for row in sorted(rows, key=lambda row: -row.id)]
    return _seen(session, _read(session, me.team_id, numbers), me, place, most)


def likenesses(session: Session, team_id: str, wording: str) -> list[Likeness]:
    """Return how alike issues are to a text, the most alike first; who may see them is not asked.

    What a rare word weighs is by how few issues have it.
    """
    terms = terms_in(team_id, wording)
    counts = counts_of(session, team_id, terms)
    if not counts:
        return []
    rows = _candidates(session, team_id, counts)
    total = max((row.id for row in rows), default=1)
    weights = {term: math.log(1 + total / (counts.get(term) or 1)) for term in terms}
    alike = [_likeness(row.number, terms_kept(row.terms), weights) for row in rows]
    return sorted(alike, key=lambda each: (each.said + each.both, each.number), reverse=True)


def _candidates(session: Session, team_id: str, counts: Mapping[str, int]) -> list[Row[Any]]:
    """Return the issues that hold the rarest of these words, or several of the common ones."""
    chosen: list[str] = []
    looked_at = 0
    for term, issues in counts.items():
        looked_at += issues
        if looked_at > MOST_LOOKED_AT or len(chosen) == RAREST:
            break
        chosen.append(term)
    if chosen:
        return _rows(session, _ANY, team_id, _query(session, chosen, every=False))
    return _holding_all(session, team_id, list(counts.items())[:3])


def _holding_all(
    session: Session, team_id: str, counted: Sequence[tuple[str, int]]
) -> list[Row[Any]]:
    """Return the issues that hold all of these words; of very many, only some of the newest."""
    query = _query(session, [term for term, _ in counted], every=True)
    if counted[0][1] <= MOST_LOOKED_AT:
        return _rows(session, _ANY, team_id, query)
    return _rows(session, _NEWEST, team_id, query, most=MOST_LOOKED_AT)


def _query(session: Session, terms: Iterable[str], *, every: bool) -> str:
    """Return the question in the database's own words. Fingerprints mean nothing to it."""
    # In quotes, since one such as 12e4 could be taken for a number.
    quote = '"' if _dialect(session) == "sqlite" else "'"
    return _JOINED[_dialect(session)][every].join(f"{quote}{term}{quote}" for term in terms)


def _rows(
    session: Session,
    statements: Mapping[str, TextClause],
    team_id: str,
    query: str,
    **more: int,
) -> list[Row[Any]]:
    session.flush()
    statement = statements[_dialect(session)]
    return list(session.execute(statement, {"team": team_id, "terms": query, **more}))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _likeness(number: int, held: Collection[str], weights: Mapping[str, float]) -> Likeness:
    shared = [term for term in weights if term in held]
    said = sum(weights[term] for term in shared) / sum(weights.values())
    return Likeness(number, said, len(shared) / max(len(held), 1))


def _read(session: Session, team_id: str, numbers: Sequence[int]) -> Iterator[Issue]:
    """Read issues in this order, some at a time: most readers need only the first ones."""
    for at in range(0, len(numbers), READ_AT_ONCE):
        some = numbers[at : at + READ_AT_ONCE]
        found = select(Issue).where(Issue.team_id == team_id, col(Issue.number).in_(some))
        issues = {issue.number: issue for issue in session.exec(found)}
        yield from (issues[number] for number in some)


def _standing(issues: Iterable[Issue], now: datetime, but: int | None) -> Iterator[Issue]:
    """Follow mergers, and leave out what is no issue any more or has long been settled."""
    seen = {but}
    for each in issues:
        issue = surviving(each)
        if issue.number not in seen and is_worth_showing(issue, now):
            yield issue
        seen.add(issue.number)


def surviving(issue: Issue) -> Issue:
    """Return the issue that this one became part of, if it did."""
    session = object_session(issue)
    for _ in range(MOST_MERGERS):
        if issue.merged_into is None or session is None:
            break
        issue = session.get_one(Issue, (issue.team_id, issue.merged_into))
    return issue


def is_worth_showing(issue: Issue, now: datetime) -> bool:
    """Tell whether an issue is open, or was settled not long ago."""
    if issue.state in {State.WITHDRAWN, State.NOT_OURS, State.MERGED}:
        return False
    return issue.state not in ENDED or (issue.ended_at or issue.changed_at) > now - STILL_SHOWN


def _seen(
    session: Session, issues: Iterable[Issue], me: Person, place: str, most: int
) -> list[Issue]:
    seen = (issue for issue in issues if can_see(session, issue, me, place))
    return list(islice(seen, most))
