"""The hour a phrase names: 10:00, 9:30am, 3 pm, at 9, noon."""

import re
from dataclasses import dataclass
from datetime import time

from bot.domain.recurrence.doubts import Doubt, Why

_SHAPES = (
    r"(?:(?:at|from) )?(?P<hour>\d\d?)[:.h](?P<minute>\d\d) ?(?P<half>[ap]m|)(?: ?(?:h|hrs))?",
    r"(?:(?:at|from) )?(?P<hour>\d\d?)(?P<minute>) ?(?P<half>[ap]m)",
    r"(?:at )?(?P<hour>noon|midday|midnight)(?P<minute>)(?P<half>)",
    r"(?:at )?(?P<hour>[01]\d|2[0-4])(?P<minute>\d\d)(?P<half>) ?(?:h|hrs)?",
    r"(?:at )?(?P<hour>\d\d?)(?P<minute>)(?P<half>) ?(?:o'?clock|h|hrs)",
    r"at (?P<hour>\d\d?)(?P<minute>)(?P<half>)",
)
CLOCKS = tuple(re.compile(rf"(?<!\S){shape}(?!\S)") for shape in _SHAPES)
PART = re.compile(r"(?<!\S)(?:in (?:the )?)?(?P<part>morning|afternoon|evening)s?(?!\S)")
# A number alone is an hour only behind a day: “mon 9”, “last friday of the month 16”.
DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
BEHIND_A_DAY = re.compile(
    rf"(?<!\S)(?:{DAY}|\d\d?(?:st|nd|rd|th)|(?:on|day) (?:the )?\d\d?"
    r"|(?:last|working|business|work) \w*day)"
    r"(?: (?:(?:of|in|on) )?(?:(?:the|each|every) )?months?)?(?: monthly)?"
    r"(?P<hour> \d\d?)(?P<minute>)(?P<half>)(?!\S)(?! (?:weeks?|months?)\b)"
)
NOON = {"noon", "midday"}
LAST_HOUR, HALF_A_DAY = 23, 12
# Nobody meets at two at night, unless it is written 02:00.
AFTERNOON_HOURS = range(1, 8)


@dataclass(frozen=True)
class _Said:
    hour: str
    minute: str
    half: str
    part: str


def cut_time(text: str) -> tuple[str, time | None]:
    """Take the hour out of a phrase; a phrase with two of them, or a wrong one, is in doubt."""
    text, part = _cut_part(text)
    found, text = _cut_clock(text)
    if found is None:
        if part and part != "morning":
            raise Doubt(Why.TIME)
        return text, None
    if _cut_clock(text)[0]:
        raise Doubt(Why.TIME)
    return text, _time(_Said(found["hour"].strip(), found["minute"], found["half"], part))


def _cut_part(text: str) -> tuple[str, str]:
    found = PART.search(text)
    if not found:
        return text, ""
    return _without(text, *found.span()), found["part"]


def _cut_clock(text: str) -> tuple[re.Match[str] | None, str]:
    for shape in CLOCKS:
        if found := shape.search(text):
            return found, _without(text, *found.span())
    if found := BEHIND_A_DAY.search(text):
        return found, _without(text, *found.span("hour"))
    return None, text


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())


def _time(said: _Said) -> time:
    if said.hour in NOON:
        return time(HALF_A_DAY)
    if not said.hour.isdigit():
        # Midnight is the end of a day to some, and its start to others.
        raise Doubt(Why.TIME)
    try:
        return time(_hour(said), int(said.minute or 0))
    except ValueError:
        raise Doubt(Why.TIME) from None


def _hour(said: _Said) -> int:
    hour, late = int(said.hour), said.half == "pm" or said.part in {"afternoon", "evening"}
    early = said.half == "am" or said.part == "morning"
    if early and (late or hour > HALF_A_DAY):
        raise Doubt(Why.TIME)
    if early or late:
        return hour % HALF_A_DAY + HALF_A_DAY * late if hour <= HALF_A_DAY else hour
    is_unsure = hour in AFTERNOON_HOURS and not said.hour.startswith("0")
    return hour + HALF_A_DAY if is_unsure else hour
