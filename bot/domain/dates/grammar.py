"""The grammar: an hour or none, a preposition or none, and one rule that takes all the rest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import at_local, today_in
from bot.domain.dates import periods, spans, weekdays, written
from bot.domain.dates.answers import Due, Unclear, Why
from bot.domain.dates.clocks import Hour, hours_in, placed
from bot.domain.dates.readings import HORIZON, Asked, Day, Doubt, Sure
from bot.domain.dates.words import plain

ONE = timedelta(days=1)
RULES = (*weekdays.RULES, *written.RULES, *spans.RULES, *periods.RULES)
HALF_DAY = re.compile(r"(?<!\S)[tu]?(\d\d?)(?::(\d\d))? ([ap]m)(?!\S)")
SPOKEN = re.compile(r"(?<!\S)(half|quarter) (past|to) #?([1-9]|1[0-2])(?!\S)")
# “By the 5” and “at the 5pm” name no hour, so the article stays there.
ARTICLE = re.compile(r"(?<!\S)the (?!#?\d{1,2}(?: |$)|[ptu]\d)")
WITHIN_THE = re.compile(r"^within the (?=(?:hour|day|week|month|quarter|year)$)")
COURTESY = re.compile(r"(?:(?: at)? latest)?(?: please)*$")
LONG_LEADS = (
    (re.compile(r"(?<!\S)(?:on or before|(?:no|not) later than)(?!\S)"), "by"),
    (re.compile(r"(?<!\S)(?:prior to|ahead of)(?!\S)"), "before"),
)
BY = (
    r"(?:(?:at )?latest )?(?:due )?(?:by|until)(?: by| latest)?(?: on)?|due(?: on)?"
    r"|deadline|within|latest"
)
LEADS = tuple(
    (re.compile(rf"(?:{words}) (?=\S)"), lead)
    for words, lead in (
        ("(?:due )?before", "before"),
        (BY, "by"),
        ("on|in(?= start| mid)|at(?= end| close| start| weekend)", "on"),
    )
)
# What may be left of a phrase that named nothing but an hour.
LEFT_OVER = {"", "due", "deadline", "latest", "at latest"}
LEVELS = {"by": Sure.DEADLINE, "before": Sure.DEADLINE, "on": Sure.LED, "": Sure.BARE}


@dataclass(frozen=True)
class Said:
    """A phrase without its day: the hour, the preposition, and how sure both make it a date."""

    hour: Hour | None
    lead: str
    level: Sure
    is_alone: bool = False  # It is the whole text, so no word around it can mean something else.


def read(phrase: str, asked: Asked, *, alone: bool) -> Due | Unclear | None:
    """Return what plain words (see `words.plain`) say, or None unless all of them are a date."""
    words = _plainer(phrase)
    lowest = Sure.ALONE if alone else Sure.BARE
    for _, core in _leads(words):
        if instant := spans.instant_in(core, asked):
            return _due(placed(instant, asked), None, asked)
    for hour, rest in hours_in(words, asked):
        found = _with_hour(hour, rest, asked, lowest, alone=alone)
        if found is not None:
            return found
    return None


def _plainer(phrase: str) -> str:
    """Return the phrase with its hours in figures, its prepositions short and no courtesies."""
    words = HALF_DAY.sub(_half_day, SPOKEN.sub(_spoken, phrase))
    words = ARTICLE.sub("", WITHIN_THE.sub("within this ", words))
    for shape, lead in LONG_LEADS:
        words = shape.sub(lead, words)
    return COURTESY.sub("", words)


def _half_day(m: re.Match[str]) -> str:
    minute = f":{m[2]}" if m[2] else ""
    return plain(f"{m[1]}{minute}{m[3]}") or m[0]


def _spoken(m: re.Match[str]) -> str:
    """Return “quarter to five” as its figures; nobody says half to."""
    minutes = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}
    after = minutes.get((m[1], m[2]))
    if after is None:
        return m[0]
    hour, minute = divmod(int(m[3]) * 60 + after, 60)
    return f"u{hour}:{minute:02}"


def _leads(words: str) -> Iterator[tuple[str, str]]:
    """Yield the words as they are and, where they open with a preposition, without it."""
    yield "", words
    for shape, lead in LEADS:
        if m := shape.match(words):
            yield lead, words[m.end() :]
            return


def _with_hour(
    hour: Hour | None, rest: str, asked: Asked, lowest: Sure, *, alone: bool
) -> Due | Unclear | None:
    if hour and rest in LEFT_OVER:
        return _hour_alone(hour, asked, max(hour.level, lowest))
    for lead, core in _leads(rest):
        level = max(LEVELS[lead], lowest, Sure.LED if hour else Sure.BARE)
        for rule in RULES:
            m = rule.shape.fullmatch(core) if level >= rule.needs else None
            reading = rule.read(m, asked) if m else None
            if reading is not None:
                return _answer(reading, Said(hour, lead, level, alone), asked)
    return None


def _hour_alone(hour: Hour, asked: Asked, level: Sure) -> Due | Unclear | None:
    """Return the next such hour, which may be tomorrow's unless “this” ties it to today."""
    if level < hour.needs:
        return None
    if hour.wrong or hour.this:
        return _answer(Day(asked.today), Said(hour, "", level), asked)
    today = today_in(hour.place or asked.zone, asked.now)
    if hour.at is None:
        over = asked.now.astimezone(asked.zone).hour >= hour.hours[0]
        return Due(today + ONE * over)
    days = (today + ONE * ahead for ahead in range(-1, 3))
    return _due(next(_later_than_now(days, hour, asked)), None, asked)


def _later_than_now(days: Iterable[date], hour: Hour, asked: Asked) -> Iterator[datetime]:
    for day in days:
        instant = _instant(day, hour, asked)
        if instant > asked.now:
            yield instant.astimezone(asked.zone)


def _instant(day: date, hour: Hour, asked: Asked) -> datetime:
    at = hour.at or time()
    return at_local(day + ONE * hour.tomorrow, at, hour.place or asked.zone)


def _answer(reading: Day | Doubt, said: Said, asked: Asked) -> Due | Unclear | None:
    if isinstance(reading, Doubt):
        return _doubted(reading, said)
    day = _led(reading, said, asked)
    if isinstance(day, Doubt):
        return _doubted(day, said)
    if said.hour is None:
        return _near(Due(day.on, instead=day.instead), asked)
    return _at_hour(day, said.hour, said, asked)


def _doubted(doubt: Doubt, said: Said) -> Unclear | None:
    is_past = said.is_alone and doubt.why is Why.PAST
    is_sure = is_past or said.level >= doubt.needs
    return Unclear("", doubt.why, doubt.choices) if is_sure else None


def _led(reading: Day, said: Said, asked: Asked) -> Day | Doubt:
    """Return the day as its preposition moves it; “before Friday” means Friday to most."""
    if said.lead == "by" and reading.by:
        return Day(reading.by)
    if said.lead != "before":
        return reading
    if reading.before:
        return Day(reading.before) if reading.before >= asked.today else Doubt(Why.PAST)
    eve = reading.on - ONE
    return Day(reading.on, instead=eve if eve >= asked.today and not said.hour else None)


def _at_hour(day: Day, hour: Hour, said: Said, asked: Asked) -> Due | Unclear | None:
    if hour.wrong:
        return _doubted(Doubt(Why.IMPOSSIBLE, needs=Sure.LED), said)
    if hour.at is None:
        over = asked.now.astimezone(asked.zone).hour >= hour.hours[1]
        if day.on == asked.today and over:
            return _doubted(Doubt(Why.PAST), said)
        return _near(Due(day.on, instead=day.instead), asked)
    instant = _instant(day.on, hour, asked)
    if instant <= asked.now:
        return _doubted(Doubt(Why.PAST), said)
    others = _later_than_now((day.instead,) if day.instead else (), hour, asked)
    instead = next((other.date() for other in others), None)
    return _due(placed(instant, asked), instead, asked)


def _due(local: datetime, instead: date | None, asked: Asked) -> Due | Unclear:
    at = local.time().replace(fold=0)
    return _near(Due(local.date(), at, instead=instead), asked)


def _near(due: Due, asked: Asked) -> Due | Unclear:
    """Return the date unless nobody promises that far ahead."""
    return due if due.on - asked.today <= HORIZON else Unclear("", Why.IMPOSSIBLE)
