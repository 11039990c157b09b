"""A rhythm: a rule with its hour, zone and holidays, and the slots that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from bot.domain.calendar import DAY, at_local, today_in, zone_named
from bot.domain.recurrence.holidays import OnHoliday, is_holiday, weekend_of
from bot.domain.recurrence.rules import Rule, Weekly, days_of, rule_in
from bot.domain.recurrence.wording import rule_words
from bot.errors import UserError

# No country has so many free days on end that a slot could be moved further.
FURTHEST_MOVE = timedelta(days=31)
MOVES = {OnHoliday.BEFORE: -DAY, OnHoliday.AFTER: DAY}
# A rule that meets on the same holiday for ever would be followed for ever.
HORIZON = timedelta(days=5 * 366)


class NoSuchZone(UserError):
    """I know no time zone of that name. Please write it like Europe/Berlin."""


@dataclass(frozen=True)
class Slot:
    """One date of the rule, which is its name for ever; the day it is held, and the instant."""

    slot_on: date
    held_on: date | None  # None: it does not take place, for the holiday's sake.
    starts_at: datetime | None
    holiday: str = ""  # Which holiday moved it or left it out.


@dataclass(frozen=True)
class Rhythm:
    """When a forum meets, by the clocks of its own zone."""

    rule: str
    anchor_on: date
    at: time
    zone: str
    country: str = ""
    on_holiday: OnHoliday = OnHoliday.AFTER

    def __post_init__(self) -> None:
        _ = self.parsed
        if self.zoneinfo.key != self.zone:
            raise NoSuchZone

    @cached_property
    def parsed(self) -> Rule:
        return rule_in(self.rule)

    @cached_property
    def zoneinfo(self) -> ZoneInfo:
        return zone_named(self.zone)

    def slots_after(self, day: date) -> Iterator[Slot]:
        """Yield the slots dated after a day, in order; two that fall on one day are held once."""
        held: Slot | None = None
        for slot_on in days_of(self.parsed, self.anchor_on, self._first_to_look_at(day)):
            slot = self._slot(slot_on)
            if held and slot.held_on == held.held_on is not None:
                slot = Slot(slot_on, None, None, slot.holiday or held.holiday)
            elif slot.held_on:
                held = slot
            if slot_on > day:
                yield slot

    def next_slots(self, now: datetime, count: int) -> list[Slot]:
        """Return the next slots that take place; fewer where holidays leave none for years."""
        today = today_in(self.zoneinfo, now)
        ahead = takewhile(
            lambda slot: slot.slot_on < today + HORIZON, self.slots_after(today - self._reach)
        )
        to_come = (slot for slot in ahead if slot.starts_at and slot.starts_at > now)
        return list(islice(to_come, count))

    def in_words(self) -> str:
        """Return such as “every 2 weeks on Tuesday at 10:00”."""
        return rule_words(self.parsed, self.at)

    def _first_to_look_at(self, day: date) -> date:
        """Return the earliest slot that could share its day with one after `day`."""
        is_near = day - self.anchor_on <= self._reach
        return self.anchor_on if is_near else day - self._reach

    @property
    def _reach(self) -> timedelta:
        """How far from its own date a slot can be held: a skipped hour may end in the next day."""
        return FURTHEST_MOVE if self.country and self.on_holiday in MOVES else DAY

    def _slot(self, slot_on: date) -> Slot:
        holiday = self._holiday(slot_on)
        held_on = self._held_on(slot_on) if holiday else slot_on
        starts_at = at_local(held_on, self.at, self.zoneinfo) if held_on else None
        return Slot(slot_on, held_on, starts_at, holiday)

    def _holiday(self, day: date) -> str:
        return "" if self.on_holiday is OnHoliday.IGNORE else is_holiday(self.country, day)

    def _held_on(self, holiday: date) -> date | None:
        """Return the nearest working day to that side. Days the forum itself meets on are such."""
        step = MOVES.get(self.on_holiday)
        if step is None:
            return None
        off = weekend_of(self.country)
        if isinstance(self.parsed, Weekly):
            off -= set(self.parsed.days)
        day = holiday
        while day.weekday() in off or self._holiday(day):
            day += step
        return day


def first_day(rule: str, at: time, zone: str, now: datetime) -> date:
    """Return the first day on which a rule can meet from now on: what it is counted from.

    “Every 2 weeks on Tuesday”, said on a Wednesday, begins next Tuesday and not a week later.
    """
    return first_on(rule_in(rule), at, zone_named(zone), now)


def first_on(
    rule: Rule, at: time, zone: ZoneInfo, now: datetime, since: date | None = None
) -> date:
    first = max(today_in(zone, now), since or date.min)
    days = days_of(replace(rule, every=1), first, first)
    return next(day for day in days if at_local(day, at, zone) > now)
