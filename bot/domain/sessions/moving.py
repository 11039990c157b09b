"""One session that is skipped, or takes place at another time, on somebody's word."""

from datetime import date, datetime, time

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.calendar import at_local, day_in_words, today_in
from bot.domain.forums.records import Forum
from bot.domain.forums.rights import demand
from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.sessions.finding import NoSessionAhead, session_ahead, session_for
from bot.domain.sessions.planning import Date, call_off, dates_to_come, move, replan
from bot.domain.sessions.records import ForumSession, Outcome
from bot.domain.sessions.telling import Telling, is_posted, say_reply
from bot.errors import UserError

UNDOABLE = frozenset({"moved", "skipped"})


class SessionInThePast(UserError):
    """That time has passed. Please pick a day and an hour that lie ahead."""


class BeyondTheNext(UserError):
    """The session after it is on {day}. Please pick an earlier time, or skip this one."""


class AlreadyThen(UserError):
    """It takes place on {day} at {hour} already, so nothing changed."""


def skip_next(session: Session, forum: Forum, me: Person, now: datetime) -> Said:
    """Leave the next session out; its items go on to the one after."""
    one = _next(session, forum, me, now)
    was_posted = is_posted(session, one)
    call_off(session, one, Event(me.number, "skipped", now), Outcome.SKIPPED)
    replan(session, forum, now)
    return told(session, forum, one, "skipped", now, in_channel=was_posted)


def move_next(
    session: Session, forum: Forum, me: Person, on: date, at: time | None, now: datetime
) -> Said:
    """Have the next session take place at another time; the ones after it stay where they are."""
    one = _next(session, forum, me, now)
    to = _wanted(session, forum, one, (on, at), now)
    facts = {"from": one.starts_at.isoformat(), "from_on": one.held_on.isoformat()}
    move(session, forum, one, Event(me.number, "moved", now, facts), to)
    replan(session, forum, now)
    return told(session, forum, one, "moved", now, in_channel=is_posted(session, one))


def _next(session: Session, forum: Forum, me: Person, now: datetime) -> ForumSession:
    """Return the next session, locked. Raises NotYourForum, NoSessionAhead."""
    demand(session, forum, me)
    ahead = session_ahead(session, forum, now)
    one = session_for(session, forum, ahead.slot_on) if ahead else None
    if one is None or not one.is_ahead:
        raise NoSessionAhead(forum=forum.label)
    return one


def _wanted(
    session: Session,
    forum: Forum,
    one: ForumSession,
    to: tuple[date, time | None],
    now: datetime,
) -> Date:
    """Return the date a session is moved to. Raises what is wrong with it."""
    on, at = to
    hour = at or one.starts_at.astimezone(forum.zoneinfo).time()
    starts_at = at_local(on, hour, forum.zoneinfo)
    today = today_in(forum.zoneinfo, now)
    if starts_at <= now:
        raise SessionInThePast(field="due")
    if starts_at == one.starts_at:
        raise AlreadyThen(field="due", day=day_in_words(on, today), hour=f"{hour:%H:%M}")
    after = (each for each in dates_to_come(session, forum, now) if each.slot_on > one.slot_on)
    later = next(after, None)
    if later is not None and (starts_at >= later.starts_at or on >= later.held_on):
        raise BeyondTheNext(field="due", day=day_in_words(later.held_on, today))
    return Date(one.slot_on, on, starts_at)


def told(
    session: Session, forum: Forum, one: ForumSession, what: str, now: datetime, *, in_channel: bool
) -> Said:
    """Return the answer; where the session was announced, the channel hears of it, too."""
    facts = {"revision": one.revision, "what": what}
    if in_channel:
        telling = Telling(forum, one, now, now)
        say_reply(session, telling, f"{what}:{one.revision}", Kind.SESSION_MOVED, facts)
    about = {"forum": forum.number, "slot_on": one.slot_on.isoformat()}
    return Said(Kind.SESSION_MOVED, {**about, **facts, "can_undo": what in UNDOABLE})
