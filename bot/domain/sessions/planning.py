"""Which session of a forum comes next: one row is planned ahead, made and moved as rules change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlmodel import Session, col, or_, select

from bot.database import insert_once
from bot.domain.forums.records import Forum, State
from bot.domain.history import Event
from bot.domain.sessions.finding import session_ahead, session_on
from bot.domain.sessions.moments import first_moment, posted_at
from bot.domain.sessions.records import (
    BEFORE,
    ForumSession,
    Outcome,
    Step,
    change,
    note,
)
from bot.domain.sessions.telling import post_key, show, show_or_unsay

PLANNED_PAST = 3  # Slots to look at besides those that were decided.


@dataclass(frozen=True)
class Date:
    """A slot of the rule that takes place."""

    slot_on: date
    held_on: date
    starts_at: datetime


def replan(session: Session, forum: Forum, now: datetime) -> ForumSession | None:
    """Have the one session ahead be as the forum is now, and return it.

    A day somebody chose stays. A forum that does not meet plans nothing new; one that has ended
    calls off what was planned.
    """
    ahead = session_ahead(session, forum, now)
    if not forum.meets:
        if ahead is not None and forum.state is State.ENDED:
            call_off(session, ahead, Event(None, "called_off", now), Outcome.VOID)
        _note_days(session, forum, None, None)
        return ahead
    dates = dates_to_come(session, forum, now)
    if ahead is None or not ahead.is_moved:
        ahead = _fitted(session, forum, ahead, next(dates, None), now)
    _have_one_ahead(session, forum, ahead, now)
    later = (each for each in dates if ahead is None or each.slot_on > ahead.slot_on)
    _note_days(session, forum, ahead, next(later, None))
    return ahead


def plan_on(session: Session, forum: Forum, begun: ForumSession, now: datetime) -> list[date]:
    """Plan what comes after a session that has begun; return the slots nobody was told of.

    After a long silence only the newest of those gone by is taken up again, to be decided by its
    own steps; the others are recorded as passed.
    """
    since = max(begun.slot_on, begun.held_on)
    gone = list(_gone_by(forum, since, now))
    for each in gone[:-1]:
        _record_passed(session, forum, each, now)
    if gone:
        newest = gone[-1]
        _plan(session, forum, newest, posted_at(forum, newest.held_on), now)
    replan(session, forum, now)
    return [each.slot_on for each in gone[:-1]]


def call_off(session: Session, one: ForumSession, event: Event, outcome: Outcome) -> ForumSession:
    """Have a session not take place; its post says so."""
    change(session, one, event, outcome=outcome, step=Step.CLOSED, next_at=None)
    show_or_unsay(session, one, post_key(one))
    return one


def dates_to_come(session: Session, forum: Forum, now: datetime) -> Iterator[Date]:
    """Yield the coming dates of a forum's rule, in order, without those decided otherwise."""
    decided = _decided(session, forum, now)
    for slot in forum.rhythm.next_slots(now, len(decided) + PLANNED_PAST):
        if slot.slot_on not in decided and slot.held_on and slot.starts_at:
            yield Date(slot.slot_on, slot.held_on, slot.starts_at)


def _decided(session: Session, forum: Forum, now: datetime) -> set[date]:
    """Return the coming slots that are not to be planned: skipped ones, mostly.

    One that has begun can lie ahead, too, when the clock was set back.
    """
    is_decided = or_(
        col(ForumSession.outcome) != Outcome.AHEAD, col(ForumSession.step).not_in(BEFORE)
    )
    found = select(col(ForumSession.slot_on)).where(
        ForumSession.team_id == forum.team_id,
        ForumSession.forum == forum.number,
        col(ForumSession.starts_at) > now,
        ForumSession.outcome != Outcome.VOID,
        is_decided,
    )
    return set(session.exec(found))


def _gone_by(forum: Forum, since: date, now: datetime) -> Iterator[Date]:
    """Yield the dates after a day that have begun by now."""
    # A slot is held at most a month from its date, and clocks differ by a day.
    furthest = now.date() + timedelta(days=33)
    for slot in takewhile(lambda each: each.slot_on < furthest, forum.rhythm.slots_after(since)):
        if slot.held_on and slot.starts_at and slot.starts_at <= now and slot.held_on > since:
            yield Date(slot.slot_on, slot.held_on, slot.starts_at)


def _fitted(
    session: Session, forum: Forum, ahead: ForumSession | None, wanted: Date | None, now: datetime
) -> ForumSession | None:
    """Return the session of the wanted date."""
    if wanted is None:
        return None
    if ahead is None or ahead.slot_on != wanted.slot_on:
        return _plan(session, forum, wanted, None, now)
    columns = _columns(forum, wanted)
    if any(getattr(ahead, name) != value for name, value in columns.items()):
        _move(session, forum, ahead, Event(None, "replanned", now), columns)
    return ahead


def _have_one_ahead(
    session: Session, forum: Forum, ahead: ForumSession | None, now: datetime
) -> None:
    """Call off what was planned besides, such as for the time that another one was skipped."""
    planned = session.exec(
        select(ForumSession).where(
            ForumSession.team_id == forum.team_id,
            ForumSession.forum == forum.number,
            ForumSession.outcome == Outcome.AHEAD,
            col(ForumSession.step).in_(BEFORE),
            col(ForumSession.starts_at) > now,
        )
    )
    for one in planned.all():
        if ahead is None or one.slot_on != ahead.slot_on:
            call_off(session, one, Event(None, "called_off", now), Outcome.VOID)


def move(session: Session, forum: Forum, one: ForumSession, event: Event, to: Date) -> ForumSession:
    """Have a session take place at another time; what is said about it follows."""
    return _move(session, forum, one, event, {**_columns(forum, to), "is_moved": True})


def move_back(
    session: Session, forum: Forum, one: ForumSession, event: Event, was: Mapping[str, Any]
) -> ForumSession:
    """Have a session take place when it was to before; `was` is what its history kept of that."""
    columns = {
        "held_on": date.fromisoformat(was["held_on"]),
        "starts_at": datetime.fromisoformat(was["starts_at"]),
        "ends_at": datetime.fromisoformat(was["ends_at"]),
        "is_moved": bool(was["is_moved"]),
    }
    return _move(session, forum, one, event, columns)


def _move(
    session: Session, forum: Forum, one: ForumSession, event: Event, columns: dict[str, Any]
) -> ForumSession:
    moved = ForumSession(**{**one.model_dump(), **columns})
    next_at = first_moment(forum, moved, event.at)
    change(session, one, event, **columns, next_at=next_at)
    show(session, one)
    return one


def _plan(
    session: Session, forum: Forum, wanted: Date, next_at: datetime | None, now: datetime
) -> ForumSession:
    """Plan a session for a date; a day that was called off is taken up again."""
    planned = ForumSession(
        team_id=forum.team_id,
        forum=forum.number,
        slot_on=wanted.slot_on,
        **_columns(forum, wanted),
    )
    planned.next_at = next_at or first_moment(forum, planned, now)
    event = Event(None, "planned", now)
    if insert_once(session, planned):
        one = session.get_one(ForumSession, (forum.team_id, forum.number, wanted.slot_on))
        note(session, one, event)
        return one
    one = session.get_one(ForumSession, (forum.team_id, forum.number, wanted.slot_on))
    if one.outcome is Outcome.VOID:
        columns = {**_columns(forum, wanted), "next_at": planned.next_at, "is_moved": False}
        change(session, one, event, outcome=Outcome.AHEAD, step=Step.PLANNED, **columns)
        show(session, one)
    return one


def _record_passed(session: Session, forum: Forum, gone: Date, now: datetime) -> None:
    """Record that a session went by and nobody was told of it."""
    if session_on(session, forum, gone.slot_on) is not None:
        return
    passed = ForumSession(
        team_id=forum.team_id,
        forum=forum.number,
        slot_on=gone.slot_on,
        step=Step.CLOSED,
        outcome=Outcome.PASSED,
        **_columns(forum, gone),
    )
    if insert_once(session, passed):
        note(session, passed, Event(None, "passed", now))


def _columns(forum: Forum, on: Date) -> dict[str, Any]:
    ends_at = on.starts_at + timedelta(minutes=forum.length)
    return {"held_on": on.held_on, "starts_at": on.starts_at, "ends_at": ends_at}


def _note_days(
    session: Session, forum: Forum, ahead: ForumSession | None, later: Date | None
) -> None:
    """Keep on the forum the days of its next two sessions, for whoever plans around them."""
    forum.next_on = ahead.held_on if ahead else None
    forum.then_on = later.held_on if later else None
    session.add(forum)
