"""The one way to change a numbered record: as it was read, or not at all."""

from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

from sqlalchemy import update
from sqlmodel import Session, col

from bot.domain.history import Event, record
from bot.errors import UserError


class MovedOn(UserError):
    """Somebody changed {record} at the same moment, so nothing was saved. Please look again."""


class Numbered(Protocol):
    """A row that is known by its workspace and number, and counts its own changes."""

    team_id: str
    number: int
    revision: int

    @property
    def label(self) -> str: ...


Row = TypeVar("Row", bound=Numbered)


def change_row(session: Session, row: Row, noun: str, event: Event, **columns: Any) -> Row:
    """Change a record as it was read, and add to its history. Raises MovedOn.

    The row is judged by its revision: of two who read the same one, the first alone changes it.
    """
    before = {name: plain(getattr(row, name)) for name in columns}
    table, seen = type(row), row.revision
    changed = (
        update(table)
        .where(
            col(table.team_id) == row.team_id,
            col(table.number) == row.number,
            col(table.revision) == seen,
        )
        .values(**columns, revision=seen + 1)
    )
    if session.exec(changed).rowcount == 0:
        raise MovedOn(record=row.label)
    session.refresh(row)
    facts = {**event.facts, "before": before}
    event = Event(event.person, event.what, event.at, facts, event.words)
    record(session, row.team_id, noun, row.number, row.revision, event)
    return row


def plain(value: Any) -> Any:
    """Return a column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
