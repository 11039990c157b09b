"""Working hours: the earliest moment inside somebody's day at which they may be written to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.calendar import DAY, at_local

WEEK = frozenset(range(5))  # Monday to Friday, as date.weekday() counts.


@dataclass(frozen=True)
class Hours:
    """When somebody works: from `starts` to `ends` on these weekdays, by their own clock."""

    zone: tzinfo
    starts: time = time(9)
    ends: time = time(18)
    days: frozenset[int] = WEEK
    away_from: date | None = None
    away_until: date | None = None  # The last day away.

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.days and not self.is_away_on(day)

    def is_away_on(self, day: date) -> bool:
        if self.away_until is None:
            return False
        return (self.away_from or day) <= day <= self.away_until

    def next_working(self, moment: datetime) -> datetime:
        """Return the earliest instant, in UTC and not before `moment`, within working hours."""
        day = moment.astimezone(self.zone).date()
        while True:
            if self.works_on(day):
                opens, closes = at_local(day, self.starts, self.zone), self._end_of(day)
                if moment < closes:
                    return max(opens, moment.astimezone(UTC))
            day = self._after(day)

    def morning_of(self, day: date) -> datetime:
        """Return when work begins on a day, or on the next working day after it."""
        while not self.works_on(day):
            day = self._after(day)
        return at_local(day, self.starts, self.zone)

    def is_within(self, moment: datetime) -> bool:
        return self.next_working(moment) <= moment

    def day_before(self, day: date, count: int = 1) -> date:
        """Return the working day that many before a day; being away does not move it."""
        return self._step(day, -DAY, count)

    def day_after(self, day: date, count: int = 1) -> date:
        """Return the working day that many after a day; being away does not move it."""
        return self._step(day, DAY, count)

    def _step(self, day: date, step: timedelta, count: int) -> date:
        while count:
            day += step
            count -= day.weekday() in self.days
        return day

    def _after(self, day: date) -> date:
        """Return the next day to look at; a long absence is passed over at once."""
        is_away = self.is_away_on(day) and self.away_until is not None
        return (self.away_until if is_away and self.away_until else day) + DAY

    def _end_of(self, day: date) -> datetime:
        return at_local(day, self.ends, self.zone)
