"""Working hours: the earliest moment inside somebody's day at which they may be written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.calendar import DAY

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

    def __post_init__(self) -> None:
        if not self.days or self.starts >= self.ends:
            raise ValueError("Without an hour to work in, no moment would ever come.")

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.days and not self.is_away_on(day)

    def is_away_on(self, day: date) -> bool:
        if self.away_until is None:
            return False
        return (self.away_from or day) <= day <= self.away_until

    def is_within(self, moment: datetime) -> bool:
        """Say whether this person's clock shows a working hour of a working day."""
        shown = moment.astimezone(self.zone)
        return self.works_on(shown.date()) and self.starts <= shown.time() < self.ends

    def next_working(self, moment: datetime) -> datetime:
        """Return the earliest instant, in UTC and not before `moment`, within working hours."""
        if self.is_within(moment):
            return moment.astimezone(UTC)
        day = moment.astimezone(self.zone).date()
        while True:
            for opens in self._openings(day):
                if opens > moment:
                    return opens
            day = self._after(day)

    def morning_of(self, day: date) -> datetime:
        """Return when work begins on a day, or on the next working day after it."""
        while True:
            for opens in self._openings(day):
                return opens
            day = self._after(day)

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

    def _openings(self, day: date) -> Iterator[datetime]:
        """Yield when work begins: twice where clocks go back over that hour.

        Where clocks skip it, work begins later by as much, or not at all if it would be over.
        """
        if not self.works_on(day):
            return
        for fold in (0, 1):
            wall = datetime.combine(day, self.starts.replace(fold=fold), tzinfo=self.zone)
            opens = wall.astimezone(UTC)
            if self.is_within(opens):
                yield opens
