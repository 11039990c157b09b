"""Inserts that let the database judge a race, in the words of both dialects."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel

M = TypeVar("M", bound=SQLModel)


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row unless one with the same unique key is there; tell whether it was inserted."""
    inserting = _insert_once(_table(type(row)), session.get_bind().dialect.name)
    return _rowcount(session, inserting, _values(row)) == 1


def insert_all_once(session: Session, rows: Sequence[SQLModel]) -> None:
    """Insert those rows of one kind that are not there yet, in one go."""
    if rows:
        inserting = _insert_once(_table(type(rows[0])), session.get_bind().dialect.name)
        session.execute(inserting, [_values(row) for row in rows])


def upsert(session: Session, row: SQLModel, *, kept: frozenset[str] = frozenset()) -> None:
    """Insert a row, or overwrite the one with the same primary key, all but its `kept` columns."""
    overwriting = _overwrite(_table(type(row)), session.get_bind().dialect.name, kept)
    session.execute(overwriting, _values(row))
    known = session.identity_map.get(identity_key(instance=row))
    if known is not None:
        session.refresh(known)  # What this transaction has seen of it before is so no more.


def count_up(session: Session, row: SQLModel, name: str, most: int) -> bool:
    """Insert a row that counts from one, or count one more in the one that is there.

    Tell whether it was counted: beyond `most` it is not, however many ask at the same moment.
    """
    counting = _count_up(_table(type(row)), session.get_bind().dialect.name, name, most)
    return _rowcount(session, counting, _values(row)) == 1


def at_hand(session: Session, model: type[M], *key: object) -> M | None:
    """Return a row that this transaction has seen already, without asking the database."""
    return session.identity_map.get(identity_key(model, key))


# To build a statement costs more than to run it, so each is built once.
@cache
def _insert_once(table: Table, dialect: str) -> Any:
    return _dialect(dialect).insert(table).on_conflict_do_nothing()


@cache
def _overwrite(table: Table, dialect: str, kept: frozenset[str]) -> Any:
    statement = _dialect(dialect).insert(table)
    key = [column.name for column in table.primary_key]
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in kept and column.name not in key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=changed)


@cache
def _count_up(table: Table, dialect: str, name: str, most: int) -> Any:
    key = [column.name for column in table.primary_key]
    counted = table.columns[name]
    return (
        _dialect(dialect)
        .insert(table)
        .on_conflict_do_update(index_elements=key, set_={name: counted + 1}, where=counted < most)
    )


def _dialect(name: str) -> Any:
    return postgresql if name == "postgresql" else sqlite


def _rowcount(session: Session, statement: Any, values: dict[str, Any]) -> int:
    # Without being asked to, SQLAlchemy does not look at an INSERT's row count.
    result = session.execute(statement, values, execution_options={"preserve_rowcount": True})
    return int(getattr(result, "rowcount", 0))


def _values(row: SQLModel) -> dict[str, Any]:
    """Return the columns of a new row; what the database counts by itself is left to it."""
    known, counted = vars(row), _counted(type(row))
    values = {each.name: known.get(each.name) for each in _table(type(row)).columns}
    if counted and values[counted] is None:
        del values[counted]
    return values


@cache
def _counted(model: type[SQLModel]) -> str | None:
    """Return the column that the database counts, if there is one."""
    column = _table(model).autoincrement_column
    return column.name if column is not None else None


@cache
def _table(model: type[SQLModel]) -> Table:
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101 - tells mypy; every row of ours is mapped to a table
    return table
