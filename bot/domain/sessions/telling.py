"""What is promised to be said about a session: its post, the replies below it, and the asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from bot.domain.answers import Kind
from bot.domain.forums.records import Forum
from bot.domain.notices import Notice, Place, Urgency, promise, refresh, take_back
from bot.domain.people import Person, person_numbered
from bot.domain.sessions.records import ForumSession

KEPT_FOR = timedelta(hours=24)  # What could not be said for a day is not said at all.
MINUTES_KEPT_FOR = timedelta(days=7)  # But what somebody wrote down waits for its channel.


@dataclass(frozen=True)
class Telling:
    """What something is said about, and when it was due."""

    forum: Forum
    one: ForumSession
    due_at: datetime
    now: datetime


def post_key(one: ForumSession) -> str:
    return f"{one.key}:post"


def agenda_key(one: ForumSession) -> str:
    return f"{one.key}:agenda"


def ask_keys(one: ForumSession) -> tuple[str, str]:
    """Return the keys of the two times of asking how a session was."""
    return f"{one.key}:asked", f"{one.key}:chased"


def say_post(session: Session, telling: Telling) -> None:
    """Announce a session, in the one message that is kept up to date."""
    forum = telling.forum
    leader = person_numbered(session, forum.team_id, forum.facilitator)
    place = Place(channel_id=forum.channel_id)
    _say(session, telling, post_key(telling.one), Kind.SESSION_POST, place, by=leader)


def say_reply(
    session: Session, telling: Telling, what: str, kind: Kind, facts: Mapping[str, Any]
) -> None:
    """Say something below the post, seen in the channel too; the post is there by then."""
    if not is_promised(session, telling.one, post_key(telling.one)):
        say_post(session, telling)
    place = Place(
        channel_id=telling.forum.channel_id, thread_of=post_key(telling.one), broadcast=True
    )
    _say(session, telling, f"{telling.one.key}:{what}", kind, place, facts=facts)


def ask(session: Session, telling: Telling, key: str, leader: Person) -> None:
    """Ask a session's leader, in their DM, who was there and what was promised."""
    facts = {"asked": leader.number, "again": key == ask_keys(telling.one)[1]}
    place = Place(person_id=leader.slack_id or "")
    _say(session, telling, key, Kind.SESSION_ASKED, place, facts=facts)


def show(session: Session, one: ForumSession) -> None:
    """Bring what is said about a session up to date: its agenda until it begins, and its post."""
    if not one.has_begun:
        refresh(session, one.team_id, agenda_key(one))
    refresh(session, one.team_id, post_key(one))


def show_or_unsay(session: Session, one: ForumSession, key: str) -> None:
    """Bring a message up to date; while nobody has seen it, never say it."""
    said = _notice(session, one, key)
    if said is not None and said.ts is None:
        take_back(session, one.team_id, key)
    else:
        refresh(session, one.team_id, key)


def is_promised(session: Session, one: ForumSession, key: str) -> bool:
    return _notice(session, one, key) is not None


def is_posted(session: Session, one: ForumSession) -> bool:
    """Tell whether people can have seen the announcement of a session."""
    said = _notice(session, one, post_key(one))
    return said is not None and said.ts is not None


def _notice(session: Session, one: ForumSession, key: str) -> Notice | None:
    found = select(Notice).where(Notice.team_id == one.team_id, Notice.key == key)
    return session.exec(found).one_or_none()


def _say(
    session: Session,
    telling: Telling,
    key: str,
    kind: Kind,
    place: Place,
    *,
    facts: Mapping[str, Any] | None = None,
    by: Person | None = None,
) -> None:
    one, is_written = telling.one, kind is Kind.SESSION_MINUTES
    promise(
        session,
        one.team_id,
        key,
        kind=kind,
        place=place,
        now=telling.now,
        facts={"forum": one.forum, "slot_on": one.slot_on.isoformat(), **(facts or {})},
        due_at=telling.due_at,
        expires_at=telling.due_at + (MINUTES_KEPT_FOR if is_written else KEPT_FOR),
        urgency=Urgency.FORUM,
        asked_by=by.slack_id or "" if by else "",
    )
