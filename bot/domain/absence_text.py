"""Reading “until 14 Aug cover @ana”: the first and the last day away, and who covers."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendar import DAY, WEEKDAYS, at_local, today_in
from bot.domain.dates import Due, Unclear, Why, due_in
from bot.domain.hours import Hours
from bot.domain.people import Person
from bot.domain.typed_text import Leading, leading_mentions

_COVER = re.compile(
    r"[\s,;]*\bcover(?:ed|ing|s)?(?:\s+(?:by|is|from))?[\s:,]+(?=[<@])", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?:for\s+)?(?:the\s+next\s+)?(\d{1,3}|an?|one|two|three)\s+(day|week)s?", re.IGNORECASE
)
_SPAN = re.compile(
    r"(?:from\s+|starting\s+|between\s+)?(?P<first>.+?)\s*"
    r"(?:\s(?:until|till|til|to|through|thru|and)\s|\s-+\s|\s?[–—]\s?)\s*(?P<last>.+)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|til|to|through|thru)\s+(.+)", re.IGNORECASE)
_FROM = re.compile(r"(?:from|on|starting)\s+(.+)", re.IGNORECASE)
_WEEK = re.compile(r"(?:the\s+)?(this|next)\s+week", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


@dataclass(frozen=True)
class Period:
    """The days somebody is away, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Typed:
    """What was typed after `away`: the days, or why they are not clear, and who was named."""

    period: Period | Unclear | None
    cover: Leading


def read_absence(text: str, me: Person, hours: Hours, now: datetime) -> Typed:
    """Read what follows `away`; nothing typed is no period."""
    before, cover = _cover_in(text)
    phrase = before.strip(" .,;:!")
    return Typed(_period(phrase, me, hours, now) if phrase else None, cover)


def _cover_in(text: str) -> tuple[str, Leading]:
    found = _COVER.search(text)
    if found is None:
        return text, Leading()
    named = leading_mentions(text[found.end() :])
    return f"{text[: found.start()]} {named.rest}", named


def _period(phrase: str, me: Person, hours: Hours, now: datetime) -> Period | Unclear:
    today = today_in(me.zoneinfo, now)
    counted = _COUNTED.fullmatch(phrase)
    if counted:
        return _counted(counted, hours, today)
    week = _WEEK.fullmatch(phrase)
    if week:
        return _week(is_next=week[1].lower() == "next", today=today)
    until = _UNTIL.fullmatch(phrase)
    if until:
        last = _day(until[1], me, now)
        return last if isinstance(last, Unclear) else Period(min(today, last), last)
    single = _FROM.sub(r"\1", phrase)
    day = _day(single, me, now)
    if not isinstance(day, Unclear):
        return Period(day, day)
    return _span(phrase, me, now) or day


def _span(phrase: str, me: Person, now: datetime) -> Period | Unclear | None:
    found = _SPAN.fullmatch(phrase)
    if found is None:
        return None
    first = _day(found["first"], me, now)
    if isinstance(first, Unclear):
        return first
    # “from mon until fri”: that Friday, not the coming one.
    since = max(now, at_local(first, time(), me.zoneinfo))
    last = _day(found["last"], me, since)
    return last if isinstance(last, Unclear) else Period(first, last)


def _day(phrase: str, me: Person, now: datetime) -> date | Unclear:
    due = due_in(phrase.strip(), now, me.zoneinfo)
    if isinstance(due, Due):
        return due.on
    return due or Unclear(phrase.strip(), Why.IMPOSSIBLE)


def _counted(counted: re.Match[str], hours: Hours, today: date) -> Period:
    """Return so many working days, today being one of them, or so many weeks."""
    number = _NUMBERS.get(counted[1].lower()) or int(counted[1])
    if counted[2].lower() == "week":
        return Period(today, today + DAY * (7 * number - 1))
    works = today.weekday() in hours.days
    return Period(today, hours.day_after(today, max(number - works, 0)) if number else today)


def _week(*, is_next: bool, today: date) -> Period:
    monday = today - DAY * today.weekday() + DAY * len(WEEKDAYS) * is_next
    return Period(max(today, monday), monday + DAY * 4)
