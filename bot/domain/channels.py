"""Channels: their kind and privacy, and where a post about a record may go."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Field, Session, select

from bot.database import Moment, upsert, word_of
from bot.database.rows import Row
from bot.domain.lines import BRIEF, add_line

BECAME_PRIVATE = "became_private"  # A line in the CCO's brief.
HIDDEN = "privategroup"  # What Slack calls every private channel where somebody types.


class ChannelKind(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    GROUP_DM = "group_dm"
    DM = "dm"  # Between two people; the bot is not in it.
    BOT_DM = "bot_dm"


@dataclass(frozen=True)
class ChannelFacts:
    """What Slack says of one channel."""

    channel_id: str
    kind: ChannelKind
    name: str = ""
    is_member: bool = False
    is_external: bool = False
    is_archived: bool = False


_FACTS = tuple(ChannelFacts.__dataclass_fields__)


class Channel(Row, table=True):
    __tablename__ = "channels"

    team_id: str = Field(primary_key=True, max_length=32)
    channel_id: str = Field(primary_key=True, max_length=32)
    kind: ChannelKind = Field(sa_type=word_of(ChannelKind))
    name: str = ""
    is_member: bool = False
    is_external: bool = False
    is_archived: bool = False
    read_at: datetime = Field(sa_type=Moment)

    @property
    def is_private(self) -> bool:
        """Whether what is said there is only for those who are there."""
        return self.kind is not ChannelKind.PUBLIC


class Posting(StrEnum):
    """What happens to the card of a record made in a channel."""

    POSTED = "posted"  # It appears there.
    HELD = "held"  # A private channel without the bot: it waits for an invitation.
    KEPT = "kept"  # A place between people: it never appears there.
    EXTERNAL = "external"  # Shared with another organisation: only on somebody's word.
    PERSONAL = "personal"  # The bot's own DM: it appears there, for one person.
    GONE = "gone"  # The channel is archived.


def learn_channel(session: Session, team_id: str, facts: ChannelFacts, now: datetime) -> Channel:
    """Remember a channel as Slack describes it; what was said in one that closed is private."""
    known = channel_of(session, team_id, facts.channel_id)
    was_open = known is not None and not known.is_private
    channel = Channel(team_id=team_id, read_at=now, **vars(facts))
    upsert(session, channel)
    if was_open and channel.is_private:
        _close(session, channel, now)
    return channel


def channel_of(session: Session, team_id: str, channel_id: str) -> Channel | None:
    return session.get(Channel, (team_id, channel_id))


def channel_now(session: Session, team_id: str, channel_id: str) -> Channel | None:
    """Return a channel as it is when this is saved, for deciding whether a card has to wait.

    Where it would wait for an invitation, the row is locked: the invitation either came before, or
    comes after the waiting card is there to be let go.
    """
    known = channel_of(session, team_id, channel_id)
    if known is None or posting_in(known) is not Posting.HELD:
        return known
    locked = select(Channel).where(Channel.team_id == team_id, Channel.channel_id == channel_id)
    fresh = locked.with_for_update().execution_options(populate_existing=True)
    return session.exec(fresh).one_or_none()


def channel_seen(
    session: Session, team_id: str, channel_id: str, name: str, now: datetime
) -> Channel:
    """Return a channel somebody typed in; an unknown one is guessed from its name there."""
    known = channel_now(session, team_id, channel_id)
    if known is None:
        facts = ChannelFacts(channel_id=channel_id, kind=_kind_guessed(channel_id, name), name=name)
        return learn_channel(session, team_id, facts, now)
    if known.kind is ChannelKind.PUBLIC and name == HIDDEN:
        # Slack does not tell when a channel becomes private; that it hides its name does.
        facts = replace(_facts_of(known), kind=ChannelKind.PRIVATE)
        return learn_channel(session, team_id, facts, now)
    return known


def posting_in(channel: Channel) -> Posting:
    """Return what happens to a card in this channel."""
    if channel.kind is ChannelKind.BOT_DM:
        return Posting.PERSONAL
    if channel.kind is ChannelKind.DM:
        return Posting.KEPT
    if channel.is_external:
        return Posting.EXTERNAL
    if channel.is_archived:
        return Posting.GONE
    if channel.kind is ChannelKind.PUBLIC or channel.is_member:
        return Posting.POSTED
    return Posting.HELD if channel.kind is ChannelKind.PRIVATE else Posting.KEPT


def renumber_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """Know a channel by its new id."""
    channel = channel_of(session, team_id, old)
    if channel is None:
        return
    learn_channel(session, team_id, replace(_facts_of(channel), channel_id=new), channel.read_at)
    session.delete(channel)


def mark_member(session: Session, team_id: str, channel_id: str, *, is_member: bool) -> None:
    """Remember whether the bot is in a channel."""
    channel = channel_of(session, team_id, channel_id)
    if channel is not None:
        channel.is_member = is_member
        session.add(channel)


def _facts_of(channel: Channel) -> ChannelFacts:
    return ChannelFacts(**{name: getattr(channel, name) for name in _FACTS})


def _close(session: Session, channel: Channel, now: datetime) -> None:
    """Keep what was said in a channel, while all could read it, for those who are there now."""
    session.flush()
    for table in Row.metadata.sorted_tables:
        if {"channel_id", "is_private"} <= {*table.columns.keys()}:
            mine = (table.c.team_id == channel.team_id, table.c.channel_id == channel.channel_id)
            session.execute(update(table).where(*mine).values(is_private=True))
    facts, key = {"channel": channel.channel_id}, f"{BECAME_PRIVATE}:{channel.channel_id}"
    add_line(session, channel.team_id, BRIEF, key, BECAME_PRIVATE, now, facts=facts)
    session.expire_all()


def _kind_guessed(channel_id: str, name: str) -> ChannelKind:
    # Slack calls every DM "directmessage" and hides private names (slack-platform 1.2); by its id
    # alone a channel cannot be told to be public, so what is said there stays there.
    if channel_id.startswith("D") or name == "directmessage":
        return ChannelKind.DM
    if name.startswith("mpdm-"):
        return ChannelKind.GROUP_DM
    return ChannelKind.PRIVATE if name in {"", HIDDEN} else ChannelKind.PUBLIC
