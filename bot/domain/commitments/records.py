"""The commitment itself: its row, its states, and the one way to change it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, Session

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row
from bot.domain.calendar import previous_working_day, start_of_day, today_in, zone_named
from bot.domain.changing import change_row
from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.errors import UserError

NOUN = "commitment"
LETTER = "C"
LAST_YEAR = 2999
WHERE_DAYS_END_LAST = zone_named("Etc/GMT+12")


class State(StrEnum):
    OFFERED = "offered"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    RELEASED = "released"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Rung(StrEnum):
    """How far its owner, and then others, were reminded; each rung is said once for a date."""

    NONE = "none"
    SOON = "soon"  # Two working days before.
    TODAY = "today"
    LATE = "late"
    LATE_AGAIN = "late_again"
    LATE_STILL = "late_still"
    WARNED = "warned"  # “Tomorrow I will tell Ana.”
    TOLD = "told"  # Whom it was promised to, and the sponsor, privately.
    TABLED = "tabled"  # On the next agenda, by id.


# Never accepted, or taken back: such a record exists only for the two people it was between.
BETWEEN_TWO = frozenset({State.OFFERED, State.DECLINED, State.LAPSED, State.WITHDRAWN})


class DateTooFar(UserError):
    """That date is too far ahead to be kept. Please pick one before the year 3000."""


class Commitment(Row, table=True):
    """A promise: one owner, what, by when. People are numbers of `people`, texts ids of `words`."""

    __tablename__ = "commitments"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("owner", "maker", "offered_by", "promised_to", "handover_to")
        ),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("revision >= 1 AND moves >= 0", name="commitments_counts"),
        CheckConstraint(
            "(state = 'offered') = (answer_by IS NOT NULL)", name="commitments_offer_has_clock"
        ),
        Index("commitments_by_owner", "team_id", "owner", "state", "due_on", "number"),
        Index("commitments_by_promised", "team_id", "promised_to", "state", "due_on", "number"),
        Index("commitments_by_offerer", "team_id", "offered_by", "state", "number"),
        Index("commitments_by_handover", "team_id", "handover_to", "state", "number"),
        Index("commitments_by_maker", "team_id", "maker", "made_at"),
        Index("commitments_by_state", "team_id", "state", "due_on", "number"),
        Index("commitments_by_channel", "team_id", "channel_id", "state", "due_on", "number"),
        Index("commitments_overdue", "team_id", "state", "overdue_from", "number"),
        Index("commitments_private", "team_id", "is_private", "state", "channel_id"),
        Index("commitments_offers", "state", "answer_by"),
        Index("commitments_closed", "erased_at", "settled_at"),
        Index("commitments_still", "team_id", "state", "changed_at"),
        Index("commitments_linked", "team_id", "linked_to", "number"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(sa_type=word_of(State))
    owner: int
    maker: int
    offered_by: int | None = None
    promised_to: int | None = None
    handover_to: int | None = None
    what: int = Field(sa_type=BigId)
    customers: int | None = Field(default=None, sa_type=BigId)
    proof: int | None = Field(default=None, sa_type=BigId)
    due_on: date
    due_at: time | None = None
    first_due_on: date
    overdue_from: datetime = Field(sa_type=Moment)
    moves: int = 0
    handed_on: int = 0
    broken_on: date | None = None  # The date that passed before it was promised anew.
    made_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    settled_on: date | None = None
    disputed_at: datetime | None = Field(default=None, sa_type=Moment)
    answer_by: datetime | None = Field(default=None, sa_type=Moment)
    reminded_at: datetime | None = Field(default=None, sa_type=Moment)
    erased_at: datetime | None = Field(default=None, sa_type=Moment)  # Its words are gone.
    changed_at: datetime = Field(sa_type=Moment)
    # The last rung, the day it was said on (the owner's; of NONE, the day this date was set), and
    # the key of the notice that says it.
    rung: Rung = Field(default=Rung.NONE, sa_type=word_of(Rung))
    rung_on: date | None = None
    rung_said_in: str = Field(default="", max_length=255)
    snoozed_until: date | None = None  # Its owner hears of it again on this day.
    channel_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    is_private: bool = False
    message_channel: str = Field(default="", max_length=32)  # The message it was made from.
    message_ts: str = Field(default="", max_length=32)
    linked_to: str = Field(default="", max_length=16)
    origin: str | None = Field(default=None, max_length=64)

    @property
    def name(self) -> str:
        return f"{LETTER}-{self.number}"

    @property
    def label(self) -> str:
        return self.name

    @property
    def people(self) -> set[int]:
        """The numbers of everybody who is on the record."""
        named = (self.owner, self.maker, self.offered_by, self.promised_to, self.handover_to)
        return {number for number in named if number is not None}

    def is_overdue(self, now: datetime) -> bool:
        return self.state is State.OPEN and self.overdue_from <= now

    def is_openly_overdue(self, now: datetime) -> bool:
        """Whether others may hear of it: its owner had a working day to settle it privately."""
        return self.state is State.OPEN and self.due_on < last_whole_working_day(now)

    def was_kept(self) -> bool:
        """Whether it was done by the date then in force, and that date was never missed before."""
        done = self.state is State.DONE and self.settled_on is not None
        return bool(done and self.broken_on is None and self.settled_on <= self.due_on)  # type: ignore[operator]  # `done` says it is there


def last_whole_working_day(now: datetime) -> date:
    """Return the latest working day that has ended for everybody, wherever they live."""
    return previous_working_day(today_in(WHERE_DAYS_END_LAST, now))


@dataclass(frozen=True)
class DueColumns:
    """A due date as the table holds it."""

    due_on: date
    due_at: time | None
    overdue_from: datetime


def due_columns(on: date, at: time | None, owner: Person) -> DueColumns:
    """Return the columns of a due date: it is overdue once its day has ended for its owner."""
    if on.year > LAST_YEAR:
        raise DateTooFar(field="due")
    return DueColumns(on, at, start_of_day(date.fromordinal(on.toordinal() + 1), owner.zoneinfo))


def change(session: Session, commitment: Commitment, event: Event, **columns: Any) -> Commitment:
    """Change a commitment as it was read, and add to its history. Raises MovedOn."""
    anew = _ladder_anew(session, commitment, columns, event)
    columns = {"changed_at": event.at, **anew, **columns}
    return change_row(session, commitment, NOUN, event, **columns)


def _ladder_anew(
    session: Session, commitment: Commitment, columns: dict[str, Any], event: Event
) -> dict[str, Any]:
    """Return the columns of a ladder that begins anew: for another date, owner, or acceptance."""
    is_accepted = (commitment.state, columns.get("state")) == (State.OFFERED, State.OPEN)
    is_other = any(
        name in columns and columns[name] != getattr(commitment, name)
        for name in ("due_on", "owner")
    )
    if not (is_accepted or is_other):
        return {}
    owner = person_numbered(session, commitment.team_id, columns.get("owner", commitment.owner))
    today = today_in(owner.zoneinfo, event.at)
    return {"rung": Rung.NONE, "rung_on": today, "snoozed_until": None}
