"""What every row of a table is."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlmodel import SQLModel


class Row(SQLModel):
    """A row. Rows are never checked by pydantic, so none of its checks are made for them."""

    model_config = {"defer_build": True}

    def __init__(self, **values: Any) -> None:
        """Take the columns as they are: nobody has to hear of each that a new row has.

        SQLModel sets them one by one through four layers, which was a sixth of a commit's work.
        """
        given, made = _defaults(type(self))
        columns = self.__dict__
        columns.update(given)
        columns.update({name: make() for name, make in made.items()})
        columns.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        """Have SQLAlchemy alone notice a change, as it does for a class without pydantic."""
        object.__setattr__(self, name, value)


@cache
def _defaults(row: type[Row]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Return what a column is when it is not given, and what makes those that can be changed."""
    optional = {name: each for name, each in row.model_fields.items() if not each.is_required()}
    made: dict[str, Any] = {
        name: each.default_factory for name, each in optional.items() if each.default_factory
    }
    return {name: each.default for name, each in optional.items() if name not in made}, made
