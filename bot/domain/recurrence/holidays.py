"""Public holidays by country, and what a forum does when it would fall on one."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.domain.calendar import DAY, SATURDAY

if TYPE_CHECKING:
    from holidays import HolidayBase

SUNDAY = 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
# Names that a registry of module names does not spell as people do.
NAMES = {
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "CD": "DR Congo",
    "CI": "Côte d’Ivoire",
    "CW": "Curaçao",
    "GW": "Guinea-Bissau",
    "HK": "Hong Kong",
    "RE": "Réunion",
    "BL": "Saint Barthélemy",
    "ST": "São Tomé and Príncipe",
    "SY": "Syria",
    "TL": "Timor-Leste",
}
SMALL = {"and", "of", "the"}


class OnHoliday(StrEnum):
    SKIP = "skip"
    BEFORE = "before"  # The working day before.
    AFTER = "after"  # The working day after.
    IGNORE = "ignore"


def is_holiday(country: str, day: date) -> str:
    """Return the name of the public holiday that a day is in a country, or nothing."""
    return _year(country, day.year).get(day, "") if country else ""


def is_free(country: str, day: date, weekend: frozenset[int] | None = None) -> bool:
    """Say whether people of a country are off: a week-end there, or a public holiday."""
    off = weekend_of(country) if weekend is None else weekend
    return day.weekday() in off or bool(is_holiday(country, day))


def before_working(day: date, count: int, country: str = "") -> date:
    """Return the working day that many before a day."""
    return _step(day, -1, count, country)


def after_working(day: date, count: int, country: str = "") -> date:
    """Return the working day that many after a day; for none, the day or the next that is one."""
    while not count and is_free(country, day):
        day += DAY
    return _step(day, 1, count, country)


def _step(day: date, way: int, count: int, country: str) -> date:
    while count:
        day += way * DAY
        count -= not is_free(country, day)
    return day


@cache
def countries() -> list[tuple[str, str]]:
    """Return the code and the English name of every country with known holidays, by name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - most workspaces never need it.

    codes = {name: parts[1] for name, parts in COUNTRIES.items()}
    named = [(code, NAMES.get(code) or _spelt(name)) for name, code in codes.items()]
    return sorted(named, key=lambda each: each[1])


def _spelt(name: str) -> str:
    words = name.split("_")
    return " ".join(word if word in SMALL else word.capitalize() for word in words)


@lru_cache(maxsize=1024)
def _year(country: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of one year with their names, in English where there are any."""
    kind = _kind(country)
    if kind is None:
        return {}
    return dict(kind(years=year, expand=False, language=_english(kind)))


@cache
def weekend_of(country: str) -> frozenset[int]:
    """Return the weekdays on which a country rests; Saturday is nowhere a day to be called on."""
    kind = _kind(country) if country else None
    if kind is None:
        return WEEKEND
    weekend = frozenset(kind().weekend)
    return WEEKEND if weekend == {SUNDAY} else weekend


@cache
def _kind(country: str) -> "type[HolidayBase] | None":
    """Return what knows a country's holidays; it is loaded when a country is first named."""
    import holidays  # noqa: PLC0415 - a tenth of a second that most workspaces never need.

    known = dict(countries())
    return type(holidays.country_holidays(country)) if country in known else None


def _english(kind: "type[HolidayBase]") -> str | None:
    spoken = [name for name in kind.supported_languages if name.startswith("en")]
    return min(spoken, key=lambda name: name != "en_US", default=None)
