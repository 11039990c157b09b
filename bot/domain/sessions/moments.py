"""When each step of a session is due: pure functions of its date, its forum and its people."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import at_local, today_in
from bot.domain.forums.records import Forum
from bot.domain.hours import Hours
from bot.domain.recurrence import before_working
from bot.domain.sessions.records import ForumSession, Step

POSTED_BEFORE = 2  # Working days.
POSTED_AT = time(10)
AGENDA_BEFORE = timedelta(hours=2)
TOO_EARLY = time(8, 30)  # An agenda that would come before this hour comes the day before.
EVE_AT = time(16)
ASKED_AFTER = timedelta(minutes=30)


def posted_at(forum: Forum, held_on: date) -> datetime:
    """Return when a session is announced: two working days before, in the forum's morning."""
    day = before_working(held_on, POSTED_BEFORE, forum.country)
    return at_local(day, POSTED_AT, forum.zoneinfo)


def agenda_at(forum: Forum, starts_at: datetime) -> datetime:
    """Return when the agenda comes: two hours before, or on the afternoon of the day before."""
    moment = starts_at - AGENDA_BEFORE
    day = today_in(forum.zoneinfo, starts_at)
    if moment >= at_local(day, TOO_EARLY, forum.zoneinfo):
        return moment
    eve = before_working(day, 1, forum.country)
    return at_local(eve, EVE_AT, forum.zoneinfo)


def asked_at(hours: Hours, ends_at: datetime) -> datetime:
    """Return when its leader is asked how it was: half an hour after, or the next work morning."""
    return hours.next_working(ends_at + ASKED_AFTER)


def next_morning(hours: Hours, now: datetime) -> datetime:
    """Return the beginning of the next working day."""
    return hours.morning_of(hours.day_after(today_in(hours.zone, now)))


def moments_before(forum: Forum, one: ForumSession) -> Iterator[tuple[Step, datetime]]:
    """Yield the steps still to be taken up to the start, with the moments they are due at."""
    planned = {
        Step.POSTED: posted_at(forum, one.held_on),
        Step.AGENDA: agenda_at(forum, one.starts_at),
        Step.STARTED: one.starts_at,
    }
    steps = list(Step)
    for step, moment in planned.items():
        if steps.index(step) > steps.index(one.step):
            # However short the notice, nothing is announced after it began.
            yield step, min(moment, one.starts_at)


def first_moment(forum: Forum, one: ForumSession, now: datetime) -> datetime:
    """Return when a session that lies ahead needs us next, at the earliest now."""
    return max(now, next(moment for _, moment in moments_before(forum, one)))
