"""What a channel's forum means for the promises made there, and who promises there."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in, working_days_between
from bot.domain.commitments.records import Commitment
from bot.domain.forums.finding import forum_in
from bot.domain.people import Person
from bot.domain.recurrence import before_working

AHEAD = 2  # Working days a promise has at least.


def due_before_forum(session: Session, me: Person, channel_id: str, now: datetime) -> date | None:
    """Return the working day before the channel's next forum, or before the one after it.

    None where no forum meets, or where both come too soon.
    """
    forum = forum_in(session, me.team_id, channel_id) if channel_id else None
    if forum is None or not forum.meets:
        return None
    today = today_in(me.zoneinfo, now)
    days = (before_working(day, 1, forum.country) for day in (forum.next_on, forum.then_on) if day)
    return next((day for day in days if working_days_between(today, day) >= AHEAD), None)


def promising_in(session: Session, team_id: str, channel_id: str, most: int) -> list[int]:
    """Return who promised something in a channel, latest first."""
    if not channel_id:
        return []
    promised = (
        select(Commitment.owner)
        .where(Commitment.team_id == team_id, Commitment.channel_id == channel_id)
        .order_by(col(Commitment.number).desc())
        .limit(most * 10)
    )
    return list(dict.fromkeys(session.exec(promised)))[:most]
