"""The zone a phrase names: Europe/Berlin, Berlin time, CET."""

import re
from functools import cache
from zoneinfo import available_timezones

from bot.domain.dates.clocks import ZONE_OF
from bot.domain.recurrence.doubts import Doubt, Why
from bot.domain.recurrence.vocabulary import plain_word

CONTINENTS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}
OWN = {"my", "our", "local"}
LONGEST_NAME = 3  # Words: “Port of Spain”.
OFFSET = re.compile(r"(?:utc|gmt)[+-]\d.*")


def cut_zone(words: list[str]) -> tuple[list[str], str | None]:
    """Take the zone out of the words; None where there is none, or it is the writer's own."""
    if any(OFFSET.fullmatch(word) for word in words):
        raise Doubt(Why.ZONE)
    written = [place for place, word in enumerate(words) if _is_written_out(word)]
    if len(written) > 1:
        raise Doubt(Why.ZONE)
    if written:
        return _without(words, written[0], written[0] + 1), _zone(words[written[0]])
    if "time" in words:
        return _before_time(words, words.index("time"))
    return _at_the_end(words)


def _is_written_out(word: str) -> bool:
    return "/" in word and any(map(str.isalpha, word)) and plain_word(word) is None


def _zone(name: str) -> str:
    found = _names().get(name)
    if found is None:
        raise Doubt(Why.ZONE)
    return found


def _before_time(words: list[str], end: int) -> tuple[list[str], str | None]:
    for start in range(max(0, end - LONGEST_NAME), end):
        name = " ".join(words[start:end])
        if name in OWN:
            return _without(words, start, end), None
        if zone := _named(name):
            return _without(words, start, end), zone
    raise Doubt(Why.ZONE)


def _at_the_end(words: list[str]) -> tuple[list[str], str | None]:
    end = len(words)
    if not words or plain_word(words[-1]) is not None or not words[-1].isalpha():
        return words, None
    for start in range(max(0, end - LONGEST_NAME), end):
        if zone := _named(" ".join(words[start:end])):
            return _without(words, start, end), zone
    return words, None


def _without(words: list[str], start: int, end: int) -> list[str]:
    """Return the words without a zone, nor the “in” and “time” that stand with it."""
    first = start - (start > 0 and words[start - 1] == "in")
    return words[:first] + words[end + (words[end : end + 1] == ["time"]) :]


def _named(name: str) -> str | None:
    return ZONE_OF.get(name) or _cities().get(name)


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    """Return zones by their city. A name of three parts is left out: it could be another town."""
    parts = (name.split("/") for name in sorted(available_timezones()))
    return {
        city[0].lower().replace("_", " "): f"{continent}/{city[0]}"
        for continent, *city in parts
        if continent in CONTINENTS and len(city) == 1
    }
