"""Column types: moments that keep their zone, words from a fixed list, ids and facts."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An instant: naive values are refused; what comes back is aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word_of(words: type[StrEnum]) -> Enum:
    """Return a column type that stores the word itself, so that a new word needs no migration."""
    return Enum(words, native_enum=False, length=32, values_callable=_words)


def _words(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


# SQLite counts its own row ids only for INTEGER keys.
BigId: Any = BigInteger().with_variant(Integer(), "sqlite")
Facts: Any = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
