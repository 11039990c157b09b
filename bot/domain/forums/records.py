"""The forum itself: its channel, who is asked, who leads it, and its rhythm."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Session

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row
from bot.domain.calendar import zone_named
from bot.domain.changing import change_row
from bot.domain.history import Event
from bot.domain.recurrence import OnHoliday, Rhythm

NOUN = "forum"
LETTER = "F"


class State(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    HELD = "held"  # Its channel cannot be posted to; the facilitator was told the way out.
    ENDED = "ended"


class Held(StrEnum):
    """Why a forum's channel cannot be posted to."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    REMOVED = "removed"  # The bot was sent away.
    PRIVATE = "private"  # The bot is not in it and cannot join by itself.
    EXTERNAL = "external"  # Shared with another organisation.


class Forum(Row, table=True):
    """One forum. People are numbers of `people`; its name is words of `words`."""

    __tablename__ = "forums"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("maker", "facilitator", "deputy")
        ),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("revision >= 1 AND length > 0", name="forums_counts"),
        # A channel has one living forum.
        Index(
            "forums_living",
            "team_id",
            "channel_id",
            unique=True,
            sqlite_where=text("state <> 'ended'"),
            postgresql_where=text("state <> 'ended'"),
        ),
        Index("forums_by_facilitator", "team_id", "facilitator", "state"),
        Index("forums_by_week", "next_week_at"),
        Index("forums_by_resuming", "resume_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(default=State.ACTIVE, sa_type=word_of(State))
    channel_id: str = Field(max_length=32)
    name: int | None = Field(default=None, sa_type=BigId)  # Without one, its channel's.
    maker: int
    facilitator: int
    deputy: int | None = None
    rule: str = Field(max_length=128)  # An RRULE of the kinds `recurrence` knows.
    anchor_on: date  # From where the rule counts, in the forum's own zone.
    at: time
    zone: str = Field(max_length=64)
    length: int = 60  # Minutes.
    country: str = Field(default="", max_length=8)  # Whose public holidays count; empty: nobody's.
    on_holiday: OnHoliday = Field(default=OnHoliday.AFTER, sa_type=word_of(OnHoliday))
    made_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    next_week_at: datetime | None = Field(default=None, sa_type=Moment)  # Its Monday post.
    # The days of the next two sessions, moved and skipped ones considered; kept by `sessions`.
    next_on: date | None = None
    then_on: date | None = None
    held_why: Held | None = Field(default=None, sa_type=word_of(Held))
    resume_at: datetime | None = Field(default=None, sa_type=Moment)  # It was paused until then.
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"

    @property
    def zoneinfo(self) -> ZoneInfo:
        return zone_named(self.zone)

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(
            rule=self.rule,
            anchor_on=self.anchor_on,
            at=self.at,
            zone=self.zone,
            country=self.country,
            on_holiday=self.on_holiday,
        )

    @property
    def meets(self) -> bool:
        """Whether its sessions take place; else nothing is posted for it."""
        return self.state is State.ACTIVE


def change(session: Session, forum: Forum, event: Event, **columns: Any) -> Forum:
    """Change a forum as it was read, and add to its history. Raises MovedOn."""
    return change_row(session, forum, NOUN, event, **columns)


class ForumMember(Row, table=True):
    """Somebody who is asked in a forum."""

    __tablename__ = "forum_members"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "forum"], ["forums.team_id", "forums.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        Index("forum_members_by_person", "team_id", "person"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    forum: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
