"""When the week of a forum begins: its first working day, at ten by the forum's clock."""

from datetime import datetime, time, timedelta

from bot.domain.calendar import DAY, at_local, today_in
from bot.domain.forums.records import Forum
from bot.domain.recurrence import is_free

AT = time(10)
WEEK = timedelta(days=7)


def next_week(forum: Forum, now: datetime) -> datetime:
    """Return when the next week begins in a forum."""
    day = today_in(forum.zoneinfo, now)
    monday = day - DAY * day.weekday()
    while True:
        week = (monday + DAY * n for n in range(WEEK.days))
        first = next((each for each in week if not is_free(forum.country, each)), None)
        moment = at_local(first, AT, forum.zoneinfo) if first else None
        if moment is not None and moment > now:
            return moment
        monday += WEEK
