"""Inserts that let the database judge a race, in the words of both dialects."""

from typing import Any

from sqlalchemy import Column, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row unless one with the same unique key is there; tell whether it was inserted."""
    statement = _insert(session, row).on_conflict_do_nothing()
    return _rowcount(session, statement) == 1


def upsert(session: Session, row: SQLModel, *, kept: frozenset[str] = frozenset()) -> None:
    """Insert a row, or overwrite the one with the same primary key, all but its `kept` columns."""
    table = _table(row)
    statement = _insert(session, row)
    key = [column.name for column in table.primary_key]
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in kept and column.name not in key
    }
    session.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _insert(session: Session, row: SQLModel) -> Any:
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(_table(row)).values(_values(row))


def _rowcount(session: Session, statement: Any) -> int:
    # Without being asked to, SQLAlchemy does not look at an INSERT's row count.
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return int(getattr(result, "rowcount", 0))


def _values(row: SQLModel) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in _table(row).columns}
    return {name: value for name, value in values.items() if not _is_counted(row, name, value)}


def _is_counted(row: SQLModel, name: str, value: Any) -> bool:
    column: Column[Any] = _table(row).columns[name]
    return value is None and column.primary_key


def _table(row: SQLModel) -> Table:
    table = inspect(type(row)).local_table
    assert isinstance(table, Table)  # noqa: S101 - tells mypy; every row of ours is mapped to a table
    return table
