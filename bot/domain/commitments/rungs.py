"""The ladder of one commitment: which reminder comes next, and on which day; pure functions."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import DAY
from bot.domain.commitments.records import Commitment, Rung, State
from bot.domain.hours import Hours
from bot.domain.preferences import Reminders

SOON = 2  # Working days before its date.
APART = 2  # Working days between two reminders of a date that has passed.
WARNED_WITHIN = timedelta(hours=2)  # Of the morning, so that a whole working day is left.
QUIET_AT_MOST = 10  # Working days past its date, for what somebody else waits for.
_ORDER = list(Rung)
_AGAIN = {
    Rung.LATE: Rung.LATE_AGAIN,
    Rung.LATE_AGAIN: Rung.LATE_STILL,
    Rung.LATE_STILL: Rung.WARNED,
    Rung.WARNED: Rung.TOLD,
    Rung.TOLD: Rung.TABLED,
}
TO_OTHERS = {Rung.TOLD, Rung.TABLED}


class Fate(StrEnum):
    """What became of the message that said a rung."""

    ARRIVED = "arrived"
    ARRIVED_LATE = "arrived_late"
    WAITS = "waits"
    LOST = "lost"


@dataclass(frozen=True)
class Around:
    """What the row of a commitment does not tell."""

    fate: Fate = Fate.ARRIVED  # Of the message that said its last rung.
    tells: bool = True  # Somebody else is to be told in the end.
    tables: bool = True  # There is a forum with a next agenda.
    said_today: bool = False  # This day's digest is out.


@dataclass(frozen=True)
class Step:
    """One rung, and the first day on which it can be said; both as the owner counts."""

    rung: Rung
    on: date


NOWHERE = Around(tells=False, tables=False)


def next_rung(
    commitment: Commitment,
    hours: Hours,
    reminders: Reminders,
    now: datetime,
    around: Around | None = None,
) -> Step | None:
    """Return what is to be said next, the newest that applies on that day; None for nothing.

    Days away count as not there: what comes before them is said before, all else after.
    """
    if commitment.state is not State.OPEN:
        return None
    ladder = _Ladder(commitment, hours, reminders, around or Around())
    first = max(_first_day(hours, now, ladder.around), ladder.quiet_until)
    days = {_working(hours, max(first, day)) for day in ladder.beginnings()}
    found = ((ladder.rung_on(day), day) for day in sorted(days))
    rung, day = next(((rung, day) for rung, day in found if rung), (Rung.NONE, first))
    if rung is Rung.WARNED and now > hours.morning_of(day) + WARNED_WITHIN:
        day = _working(hours, day + DAY)
    return None if rung is Rung.NONE else Step(rung, day)


def cover_steps(commitment: Commitment, hours: Hours) -> list[Step]:
    """Return what somebody's cover is to hear of while they are away: that it falls due."""
    if commitment.state is not State.OPEN:
        return []
    at_work = replace(hours, away_from=None, away_until=None)
    last = last_day_for(commitment.due_on, at_work)
    steps = (Step(Rung.SOON, at_work.day_before(last, SOON)), Step(Rung.TODAY, last))
    return [step for step in steps if hours.is_away_on(step.on)]


def last_day_for(due: date, hours: Hours) -> date:
    """Return the last day there up to a date: a free day or an absence counts as not there."""
    day = due
    while not hours.works_on(day):
        is_away = hours.is_away_on(day)
        if is_away and hours.away_from is None:
            return last_day_for(due, replace(hours, away_until=None))
        day = (hours.away_from if is_away and hours.away_from else day) - DAY
    return day


def longest_quiet(commitment: Commitment, hours: Hours) -> date | None:
    """Return the day on which a snooze ends at the latest, where somebody else waits."""
    if commitment.promised_to in {None, commitment.owner}:
        return None
    return hours.day_after(commitment.due_on, QUIET_AT_MOST)


def _first_day(hours: Hours, now: datetime, around: Around) -> date:
    day = hours.next_working(now).astimezone(hours.zone).date()
    return _working(hours, day + DAY) if around.said_today else day


def _working(hours: Hours, day: date) -> date:
    return hours.morning_of(day).astimezone(hours.zone).date()


class _Ladder:
    """The rungs of one commitment that are still to come."""

    def __init__(
        self, commitment: Commitment, hours: Hours, reminders: Reminders, around: Around
    ) -> None:
        self._commitment = commitment
        self._hours = hours
        self._fewer = reminders is Reminders.FEWER
        self.around = around
        self._last = last_day_for(commitment.due_on, hours)
        self._soon = hours.day_before(self._last, SOON)
        self._set_on = self._day_it_was_set()

    @property
    def quiet_until(self) -> date:
        """The day before which its owner asked to hear nothing of it."""
        until = self._commitment.snoozed_until or date.min
        return min(until, longest_quiet(self._commitment, self._hours) or until)

    def beginnings(self) -> list[date]:
        """Return the days on which another rung may begin to apply."""
        _, following = self._following()
        return [self._soon, self._last, max(following, self._commitment.due_on + DAY)]

    def rung_on(self, day: date) -> Rung | None:
        """Return the newest rung that is to be said on a day, if any is."""
        if day <= self._commitment.due_on:
            return self._rung_before(day)
        rung, following = self._following()
        return rung if following <= day else None

    def _rung_before(self, day: date) -> Rung | None:
        rung, begins = (Rung.TODAY, self._last) if day >= self._last else (Rung.SOON, self._soon)
        if rung is Rung.SOON and self._fewer:
            return None
        # What was promised on that very day needs no reminder of it.
        is_new = self._set_on < begins <= day
        return rung if is_new and _is_before(self._counted(), rung) else None

    def _following(self) -> tuple[Rung | None, date]:
        """Return the rung after the last one that counts, and the day from which it applies."""
        hours, counted = self._hours, self._counted()
        said_on = self._commitment.rung_on or self._commitment.due_on
        if _is_before(counted, Rung.LATE):
            return Rung.LATE, hours.day_after(self._commitment.due_on)
        if self._is_lost:
            return self._commitment.rung, said_on + DAY
        rung = self._to_whom(_AGAIN.get(counted))
        return rung, hours.day_after(said_on, self._apart(counted))

    def _apart(self, counted: Rung) -> int:
        if counted is Rung.WARNED:
            return 2 if self.around.fate is Fate.ARRIVED_LATE else 1
        return 1 if counted is Rung.TOLD else APART

    def _to_whom(self, rung: Rung | None) -> Rung | None:
        """Leave out whatever has nobody to be said to."""
        if rung in {Rung.WARNED, Rung.TOLD} and not self.around.tells:
            rung = Rung.TABLED
        return None if rung is Rung.TABLED and not self.around.tables else rung

    def _counted(self) -> Rung:
        """Return the last rung that was really said; of a lost one, nothing was."""
        rung = self._commitment.rung
        is_first = rung in {Rung.SOON, Rung.TODAY, Rung.LATE}
        return Rung.NONE if self._is_lost and is_first else rung

    @property
    def _is_lost(self) -> bool:
        is_private = self._commitment.rung not in {Rung.NONE, *TO_OTHERS}
        return is_private and self.around.fate in {Fate.LOST, Fate.WAITS}

    def _day_it_was_set(self) -> date:
        made = self._commitment.made_at.astimezone(self._hours.zone).date()
        is_unsaid = self._commitment.rung is Rung.NONE
        return (self._commitment.rung_on or made) if is_unsaid else made


def _is_before(one: Rung, other: Rung) -> bool:
    return _ORDER.index(one) < _ORDER.index(other)
