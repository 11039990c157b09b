"""Counts that end where they stop to matter, in one statement, by an index."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, true, union_all
from sqlmodel import Session, col


def counted_to(
    session: Session, most: int, column: Any, conditions: Sequence[ColumnElement[bool]]
) -> int:
    """Return how many rows meet one of these conditions, or one more than `most` if more do.

    No row may meet two of them. `column` is what an index holds of each row, and not NULL.
    """
    # Each has its own end, else a database may gather them all before it counts.
    some = [select(column).where(each).limit(most + 1).subquery() for each in conditions]
    found = union_all(*(select(each) for each in some)).limit(most + 1).subquery()
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


def apart_from(column: Any, value: str) -> tuple[ColumnElement[bool], ...]:
    """Return the two sides of a value, as an index can be read from: `<>` reads all of it."""
    return (col(column) < value, col(column) > value) if value else (true(),)
