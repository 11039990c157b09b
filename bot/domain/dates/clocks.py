"""Hours inside a due phrase: 5pm, 17:30, at 9, noon, end of day, tomorrow morning, in any place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone, tzinfo

from bot.domain.calendar import at_local, zone_named
from bot.domain.dates.readings import MONTH, WEEKDAY, Asked, Sure

# Where people say one abbreviation all year, the place decides, whatever its season.
ZONES = {
    "pt pst pdt pacific": "America/Los_Angeles",
    "mt mst mdt mountain": "America/Denver",
    "ct cst cdt central": "America/Chicago",
    "et est edt eastern": "America/New_York",
    "utc gmt": "UTC",
    "bst": "Europe/London",
    "cet cest": "Europe/Paris",
    "eet eest": "Europe/Helsinki",
    "msk": "Europe/Moscow",
    "jst": "Asia/Tokyo",
    "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong",
    "aest aedt": "Australia/Sydney",
}
ZONE_OF = {word: name for words, name in ZONES.items() for word in words.split()}
LEAD = r"(?:(?P<lead>at|by|before|until|on) )?"
ZONE = (
    rf"(?: (?P<zone>{'|'.join(ZONE_OF)}|utc[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?|my|local)(?: time)?)?"
)
AS_HOUR = (
    rf"(?= |$)(?! (?:of|{MONTH}|th|(?:minute|hour|day|week|month|year)s?|working|business|[ap]m)\b)"
)
CLOCKS = tuple(
    re.compile(rf"(?<!\S)(?:{shape})(?!\S)")
    for shape in (
        rf"{LEAD}(?P<sort>[ptu])(?P<hour>\d\d?):(?P<minute>\d\d){ZONE}",
        rf"{LEAD}(?P<named>noon|midnight){ZONE}",
        rf"{LEAD}#?(?P<hour>\d\d?) oclock{ZONE}",
        rf"{LEAD}(?P<hour>[1-9]|1[0-2])(?= (?:in (?:morning|afternoon|evening)|at night)){ZONE}",
        rf"(?P<lead>at|by|before|until) (?P<hour>[1-9]|1[0-2]){AS_HOUR}{ZONE}",
    )
)
PART_LEAD = r"(?:(?P<lead>at|by|before|until|in|on) )?"
END = (
    r"(?:eod|end (?:of )?(?:business |working )?day"
    r"|(?:close|end) (?:of )?(?:business|play|working)|close of day)"
)
PARTS = tuple(
    re.compile(rf"(?<!\S)(?:{shape})(?!\S)")
    for shape in (
        rf"{PART_LEAD}(?:(?P<this>this) )?(?P<part>morning|lunch|afternoon|evening|night)",
        rf"{PART_LEAD}{END}(?P<this>)(?P<part>){ZONE}",
        rf"{PART_LEAD}(?:end|close) of(?= (?:today|tomorrow|{WEEKDAY})\b)(?P<this>)(?P<part>)",
    )
)
LAST_HOUR = 24
LAST_MINUTE = 59
NOON = 12
AFTERNOON_HOURS = range(1, 8)
LATE = {"afternoon", "evening", "night"}
# When a part of the day is meant, and when it is over.
PART_HOURS = {"morning": (10, 12), "lunch": (12, 14), "afternoon": (15, 18)}
REST_OF_DAY = (18, 24)
WHOLE_DAY = (24, 24)


@dataclass(frozen=True)
class Hour:
    """A time of the day that was read; `at` is None when only a part of the day was named."""

    at: time | None = None
    tomorrow: bool = False  # Midnight is the start of the next day.
    part: str | None = None
    this: bool = False
    wrong: bool = False
    place: tzinfo | None = None
    needs: Sure = Sure.BARE
    level: Sure = Sure.BARE

    @property
    def hours(self) -> tuple[int, int]:
        """When the part of the day is meant and when it is over; the end of a day never is."""
        return PART_HOURS.get(self.part, REST_OF_DAY) if self.part else WHOLE_DAY


def hours_in(words: str, asked: Asked) -> Iterator[tuple[Hour | None, str]]:
    """Yield every way to cut an hour, a part of the day or both out of the words."""
    yield None, words
    for clock in CLOCKS:
        if m := clock.search(words):
            rest = _without(m, words)
            yield _clock(m, None), rest
            for part, left in _parts(rest):
                yield _clock(m, part), left
    for part, rest in _parts(words):
        yield _part(part, asked), rest


def _parts(words: str) -> Iterator[tuple[re.Match[str], str]]:
    for shape in PARTS:
        if m := shape.search(words):
            yield m, _without(m, words)


def _without(m: re.Match[str], words: str) -> str:
    return f"{words[: m.start()].rstrip()} {words[m.end() :].lstrip()}".strip()


def _part(m: re.Match[str], asked: Asked) -> Hour:
    """Return a part of the day; its end in another place is an hour in ours."""
    place = _place(m.groupdict().get("zone"))
    return Hour(
        at=asked.end_of_day if place else None,
        part=m["part"] or None,
        this=bool(m["this"]),
        place=place,
        needs=Sure.ALONE if m["part"] and not m["this"] else Sure.BARE,
        level=Sure.LED if m["lead"] else Sure.BARE,
    )


def _clock(m: re.Match[str], part: re.Match[str] | None) -> Hour:
    groups = m.groupdict()
    sort, named = groups.get("sort"), groups.get("named")
    plain = not sort and not named
    told = Hour(
        place=_place(groups["zone"]) or (_place(part.groupdict().get("zone")) if part else None),
        needs=Sure.BARE if sort == "p" else Sure.ALONE,
        # “Keep churn at 9” names no hour, “by 9” does.
        level=Sure.LED if groups["lead"] and not (plain and groups["lead"] == "at") else Sure.BARE,
        this=bool(part and part["this"]),
    )
    if named:
        return _at(told, NOON if named == "noon" else LAST_HOUR, 0)
    part_name = part["part"] if part else None
    hour = _of_the_day(int(groups["hour"]), part_name, sure=sort in {"p", "t"})
    said = _at(told, hour, int(groups.get("minute") or 0))
    return replace(said, wrong=said.wrong or _disagree(hour, part_name))


def _of_the_day(hour: int, part: str | None, *, sure: bool) -> int:
    """Return the hour of 24 for one of a clock with 12, as working people mean it."""
    if sure or hour >= NOON or part == "morning":
        return hour
    return hour + NOON if part in LATE or hour in AFTERNOON_HOURS else hour


def _disagree(hour: int, part: str | None) -> bool:
    return hour >= NOON if part == "morning" else part in LATE and hour < NOON


def _at(told: Hour, hour: int, minute: int) -> Hour:
    midnight = hour == LAST_HOUR and minute == 0
    if not midnight and (hour >= LAST_HOUR or minute > LAST_MINUTE):
        return replace(told, wrong=True)
    return replace(told, at=time(hour % LAST_HOUR, minute), tomorrow=midnight)


def _place(zone: str | None) -> tzinfo | None:
    if zone is None or zone in {"my", "local"}:
        return None
    if zone in ZONE_OF:
        return zone_named(ZONE_OF[zone])
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (digits, "0") if len(digits) <= len("hh") else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if "-" in zone else offset)


def placed(instant: datetime, asked: Asked) -> datetime:
    """Return the instant on the asker's clock, moved on where that clock shows it twice.

    An hour that comes twice is kept as its first pass, which would be an hour too early.
    """
    local = instant.astimezone(asked.zone)
    first = at_local(local.date(), local.time(), asked.zone)
    return local if first == instant else (instant + (instant - first)).astimezone(asked.zone)
