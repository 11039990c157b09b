"""Starting a forum: what it is to be is checked whole, and a channel has one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.database import insert_once
from bot.domain.channels import Channel, ChannelKind, channel_of
from bot.domain.counters import give_back_number, next_number
from bot.domain.forums.finding import can_be_asked, forum_in
from bot.domain.forums.mondays import next_week
from bot.domain.forums.records import NOUN, Forum, ForumMember, Held, State
from bot.domain.forums.telling import Tidings, tell
from bot.domain.history import Event, record
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.recurrence import Rhythm
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

LONGEST_NAME = 80
MOST_ASKED = 50
SHORTEST, LONGEST = 5, 480  # Minutes.
ASKED_AT_FIRST = 15  # A channel with more members than that is asked about.
PLACES = frozenset({ChannelKind.PUBLIC, ChannelKind.PRIVATE})


class CannotBeAsked(UserError):
    """{who} cannot be asked in a forum: a bot, a guest, or somebody who left or is from outside."""


class NobodyAsked(UserError):
    """Please pick at least one colleague who is asked."""


class TooManyAsked(UserError):
    """A forum asks 50 people at the most, so that each of them is heard. Please pick fewer."""


class NameTooLong(UserError):
    """A name fits in 80 characters. Please say it shorter."""


class LengthOff(UserError):
    """A forum takes from 5 minutes to 8 hours. Please say the minutes, such as 60."""


class NoPlace(UserError):
    """A forum needs a channel of its own company. Please pick one."""


@dataclass(frozen=True)
class Plan:
    """What a forum is to be. People are numbers of `people`."""

    channel_id: str
    rhythm: Rhythm
    facilitator: int
    members: tuple[int, ...]
    name: str = ""
    deputy: int | None = None
    length: int = 60

    def __post_init__(self) -> None:
        if len(cleaned(self.name)) > LONGEST_NAME:
            raise NameTooLong(field="name")
        if not SHORTEST <= self.length <= LONGEST:
            raise LengthOff(field="length")
        if not self.members:
            raise NobodyAsked(field="people")
        if len(self.members) > MOST_ASKED:
            raise TooManyAsked(field="people")

    def columns(self) -> dict[str, Any]:
        """Return the columns of the row, but for its name."""
        return {
            "channel_id": self.channel_id,
            "facilitator": self.facilitator,
            "deputy": None if self.deputy == self.facilitator else self.deputy,
            "length": self.length,
            **rhythm_columns(self.rhythm),
        }


@dataclass(frozen=True)
class Begun:
    """A forum, and whether it was started just now: a channel has one, a form makes one."""

    forum: Forum
    is_new: bool


def start(session: Session, me: Person, plan: Plan, origin: str, now: datetime) -> Begun:
    """Start a forum, unless its channel has one or this form has made one."""
    number = next_number(session, me.team_id, NOUN)
    there = made_by(session, me.team_id, origin)
    if there is None:
        demand_place(session, me.team_id, plan.channel_id)
        there = forum_in(session, me.team_id, plan.channel_id)
    if there is not None:
        give_back_number(session, me.team_id, NOUN)
        return Begun(there, is_new=False)
    demand_people(session, me.team_id, plan)
    forum = _put(session, me, replace(plan, name=cleaned(plan.name)), (number, origin), now)
    if forum.facilitator != me.number:
        tell(
            session,
            forum,
            [person_numbered(session, me.team_id, plan.facilitator)],
            Tidings.LED,
            now,
        )
    return Begun(forum, is_new=True)


def demand_place(session: Session, team_id: str, channel_id: str) -> Channel:
    """Return the channel of a forum, locked. Raises NoPlace where none can live.

    Of two who want a forum there at the same moment, the second then finds that of the first.
    """
    there = select(Channel).where(Channel.team_id == team_id, Channel.channel_id == channel_id)
    fresh = there.with_for_update().execution_options(populate_existing=True)
    channel = session.exec(fresh).one_or_none()
    is_ours = channel is not None and channel.kind in PLACES
    if channel is None or not is_ours or channel.is_archived or channel.is_external:
        raise NoPlace(field="channel")
    return channel


def obstacle_in(channel: Channel | None) -> Held | None:
    """Return what keeps us from posting in a channel; a public one we can join."""
    if channel is None:
        return None
    if channel.is_archived:
        return Held.ARCHIVED
    if channel.is_external:
        return Held.EXTERNAL
    can_join = channel.kind is ChannelKind.PUBLIC
    return None if can_join or channel.is_member else Held.PRIVATE


def demand_people(session: Session, team_id: str, plan: Plan) -> None:
    """Raise CannotBeAsked, naming them, for those who cannot be reached."""
    for field, numbers in (
        ("people", plan.members),
        ("facilitator", (plan.facilitator,)),
        ("deputy", (plan.deputy,)),
    ):
        people = people_numbered(session, team_id, {*numbers}).values()
        unfit = sorted(person.called for person in people if not can_be_asked(person))
        if unfit:
            raise CannotBeAsked(field=field, who=", ".join(unfit))


def ask(session: Session, forum: Forum, members: Iterable[int]) -> None:
    """Have exactly these people be asked in a forum."""
    wanted = set(members)
    rows = session.exec(
        select(ForumMember).where(
            ForumMember.team_id == forum.team_id, ForumMember.forum == forum.number
        )
    ).all()
    for row in rows:
        if row.person not in wanted:
            session.delete(row)
    for person in sorted(wanted - {row.person for row in rows}):
        insert_once(session, ForumMember(team_id=forum.team_id, forum=forum.number, person=person))


def rhythm_columns(rhythm: Rhythm) -> dict[str, Any]:
    """Return a rhythm as the table holds it."""
    names = ("rule", "anchor_on", "at", "zone", "country", "on_holiday")
    return {name: getattr(rhythm, name) for name in names}


def _put(session: Session, me: Person, plan: Plan, named: tuple[int, str], now: datetime) -> Forum:
    number, origin = named
    held = obstacle_in(channel_of(session, me.team_id, plan.channel_id))
    words = keep_words(session, me.team_id, plan.name) if plan.name else None
    forum = Forum(
        team_id=me.team_id,
        number=number,
        state=State.HELD if held else State.ACTIVE,
        held_why=held,
        name=words.id if words else None,
        maker=me.number,
        made_at=now,
        origin=origin,
        **plan.columns(),
    )
    forum.next_week_at = next_week(forum, now)
    session.add(forum)
    session.flush()
    ask(session, forum, plan.members)
    facts = {"members": sorted(plan.members)}
    event = Event(me.number, "started", now, facts, words)
    record(session, me.team_id, NOUN, number, 1, event)
    return forum


def made_by(session: Session, team_id: str, origin: str) -> Forum | None:
    """Return the forum that a draft or a form has made, when it was sent before."""
    made = select(Forum).where(Forum.team_id == team_id, Forum.origin == origin)
    return session.exec(made).one_or_none()
