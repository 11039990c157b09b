"""The day on which a customer was told, as people type it: “on 20 November”, “yesterday”. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import DAY

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {
    "today": 0,
    "this morning": 0,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "tomorrow": 1,  # Nobody is told tomorrow; the form says so.
}
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + "|sept"
_WEEKDAY = "|".join(_WEEKDAYS)
_NEARLY = "|".join(sorted(_NEAR, key=len, reverse=True)).replace(" ", r"\s+")
_TAIL = r"(?!\w)[\s,;]*"


@dataclass(frozen=True)
class ToldOn:
    """A day, and what was typed beside it; without a day, all that was typed."""

    on: date | None
    rest: str


def told_on_in(text: str, today: date) -> ToldOn:
    """Read the day out of “by mail on Friday, to 12 customers”; no day is guessed from less."""
    for pattern, read in _READ.items():
        for found in pattern.finditer(text):
            on = read(found, today)
            if on is not None:
                rest = f"{text[: found.start()].rstrip(' ,;')} {text[found.end() :]}".strip()
                return ToldOn(on, rest)
    return ToldOn(None, text)


def _near(found: re.Match[str], today: date) -> date:
    return today + timedelta(_NEAR[" ".join(found[1].casefold().split())])


def _weekday(found: re.Match[str], today: date) -> date:
    """Return the last such day: today counts unless it says “last”."""
    ago = (today.weekday() - _WEEKDAYS.index(found[2].casefold())) % 7
    return today - DAY * (7 if found[1] and not ago else ago)


def _written(found: re.Match[str], today: date) -> date | None:
    """Return a day of a month; without its year it is the last one."""
    year = found["year"]
    month = next(
        at for at, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3].casefold())
    )
    on = _made(int(year or today.year), month, int(found["day"]))
    if on is None or year or on <= today:
        return on
    return _made(today.year - 1, month, int(found["day"]))


def _iso(found: re.Match[str], today: date) -> date | None:
    del today
    return _made(int(found[1]), int(found[2]), int(found[3]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body + _TAIL, re.IGNORECASE)


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_READ: Mapping[re.Pattern[str], Callable[[re.Match[str], date], date | None]] = {
    _pattern(r"(?<![\w-])(?:on\s+)?(20\d\d)-(\d\d)-(\d\d)"): _iso,
    _pattern(rf"\bon\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\.?{_YEAR}"): _written,
    _pattern(rf"\bon\s+(?P<month>{_MONTH})\.?\s+(?:the\s+)?{_DAY}{_YEAR}"): _written,
    _pattern(rf"\b(?:on\s+)?(last)\s+({_WEEKDAY})"): _weekday,
    _pattern(rf"\bon\s+(last\s+)?({_WEEKDAY})"): _weekday,
    _pattern(rf"\b({_NEARLY})"): _near,
}
