"""From when a rhythm counts: “starting 8 dec”, “from next month”."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import DAY, today_in
from bot.domain.dates import Due, Unclear, due_in
from bot.domain.recurrence.doubts import Doubt, Why

LEADS = {"starting", "start", "starts", "beginning", "begins", "begin", "from", "effective"}
BETWEEN = {"on", "from", "as", "of"}
NOW = {"now", "today", "this week", "this month", "this quarter", "this year"}
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
# Of these the first day is meant; as a date something is due by, they are the last.
PERIOD = re.compile(rf"(?:in )?(?P<period>{MONTH}(?: 20\d\d)?|q[1-4](?: 20\d\d)?|20\d\d)")
AHEAD = re.compile(r"(?:the )?(?:next|coming|new) (?:week|month|quarter|year)")


@dataclass(frozen=True)
class Start:
    """A day, and whether it was named itself or is only where a period begins."""

    on: date
    is_day: bool


def cut_start(words: list[str], now: datetime, zone: ZoneInfo) -> tuple[list[str], Start | None]:
    """Take the start out of the words, as many of them as are one date."""
    lead = next((place for place, word in enumerate(words) if word in LEADS), None)
    if lead is None:
        return words, None
    first = lead + 1
    while words[first : first + 1] and words[first] in BETWEEN:
        first += 1
    for end in range(len(words), first, -1):
        if start := _start(" ".join(words[first:end]), now, zone):
            return words[:lead] + words[end:], start
    if words[lead] == "from":  # Perhaps “from 10:00”.
        return words, None
    raise Doubt(Why.START)


def _start(phrase: str, now: datetime, zone: ZoneInfo) -> Start | None:
    if phrase in NOW:
        return Start(today_in(zone, now), is_day=phrase == "today")
    if found := PERIOD.fullmatch(phrase):
        before = due_in(f"before {found['period']}", now, zone)
        return Start(before.on + DAY, is_day=False) if isinstance(before, Due) else None
    due = due_in(phrase, now, zone)
    if isinstance(due, Unclear):
        raise Doubt(Why.START)
    if due is None or due.at is not None:
        return None
    return Start(due.on, is_day=not AHEAD.fullmatch(phrase))
