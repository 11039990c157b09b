"""Thanks, whom they go to, who joined in, and what was put forward for the next gathering."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Session, col

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row
from bot.domain.changing import change_row
from bot.domain.history import Event
from bot.domain.notices import Notice

NOUN = "recognition"
NOMINATION = "nomination"
LETTER = "K"
DAILY = 5  # Thanks one person gives in a day, by their own clock (design §4).
MONTHLY = 3  # To the same person.


class State(StrEnum):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Tag(StrEnum):
    RELIABILITY = "reliability"
    IMPROVEMENT = "improvement"


class Recognition(Row, table=True):
    """Thanks from one person to others. People are numbers of `people`, texts ids of `words`."""

    __tablename__ = "recognitions"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("giver", "withdrawn_by")
        ),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("revision >= 1", name="recognitions_counts"),
        Index("recognitions_by_giver", "team_id", "giver", "given_on", "number"),
        Index("recognitions_by_time", "team_id", "state", "given_at", "number"),
        Index("recognitions_by_channel", "team_id", "channel_id", "state", "given_at"),
        Index("recognitions_linked", "team_id", "linked_to"),
        Index("recognitions_old", "erased_at", "given_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(default=State.GIVEN, sa_type=word_of(State))
    giver: int
    did: int = Field(sa_type=BigId)  # What they did.
    changed: int | None = Field(default=None, sa_type=BigId)  # What it changed for a customer.
    tag: Tag | None = Field(default=None, sa_type=word_of(Tag))
    linked_to: str = Field(default="", max_length=16)  # An issue, a commitment or a win.
    given_at: datetime = Field(sa_type=Moment)
    given_on: date  # In the giver's zone.
    changed_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: int | None = None
    erased_at: datetime | None = Field(default=None, sa_type=Moment)
    channel_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    is_private: bool = False  # Said in a private place, or only between them.
    message_channel: str = Field(default="", max_length=32)  # The message it thanks for.
    message_ts: str = Field(default="", max_length=32)
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"


class Thanked(Row, table=True):
    """One person that thanks go to; `giver` and `given_at` are copies, for counting."""

    __tablename__ = "thanked"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "recognition"], ["recognitions.team_id", "recognitions.number"]
        ),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        CheckConstraint("giver <> person", name="thanked_by_another"),
        Index("thanked_by_person", "team_id", "person", "given_at"),
        Index("thanked_by_pair", "team_id", "giver", "person", "given_at"),
        Index("thanked_by_time", "team_id", "given_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    recognition: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    giver: int
    given_at: datetime = Field(sa_type=Moment)
    is_private: bool = False  # They like to be thanked between them only.
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)  # They took it off.


class Joined(Row, table=True):
    """Somebody who joined the thanks, by button or reaction."""

    __tablename__ = "thanks_joined"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "recognition"], ["recognitions.team_id", "recognitions.number"]
        ),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    recognition: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    joined_at: datetime = Field(sa_type=Moment)
    pressed: bool = False  # By the button; it stays when a reaction is taken off.
    reactions: str = Field(default="", max_length=255)  # Those that stand there, by name.
    left_at: datetime | None = Field(default=None, sa_type=Moment)  # Nothing of theirs is left.


class GivingDay(Row, table=True):
    """How many thanks a person gave on a day of theirs; the check is the judge of a race."""

    __tablename__ = "giving_days"
    __table_args__ = (
        CheckConstraint(f"given BETWEEN 0 AND {DAILY}", name="giving_days_have_an_end"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    giver: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: date = Field(primary_key=True)
    given: int = 0


class GivingMonth(Row, table=True):
    """How often a person thanked the same other one in a month of theirs."""

    __tablename__ = "giving_months"
    __table_args__ = (
        CheckConstraint(f"given BETWEEN 0 AND {MONTHLY}", name="giving_months_have_an_end"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    giver: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    month: date = Field(primary_key=True)  # Its first day.
    given: int = 0


class NominationState(StrEnum):
    NOMINATED = "nominated"
    PICKED = "picked"
    TOLD = "told"
    NOT_THIS_TIME = "not_this_time"


class Nomination(Row, table=True):
    """Somebody put forward to be commended at the next forum or gathering."""

    __tablename__ = "nominations"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("person", "nominated_by", "decided_by")
        ),
        ForeignKeyConstraint(["team_id", "forum"], ["forums.team_id", "forums.number"]),
        ForeignKeyConstraint(
            ["team_id", "recognition"], ["recognitions.team_id", "recognitions.number"]
        ),
        UniqueConstraint("team_id", "origin"),
        Index("nominations_by_forum", "team_id", "forum", "state", "number"),
        Index("nominations_by_state", "team_id", "state", "number"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: NominationState = Field(
        default=NominationState.NOMINATED, sa_type=word_of(NominationState)
    )
    person: int
    nominated_by: int
    forum: int | None = None  # None: the next gathering.
    recognition: int | None = None
    why: int = Field(sa_type=BigId)
    changed: int | None = Field(default=None, sa_type=BigId)  # For the customer.
    sentence: int | None = Field(default=None, sa_type=BigId)  # The leader's own.
    decided_by: int | None = None
    told_on: date | None = None  # At the session of that date.
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    erased_at: datetime | None = Field(default=None, sa_type=Moment)
    channel_id: str = Field(default="", max_length=32)
    is_private: bool = False
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"N-{self.number}"


# A reaction names a message and nothing else; of all messages, these alone are looked up by it.
IS_POST = "kind = 'kudos.post'"
Index(
    "notices_of_thanks",
    col(Notice.team_id),
    col(Notice.posted_in),
    col(Notice.ts),
    sqlite_where=text(IS_POST),
    postgresql_where=text(IS_POST),
)


def change(session: Session, recognition: Recognition, event: Event, **columns: Any) -> Recognition:
    """Change thanks as they were read, and add to their history. Raises MovedOn."""
    return change_row(session, recognition, NOUN, event, changed_at=event.at, **columns)


def change_nomination(
    session: Session, nomination: Nomination, event: Event, **columns: Any
) -> Nomination:
    """Change a nomination as it was read, and add to its history. Raises MovedOn."""
    return change_row(session, nomination, NOMINATION, event, changed_at=event.at, **columns)
