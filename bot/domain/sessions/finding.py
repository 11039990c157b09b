"""Looking sessions up: the one ahead, one by its slot, the last one, and who leads it."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.domain.forums.finding import facilitator_of, facilitators_of
from bot.domain.forums.records import Forum
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import is_away
from bot.domain.sessions.records import BEFORE, ForumSession, Outcome
from bot.errors import UserError


class NotYourSession(UserError):
    """Only {who} can do that in {forum}, so nothing changed."""


class NoSuchSession(UserError):
    """I find no such session of {forum}. `{command} agenda` shows the next one."""


class NoSessionAhead(UserError):
    """{forum} has no session ahead, so nothing changed. `{command} forum` shows how it stands."""


def session_on(session: Session, forum: Forum, slot_on: date) -> ForumSession | None:
    return session.get(ForumSession, (forum.team_id, forum.number, slot_on))


def session_for(session: Session, forum: Forum, slot_on: date) -> ForumSession:
    """Return a session, locked until the transaction ends. Raises NoSuchSession."""
    found = session.exec(
        select(ForumSession)
        .where(
            ForumSession.team_id == forum.team_id,
            ForumSession.forum == forum.number,
            ForumSession.slot_on == slot_on,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NoSuchSession(forum=forum.label)
    return found


def session_ahead(session: Session, forum: Forum, now: datetime) -> ForumSession | None:
    """Return the next session of a forum, once it is planned."""
    return session.exec(
        select(ForumSession)
        .where(
            ForumSession.team_id == forum.team_id,
            ForumSession.forum == forum.number,
            ForumSession.outcome == Outcome.AHEAD,
            col(ForumSession.step).in_(BEFORE),
            col(ForumSession.starts_at) > now,
        )
        .order_by(col(ForumSession.starts_at))
        .limit(1)
    ).one_or_none()


def last_begun(session: Session, forum: Forum, before: datetime) -> ForumSession | None:
    """Return the latest session that took place before a moment."""
    took_place = (Outcome.AHEAD, Outcome.RECORDED, Outcome.UNRECORDED)
    return session.exec(
        select(ForumSession)
        .where(
            ForumSession.team_id == forum.team_id,
            ForumSession.forum == forum.number,
            col(ForumSession.outcome).in_(took_place),
            col(ForumSession.step).not_in(BEFORE),
            col(ForumSession.starts_at) < before,
        )
        .order_by(col(ForumSession.starts_at).desc())
        .limit(1)
    ).one_or_none()


def leader_of(session: Session, forum: Forum, now: datetime) -> Person | None:
    """Return who is asked how a session was: the facilitator, or who is there in their place."""
    numbers = facilitators_of(session, forum)
    people = people_numbered(session, forum.team_id, {*numbers})
    there = (people[number] for number in numbers if not is_away(session, people[number], now))
    return next(there, None) or facilitator_of(session, forum)


def demand_lead(session: Session, forum: Forum, me: Person) -> None:
    """Raise NotYourSession, naming who can, unless this person may lead the forum."""
    numbers = facilitators_of(session, forum)
    if me.number not in numbers:
        people = people_numbered(session, forum.team_id, {*numbers})
        who = " or ".join(people[number].called for number in numbers)
        raise NotYourSession(forum=forum.label, who=who or "your CCO")
