"""Reading the database of a bot that may run, without changing anything in it."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from bot.cli.schema import head, revision_of
from bot.database import engine_for
from bot.database.engines import reading_engine_for

M = TypeVar("M")


def rows_in(url: URL, wanted: SelectOfScalar[M]) -> Sequence[M] | None:
    """Return rows, or None where the database is behind or cannot be read.

    Another line of the doctor says that.
    """
    try:
        return _found(url, wanted) if revision_of(url) == head() else None
    except SQLAlchemyError:
        return None


def _found(url: URL, wanted: SelectOfScalar[M]) -> Sequence[M]:
    engine = reading_engine_for(url) or engine_for(url)
    try:
        with Session(engine) as session:
            return session.exec(wanted).all()
    finally:
        engine.dispose()
