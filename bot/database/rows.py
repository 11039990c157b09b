"""What every row of a table is."""

from sqlmodel import SQLModel


class Row(SQLModel):
    """A row. Rows are never checked by pydantic, so none of its checks are made for them."""

    model_config = {"defer_build": True}
