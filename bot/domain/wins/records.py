"""The win itself, who made it happen, and where and when wins are told."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row

NOUN = "win"
LETTER = "W"
FRIDAY = 4


class State(StrEnum):
    WAITING = "waiting"  # It names a customer: somebody has to approve that.
    READY = "ready"  # To be told.
    TOLD = "told"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PublicText(StrEnum):
    """What a customer may read of it is a text of its own, approved on its own."""

    NONE = "none"
    DRAFTED = "drafted"
    APPROVED = "approved"
    TOLD = "told"


class Win(Row, table=True):
    """One customer win. People are numbers of `people`, texts ids of `words`."""

    __tablename__ = "wins"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("teller", "approved_by", "public_by")
        ),
        ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("revision >= 1", name="wins_counts"),
        CheckConstraint("state <> 'told' OR told_at IS NOT NULL", name="wins_told_have_a_time"),
        CheckConstraint(
            "public_state NOT IN ('approved', 'told') OR public_by IS NOT NULL",
            name="wins_public_are_approved",
        ),
        Index("wins_by_state", "team_id", "state", "made_at", "number"),
        Index("wins_by_area", "team_id", "area", "told_at"),
        Index("wins_by_teller", "team_id", "teller", "made_at"),
        Index("wins_by_shoutout", "team_id", "told_in"),
        Index("wins_by_public", "team_id", "public_state", "number"),
        Index("wins_linked", "team_id", "linked_to"),
        Index("wins_old", "erased_at", "changed_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(sa_type=word_of(State))
    teller: int | None = None  # None: a feed or a source told it.
    story: int = Field(sa_type=BigId)
    customer: int | None = Field(default=None, sa_type=BigId)
    is_withheld: bool = False  # The customer is known and not named.
    area: int | None = None
    approved_by: int | None = None
    public_text: int | None = Field(default=None, sa_type=BigId)
    public_state: PublicText = Field(default=PublicText.NONE, sa_type=word_of(PublicText))
    public_by: int | None = None
    public_at: datetime | None = Field(default=None, sa_type=Moment)
    linked_to: str = Field(default="", max_length=16)
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    told_in: date | None = None  # The shoutout that tells it, and which of its messages does.
    told_page: int = 0
    told_place: int = 0
    erased_at: datetime | None = Field(default=None, sa_type=Moment)
    channel_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    is_private: bool = False
    message_channel: str = Field(default="", max_length=32)
    message_ts: str = Field(default="", max_length=32)
    origin: str | None = Field(default=None, max_length=160)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"


class WinPerson(Row, table=True):
    """Somebody who made a win happen."""

    __tablename__ = "win_people"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "win"], ["wins.team_id", "wins.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        Index("win_people_by_person", "team_id", "person", "win"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    win: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class WinsChannel(Row, table=True):
    """Where and when a company's wins are told; without a row they appear where they are told."""

    __tablename__ = "wins_channels"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "set_by"], ["people.team_id", "people.number"]),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="wins_channels_have_a_day"),
        Index("wins_channels_due", "next_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    channel_id: str = Field(max_length=32)
    zone: str = Field(max_length=64)
    weekday: int = FRIDAY  # Monday is 0.
    at: time = time(15)
    set_by: int | None = None
    next_at: datetime | None = Field(default=None, sa_type=Moment)
    silent_weeks: int = 0
    held_at: datetime | None = Field(default=None, sa_type=Moment)  # It cannot be written to.


class Shoutout(Row, table=True):
    """One telling of wins; its day is its key, so that it comes once."""

    __tablename__ = "shoutouts"

    team_id: str = Field(primary_key=True, max_length=32)
    day: date = Field(primary_key=True)  # In the zone of the wins channel.
    wins: int = 0
    made_at: datetime = Field(sa_type=Moment)


class Feed(Row, table=True):
    """A list of wins somewhere else, read over HTTP page by page."""

    __tablename__ = "feeds"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "owner"], ["people.team_id", "people.number"]),
        Index("feeds_due", "next_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    name: str = Field(primary_key=True, max_length=32)
    url: str = Field(max_length=512)
    owner: int
    etag: str = Field(default="", max_length=256)
    next_page: str = Field(default="", max_length=512)  # Where a reading that was cut off goes on.
    next_at: datetime | None = Field(default=None, sa_type=Moment)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str = Field(default="", max_length=160)
    told_at: datetime | None = Field(default=None, sa_type=Moment)  # The CCO heard that it fails.
