"""What reading a text for its due date can come to."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from bot.domain.calendar import day_in_words


class Why(Enum):
    """Why a date was meant but cannot be taken as it stands."""

    PAST = "past"
    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Due:
    """A day, the hour if one was typed, the words that said so, and the other likely day."""

    on: date
    at: time | None = None
    phrase: str = ""
    instead: date | None = None


@dataclass(frozen=True)
class Unclear:
    """A date was meant; these words do not say which one, and the choices are what could be."""

    phrase: str
    why: Why
    choices: tuple[date, ...] = ()


@dataclass(frozen=True)
class Split:
    """A promise and its due date, each without the other."""

    what: str
    due: Due | Unclear | None


def due_words(due: Due, today: date) -> str:
    """Return such as “Friday 27 November, 17:00”."""
    day = day_in_words(due.on, today)
    return day if due.at is None else f"{day}, {due.at:%H:%M}"
