"""Whether a session can be recorded now, and by whom; and for how long its minutes can change."""

from datetime import date, datetime

from sqlmodel import Session

from bot.domain.forums.records import Forum
from bot.domain.history import Happening, last_of
from bot.domain.people import Person, people_numbered
from bot.domain.sessions.finding import demand_lead, last_begun, session_for
from bot.domain.sessions.records import NOUN, ForumSession, Outcome
from bot.errors import UserError

_OVER = {Outcome.SKIPPED, Outcome.VOID}


class NotBegun(UserError):
    """That session has not begun, so there is nothing to record yet."""


class NotHeld(UserError):
    """That session did not take place, so there is nothing to record."""


class RecordedBefore(UserError):
    """{who} has recorded that session, and can change it. New promises: `{command} commit …`."""


class MinutesClosed(UserError):
    """The next session has begun, so these minutes stay. New promises: `{command} commit …`."""


def demand_recordable(
    session: Session, forum: Forum, slot_on: date, me: Person, now: datetime
) -> None:
    """Raise why somebody cannot record a session, before they fill in its form."""
    demand_lead(session, forum, me)
    demand_open(session, forum, session_for(session, forum, slot_on), me, now)


def can_change_minutes(
    session: Session, forum: Forum, one: ForumSession, me: Person, now: datetime
) -> bool:
    """Tell whether somebody recorded a session, and the next one has not begun."""
    is_mine = one.outcome is Outcome.RECORDED and one.recorded_by == me.number
    return is_mine and _is_the_last(session, forum, one, now)


def _is_the_last(session: Session, forum: Forum, one: ForumSession, now: datetime) -> bool:
    last = last_begun(session, forum, now)
    return last is None or last.slot_on <= one.slot_on


def recorded_before(session: Session, one: ForumSession) -> Happening | None:
    """Return what was last recorded of a session."""
    last = last_of(session, one.team_id, f"{NOUN}:{one.slot_on}", one.forum, one.revision)
    return last if one.outcome is Outcome.RECORDED else None


def demand_open(
    session: Session, forum: Forum, one: ForumSession, me: Person, now: datetime
) -> None:
    """Raise why a session cannot be recorded, or recorded anew, by this person."""
    if one.outcome is not Outcome.RECORDED:
        _demand_held(one, now)
    elif one.recorded_by != me.number:
        raise RecordedBefore(who=_recorder(session, one))
    elif not _is_the_last(session, forum, one, now):
        raise MinutesClosed


def _recorder(session: Session, one: ForumSession) -> str:
    known = people_numbered(session, one.team_id, {one.recorded_by})
    return known[one.recorded_by].called if one.recorded_by in known else "Somebody"


def _demand_held(one: ForumSession, now: datetime) -> None:
    if one.outcome in _OVER:
        raise NotHeld
    if one.starts_at > now and not one.has_begun:
        raise NotBegun
