"""What an issue's wording is found by: fingerprints of its words, never the words themselves."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    delete,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, Session, col

from bot.database import BigId
from bot.database.rows import Row
from bot.domain.words import cleaned

MOST_TERMS = 40  # Of one text: more make it no easier to find.
ROOT = 6  # Letters. Longer words are known by their beginning: invoice, invoices, invoicing.
PLURAL = 4  # Letters, from which a last s says more than one.
BYTES = 6  # 2⁴⁸ fingerprints: two of a million words meet once in five hundred workspaces.
_WITHOUT_BLANKS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)
_FINGERPRINT = re.compile(r"[0-9a-f]+")


class SearchRow(Row, table=True):
    """What one issue is found by. SQLite keeps an FTS5 index of it, PostgreSQL indexes the row."""

    __tablename__ = "issue_search"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "number"], ["issues.team_id", "issues.number"]),
        UniqueConstraint("team_id", "number"),
        Index("issue_search_newest", "team_id", "id"),
        # A list of what is still to be indexed would be read in every search.
        Index(
            "issue_search_terms",
            "terms",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ).ddl_if(dialect="postgresql"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    team_id: str = Field(max_length=32)
    number: int
    terms: str = Field(sa_type=Text().with_variant(TSVECTOR(), "postgresql"))


class TermCount(Row, table=True):
    """In how many issues a term is, so that a search begins with the rarest ones."""

    __tablename__ = "issue_terms"

    team_id: str = Field(primary_key=True, max_length=32)
    term: str = Field(primary_key=True, max_length=2 * BYTES)
    issues: int


def terms_in(team_id: str, text: str) -> list[str]:
    """Return the fingerprints of a text's words, each once, in the order of the text."""
    key = team_id.encode()
    roots = dict.fromkeys(root for word in _words_in(cleaned(text)) for root in _roots(word))
    return [_fingerprint(key, root) for root in list(roots)[:MOST_TERMS]]


def terms_kept(row_terms: str) -> set[str]:
    """Read back a row's terms, which PostgreSQL gives in quotes."""
    return set(_FINGERPRINT.findall(row_terms))


def learn_terms(session: Session, team_id: str, number: int, text: str) -> None:
    """Have an issue found by this wording from now on, and by no other."""
    gone = _taken_out(session, team_id, number)
    _write(session, team_id, {number: text}, dict.fromkeys(gone, -1))


def learn_all_terms(session: Session, team_id: str, texts: Mapping[int, str]) -> None:
    """Have issues found by their wording, many in one go; none of them was known before."""
    _write(session, team_id, texts, {})


def forget_terms(session: Session, team_id: str, number: int) -> None:
    """Have an issue found by its wording no more."""
    gone = _taken_out(session, team_id, number)
    _write(session, team_id, {}, dict.fromkeys(gone, -1))


def counts_of(session: Session, team_id: str, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many issues each of these terms is, the rarest first; unknown ones are not."""
    found = session.execute(
        select(col(TermCount.term), col(TermCount.issues))
        .where(col(TermCount.team_id) == team_id, col(TermCount.term).in_(list(terms)))
        .order_by(col(TermCount.issues), col(TermCount.term))
    )
    return dict(found.all())


def _taken_out(session: Session, team_id: str, number: int) -> set[str]:
    """Delete what an issue was found by, and return it."""
    mine = (col(SearchRow.team_id) == team_id, col(SearchRow.number) == number)
    session.flush()
    known = session.execute(select(col(SearchRow.terms)).where(*mine)).scalar_one_or_none()
    if known is not None:
        session.execute(delete(SearchRow).where(*mine))
    return terms_kept(known or "")


def _write(
    session: Session, team_id: str, texts: Mapping[int, str], gone: Mapping[str, int]
) -> None:
    session.flush()  # The rows point to their issues.
    terms = {number: sorted(terms_in(team_id, text)) for number, text in texts.items()}
    rows = [
        {"team_id": team_id, "number": number, "terms": " ".join(each)}
        for number, each in terms.items()
        if each
    ]
    if rows:
        session.connection().execute(_into_search(), rows)
    changes = Counter(gone)
    changes.update(term for each in terms.values() for term in each)
    _count(session, team_id, changes)


def _count(session: Session, team_id: str, changes: Mapping[str, int]) -> None:
    """Count terms up and down, always in the same order, so that no two wait for each other."""
    rows = [
        {"team_id": team_id, "term": term, "issues": changes[term]}
        for term in sorted(changes)
        if changes[term]
    ]
    if not rows:
        return
    session.connection().execute(_counting(session.get_bind().dialect.name), rows)
    fewer = [row["term"] for row in rows if changes[str(row["term"])] < 0]
    if fewer:
        none_left = (col(TermCount.team_id) == team_id, col(TermCount.issues) <= 0)
        session.execute(delete(TermCount).where(*none_left, col(TermCount.term).in_(fewer)))


@cache
def _into_search() -> Any:
    return SearchRow.__table__.insert()  # type: ignore[attr-defined]  # SQLModel does not tell


@cache
def _counting(dialect: str) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(TermCount)
    return insert.on_conflict_do_update(
        index_elements=["team_id", "term"],
        set_={"issues": col(TermCount.issues) + insert.excluded.issues},
    )


def _words_in(text: str) -> Iterable[str]:
    # Letters, numbers and the marks on them; Python's own \w breaks a word at its vowel signs.
    kept = (each if unicodedata.category(each)[0] in "LNM" else " " for each in text.casefold())
    return "".join(kept).split()


def _roots(word: str) -> Iterable[str]:
    """Return what stands for a word; scripts without blanks give each pair of letters."""
    if _WITHOUT_BLANKS.search(word):
        return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    if len(word) > PLURAL and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return [word[:ROOT]]


def _fingerprint(key: bytes, root: str) -> str:
    return hashlib.blake2b(root.encode(), digest_size=BYTES, key=key).hexdigest()
