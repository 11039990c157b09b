"""Reads what somebody types after `/cx forum`: a rhythm as a whole, or why it is none."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.calendar import zone_named
from bot.domain.recurrence.clocks import cut_time
from bot.domain.recurrence.doubts import Doubt, Why
from bot.domain.recurrence.grammar import rule_of
from bot.domain.recurrence.places import cut_zone
from bot.domain.recurrence.rhythms import Rhythm, first_on
from bot.domain.recurrence.rules import Rule
from bot.domain.recurrence.starting import Start, cut_start
from bot.domain.recurrence.vocabulary import typed_words

LONGEST = 200
DEFAULT_AT = time(10)


@dataclass(frozen=True)
class Unclear:
    """A phrase that is no rhythm, or more than one; the choices are what could be meant."""

    why: Why
    phrase: str
    choices: tuple[Rhythm, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """A phrase without its zone, start and hour, and what those were."""

    now: datetime
    zone: ZoneInfo
    start: Start | None
    said_at: time | None
    words: tuple[str, ...]


def rhythm_in(text: str, now: datetime, zone: str, *, at: time = DEFAULT_AT) -> Rhythm | Unclear:
    """Return the rhythm that the whole text is, in `zone` and at `at` unless it says others."""
    try:
        asked = _asked(text, now, zone)
    except Doubt as doubt:
        return Unclear(doubt.why, text)
    start = asked.start
    try:
        rule = rule_of(asked.words, start.on.weekday() if start and start.is_day else None)
    except Doubt as doubt:
        choices = tuple(_rhythm(rule, asked, at) for rule in doubt.choices)
        return Unclear(doubt.why, text, choices)
    return _rhythm(rule, asked, at)


def names_time(text: str, now: datetime, zone: str) -> bool:
    """Say whether a phrase holds an hour; without one the default is used, and said."""
    try:
        return _asked(text, now, zone).said_at is not None
    except Doubt:
        return False


def _asked(text: str, now: datetime, zone: str) -> _Asked:
    if len(text) > LONGEST:
        raise Doubt(Why.UNREAD)
    words, named = cut_zone(typed_words(text))
    place = zone_named(named or zone)
    words, start = cut_start(words, now, place)
    rest, said_at = cut_time(" ".join(words))
    return _Asked(now, place, start, said_at, tuple(rest.split()))


def _rhythm(rule: Rule, asked: _Asked, default_at: time) -> Rhythm:
    """Count a rule from the first day it can meet: then “every 2 weeks” begins at the next one."""
    at = asked.said_at or default_at
    since = asked.start.on if asked.start else None
    return Rhythm(rule.text, first_on(rule, at, asked.zone, asked.now, since), at, asked.zone.key)
