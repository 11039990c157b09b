"""How alembic runs our migrations: on the connection it is handed, whose transaction is its own."""

from alembic import context
from sqlalchemy import Enum
from sqlalchemy.types import TypeDecorator


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our column types as plain `sa.*`, so that a migration needs nothing of the bot."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    if kind == "type" and isinstance(item, Enum):
        # A new word in a list of words needs no migration: the column is only text.
        return f"sa.String(length={item.length})"
    return False


attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=False,
)
context.run_migrations()
