"""A session as it is shown: with its forum's name, who leads it, and what comes after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.commitments.records import LETTER as OF_COMMITMENTS
from bot.domain.commitments.records import NOUN as COMMITMENT
from bot.domain.forums.finding import facilitator_of, forum_name, forums_asking
from bot.domain.forums.records import Forum
from bot.domain.history import Happening, last_of
from bot.domain.issues.records import LETTER as OF_ISSUES
from bot.domain.issues.records import NOUN as ISSUE
from bot.domain.people import Person, people_numbered
from bot.domain.recurrence import is_holiday
from bot.domain.sessions.finding import session_ahead
from bot.domain.sessions.records import (
    NOUN,
    AgendaItem,
    Attendance,
    ForumSession,
    ItemState,
)
from bot.domain.words import words_of

UPCOMING_MOST = 5
_LETTERS = {COMMITMENT: OF_COMMITMENTS, ISSUE: OF_ISSUES}


@dataclass(frozen=True)
class Occasion:
    """One session with everything that is said of it in passing."""

    forum: Forum
    name: str
    one: ForumSession
    leader: Person | None
    today: date  # In the forum's zone.
    next_on: date | None = None
    by: Person | None = None  # Who did the last thing to it; nobody: the clock.
    holiday: str = ""  # What moved it from the day of the rule.
    moved_from: datetime | None = None


@dataclass(frozen=True)
class Minutes:
    """What a session came to, apart from its promises."""

    there: Sequence[Person]
    settled: Sequence[str]
    dropped: Sequence[str]
    carried: int
    notes: str
    by: Person | None


def occasion_of(
    session: Session, forum: Forum, one: ForumSession, now: datetime, revision: int | None = None
) -> Occasion:
    """Return a session as it is shown; with a revision, what happened then."""
    happening = _happening(session, one, revision or one.revision)
    number = happening.person if happening else None
    people = people_numbered(session, one.team_id, {number})
    is_other_day = one.held_on != one.slot_on and not one.is_moved
    was = happening.facts.get("from") if happening else None
    return Occasion(
        forum=forum,
        name=forum_name(session, forum),
        one=one,
        leader=facilitator_of(session, forum),
        today=today_in(forum.zoneinfo, now),
        next_on=_next_on(forum, one),
        by=people.get(number or 0),
        holiday=is_holiday(forum.country, one.slot_on) if is_other_day else "",
        moved_from=datetime.fromisoformat(was) if was else None,
    )


def upcoming_for(session: Session, person: Person, now: datetime) -> list[Occasion]:
    """Return the next session of each forum that somebody is asked in, soonest first."""
    forums = {forum.number: forum for forum in forums_asking(session, person) if forum.meets}
    ahead = (session_ahead(session, forum, now) for forum in forums.values())
    ones = sorted((one for one in ahead if one), key=lambda one: one.starts_at)
    return [occasion_of(session, forums[one.forum], one, now) for one in ones[:UPCOMING_MOST]]


def minutes_of(session: Session, one: ForumSession) -> Minutes:
    """Return what was recorded of a session."""
    came = select(Attendance.person).where(
        Attendance.team_id == one.team_id,
        Attendance.forum == one.forum,
        Attendance.slot_on == one.slot_on,
        col(Attendance.was_there).is_(True),
    )
    numbers: set[int | None] = {*session.exec(came), one.recorded_by}
    people = people_numbered(session, one.team_id, numbers)
    there = [people[number] for number in session.exec(came)]
    return Minutes(
        there=sorted(there, key=lambda person: (person.folded_name, person.number)),
        settled=_texts(session, one, ItemState.DONE),
        dropped=_texts(session, one, ItemState.DROPPED),
        carried=len(_items(session, one, ItemState.OPEN)),
        notes=words_of(session, {one.notes}).get(one.notes or 0, ""),
        by=people.get(one.recorded_by or 0),
    )


def _next_on(forum: Forum, one: ForumSession) -> date | None:
    """Return the day of the session after this one."""
    days = (day for day in (forum.next_on, forum.then_on) if day is not None)
    return next((day for day in days if day > one.held_on), None)


def _happening(session: Session, one: ForumSession, revision: int) -> Happening | None:
    return last_of(session, one.team_id, f"{NOUN}:{one.slot_on}", one.forum, revision)


def _texts(session: Session, one: ForumSession, state: ItemState) -> list[str]:
    """Return what items of a session say, or the ids of the records they are about."""
    items = _items(session, one, state)
    texts = words_of(session, {item.words for item in items})
    return [_text(item, texts) for item in items]


def _text(item: AgendaItem, texts: dict[int, str]) -> str:
    letter = _LETTERS.get(item.noun, "")
    named = f"{letter}-{item.about}" if letter and item.about is not None else "(erased)"
    return texts.get(item.words or 0, named)


def _items(session: Session, one: ForumSession, state: ItemState) -> Sequence[AgendaItem]:
    items = select(AgendaItem).where(
        AgendaItem.team_id == one.team_id,
        AgendaItem.forum == one.forum,
        AgendaItem.state == state,
        col(AgendaItem.added_at) < one.ends_at,
    )
    if state is not ItemState.OPEN:
        items = items.where(AgendaItem.settled_on == one.slot_on)
    return session.exec(items.order_by(col(AgendaItem.number))).all()
