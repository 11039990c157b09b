"""One occurrence of a forum: its date, its steps, what is on its agenda, and who was there."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, update
from sqlmodel import Field, Session, col

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row
from bot.domain.changing import plain
from bot.domain.history import Event, record
from bot.errors import UserError

NOUN = "session"
ITEM = "agenda_item"


class Step(StrEnum):
    """What was done for a session last; each step is done once, or passed over with a record."""

    PLANNED = "planned"
    POSTED = "posted"  # Two working days before.
    AGENDA = "agenda"  # Two hours before.
    STARTED = "started"
    ASKED = "asked"  # The facilitator was asked who came and what was promised.
    CHASED = "chased"  # Asked once more.
    CLOSED = "closed"  # Nothing more follows by the clock.


BEFORE = (Step.PLANNED, Step.POSTED, Step.AGENDA)


class Outcome(StrEnum):
    """What became of a session."""

    AHEAD = "ahead"
    RECORDED = "recorded"
    UNRECORDED = "unrecorded"
    SKIPPED = "skipped"  # On somebody's word.
    FREE = "free"  # A public holiday.
    PASSED = "passed"  # Nobody was told in time: the bot was down, the forum paused or held.
    VOID = "void"  # The forum's rhythm no longer gives it this day, or the forum has ended.


class SessionMovedOn(UserError):
    """Somebody changed that session at the same moment, so nothing was saved. Please look again."""


class ForumSession(Row, table=True):
    """One session, under the date that the forum's rule gives it, whatever day it is moved to."""

    __tablename__ = "sessions"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "forum"], ["forums.team_id", "forums.number"]),
        ForeignKeyConstraint(["team_id", "recorded_by"], ["people.team_id", "people.number"]),
        Index("sessions_due", "next_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    forum: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    slot_on: date = Field(primary_key=True)
    revision: int = 1
    held_on: date  # The day it takes place, in the forum's zone.
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    is_moved: bool = False  # Somebody gave it a day or hour of its own.
    step: Step = Field(default=Step.PLANNED, sa_type=word_of(Step))
    outcome: Outcome = Field(default=Outcome.AHEAD, sa_type=word_of(Outcome))
    next_at: datetime | None = Field(default=None, sa_type=Moment)  # When its next step is due.
    notes: int | None = Field(default=None, sa_type=BigId)
    recorded_by: int | None = None
    recorded_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def key(self) -> str:
        """What the keys of everything said about it begin with."""
        return f"{NOUN}:F-{self.forum}:{self.slot_on}"

    @property
    def has_begun(self) -> bool:
        return self.step not in BEFORE

    @property
    def is_ahead(self) -> bool:
        """Whether it is planned and has not begun."""
        return self.outcome is Outcome.AHEAD and not self.has_begun


def change(session: Session, one: ForumSession, event: Event, **columns: Any) -> ForumSession:
    """Change a session as it was read, and add to its history. Raises SessionMovedOn."""
    if not changed(session, one, event, **columns):
        raise SessionMovedOn
    return one


def changed(session: Session, one: ForumSession, event: Event, **columns: Any) -> bool:
    """Change a session as it was read; False when somebody else did so first.

    The row is judged by its revision, so of two that take the same step one alone has taken it.
    """
    before = {name: plain(getattr(one, name)) for name in columns}
    seen = one.revision
    mine = (
        update(ForumSession)
        .where(
            col(ForumSession.team_id) == one.team_id,
            col(ForumSession.forum) == one.forum,
            col(ForumSession.slot_on) == one.slot_on,
            col(ForumSession.revision) == seen,
        )
        .values(**columns, revision=seen + 1)
    )
    if session.exec(mine).rowcount == 0:
        return False
    session.refresh(one)
    facts = {**event.facts, "before": before}
    note(session, one, Event(event.person, event.what, event.at, facts, event.words))
    return True


def note(session: Session, one: ForumSession, event: Event) -> None:
    """Add what happened to a session to its chain, which is named by its forum and its slot."""
    record(session, one.team_id, f"{NOUN}:{one.slot_on}", one.forum, one.revision, event)


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class AgendaItem(Row, table=True):
    """Something somebody put on a forum's agenda; it stays until it was dealt with."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "forum"], ["forums.team_id", "forums.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        UniqueConstraint("team_id", "origin"),
        Index("agenda_items_open", "team_id", "forum", "state", "number"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    forum: int
    person: int | None = None  # None: by the clock.
    state: ItemState = Field(default=ItemState.OPEN, sa_type=word_of(ItemState))
    words: int | None = Field(default=None, sa_type=BigId)
    noun: str = Field(default="", max_length=32)  # The record it is about, if any.
    about: int | None = None
    carried: int = 0  # How many sessions it has outlived.
    added_at: datetime = Field(sa_type=Moment)
    settled_on: date | None = None  # The slot of the session that settled it.
    origin: str | None = Field(default=None, max_length=64)


class Attendance(Row, table=True):
    """Whether somebody who is asked came to a session."""

    __tablename__ = "attendances"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "forum", "slot_on"],
            ["sessions.team_id", "sessions.forum", "sessions.slot_on"],
        ),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    forum: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    slot_on: date = Field(primary_key=True)
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    was_there: bool = True
