"""Every zone there is, every change of its clocks from 2026 to 2030, and a plain model of them.

Only one direction is asked of the time zone database, from an instant to what clocks show, and
changes are found by looking; so nothing here shares a line with the code under test.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2025, 12, 1, tzinfo=UTC), datetime(2031, 1, 31, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """At this instant clocks jump from one distance to UTC to another."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def is_gap(self):
        return self.after > self.before

    def days_around(self):
        """The local dates that touch it."""
        return sorted({shown(self.at, offset).date() for offset in (self.before, self.after)})


@dataclass(frozen=True)
class Clock:
    """How clocks run somewhere: the distance to UTC at the start, and every change since."""

    start: timedelta
    changes: tuple[Change, ...]

    def offset(self, moment):
        """Return how far clocks are from UTC at an instant."""
        past = [change.after for change in self.changes if change.at <= moment]
        return past[-1] if past else self.start

    def shows(self, moment):
        """Return what clocks show at an instant, without a zone."""
        return shown(moment, self.offset(moment))

    def instants(self, wall):
        """Return when clocks show this: once, twice, or never, the earliest first."""
        offsets = {self.start, *(change.after for change in self.changes)}
        moments = (wall.replace(tzinfo=UTC) - offset for offset in offsets)
        return sorted(moment for moment in moments if self.shows(moment) == wall)

    def meant(self, wall):
        """Return the documented instant: the first, or moved on by the gap that swallowed it."""
        if found := self.instants(wall):
            return found[0]
        gaps = (change for change in self.changes if change.is_gap)
        [gap] = [c for c in gaps if shown(c.at, c.before) <= wall < shown(c.at, c.after)]
        return wall.replace(tzinfo=UTC) - gap.before


def shown(moment, offset):
    return (moment + offset).replace(tzinfo=None)


@cache
def clocks():
    """Return a name, its clock and how many zones share it, for each way that clocks run."""
    alike = {}
    for name in sorted(available_timezones()):
        alike.setdefault(clock_of(ZoneInfo(name)), []).append(name)
    return [(names[0], clock, len(names)) for clock, names in alike.items()]


def clock_of(zone):
    changes, day = [], FIRST
    while day < LAST:
        if offset_of(zone, day) != offset_of(zone, day + DAY):
            changes.append(change_within(zone, day, day + DAY))
        day += DAY
    return Clock(offset_of(zone, FIRST), tuple(changes))


def change_within(zone, low, high):
    before, after = offset_of(zone, low), offset_of(zone, high)
    while high - low > SECOND:
        middle = low + (high - low) // 2
        if offset_of(zone, middle) == before:
            low = middle
        else:
            high = middle
    return Change(high.replace(microsecond=0), before, after)


def offset_of(zone, moment):
    return moment.astimezone(zone).utcoffset()
