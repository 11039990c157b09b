"""Words are not kept for ever: what every noun does alike to let go of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, SQLModel, col, select

from bot.domain.history import story_of
from bot.domain.words import Words

BATCH = 50
MONTH = timedelta(days=31)  # Rather kept a few days too long than erased too early.

M = TypeVar("M", bound=SQLModel)


def old_since(column: Any, now: datetime, months: int) -> ColumnElement[bool]:
    """Return the condition that a moment lies so many months back."""
    return col(column) <= now - months * MONTH


def some_of(session: Session, model: type[M], *conditions: Any, batch: int = BATCH) -> Sequence[M]:
    """Return some rows, locked; what somebody else erases just now is passed over."""
    wanted = select(model).where(*conditions)
    return session.exec(wanted.limit(batch).with_for_update(skip_locked=True)).all()


def erase_words(session: Session, texts: Iterable[int | None]) -> None:
    """Erase texts; no row that points to one of them holds any of it."""
    session.exec(delete(Words).where(col(Words.id).in_({*texts} - {None})))


def said_in_time(
    session: Session, team_id: str, noun: str, number: int, fields: Collection[str]
) -> Iterator[int | None]:
    """Yield the texts that a history points to: reasons, and what these fields held before."""
    for happening in story_of(session, team_id, noun, number):
        yield happening.words
        before = happening.facts.get("before") or happening.facts.get("was") or {}
        yield from (before.get(name) for name in fields)
