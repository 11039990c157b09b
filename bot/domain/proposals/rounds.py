"""One go-around on one version: who is asked, where each stands, and what becomes of a dissent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row


class StanceKind(StrEnum):
    COMMIT = "commit"
    CONDITION = "condition"  # Heard, and not yet a yes.
    DISSENT = "dissent"
    ASIDE = "aside"


class DissentState(StrEnum):
    OPEN = "open"
    OFFERED = "offered"  # An alternative was offered to the dissenter.
    RESOLVED = "resolved"  # Only the dissenter can say so.
    ACCEPTED_AS_RISK = "accepted_as_risk"  # Somebody named carries it.
    MAINTAINED = "maintained"


class ConditionState(StrEnum):
    """What became of a condition, which was offered to the proposer as a commitment."""

    WAITS = "waits"  # On offer, or promised and not done yet.
    MET = "met"
    FELL = "fell"  # Declined, lapsed or not kept: its leader is asked once more.
    PASSED = "passed"  # Its leader has spoken since, or a later round asks them anyway.


class Round(Row, table=True):
    __tablename__ = "rounds"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "proposal"], ["proposals.team_id", "proposals.number"]),
        ForeignKeyConstraint(["team_id", "closed_by"], ["people.team_id", "people.number"]),
        Index("rounds_to_close", "closed_at", "closes_at"),
        Index("rounds_to_nudge", "closed_at", "next_nudge_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    version: int
    opened_at: datetime = Field(sa_type=Moment)
    closes_at: datetime = Field(sa_type=Moment)
    next_nudge_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_by: int | None = None  # None with `closed_at`: the clock did.
    close_reason: int | None = Field(default=None, sa_type=BigId)


class Seat(Row, table=True):
    """Somebody who is asked in a round, and for which area they speak."""

    __tablename__ = "seats"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "proposal", "round"],
            ["rounds.team_id", "rounds.proposal", "rounds.round"],
        ),
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("person", "delegate")
        ),
        Index("seats_by_person", "team_id", "person", "heard_at"),
        Index("seats_by_delegate", "team_id", "delegate", "heard_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    place: int = 0  # In the order around the table, seniors last.
    delegate: int | None = None  # Who speaks for them in this round, while they are away.
    asked_at: datetime | None = Field(default=None, sa_type=Moment)  # Going around: its turn came.
    passed_at: datetime | None = Field(default=None, sa_type=Moment)  # Passed over; it comes back.
    heard_at: datetime | None = Field(default=None, sa_type=Moment)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)  # Taken off who is asked.


class Stance(Row, table=True):
    """Where one person stands in one round; changed until it closes, history keeps each."""

    __tablename__ = "stances"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "proposal", "round", "person"],
            ["seats.team_id", "seats.proposal", "seats.round", "seats.person"],
        ),
        ForeignKeyConstraint(["team_id", "spoken_by"], ["people.team_id", "people.number"]),
        CheckConstraint(
            "kind NOT IN ('condition', 'dissent') OR words IS NOT NULL",
            name="stances_say_why",
        ),
        Index("stances_by_condition", "condition", "answer_by"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    kind: StanceKind = Field(sa_type=word_of(StanceKind))
    words: int | None = Field(default=None, sa_type=BigId)  # The reason, or the condition.
    mind: int | None = Field(default=None, sa_type=BigId)  # What would change it.
    unseen: int | None = Field(default=None, sa_type=BigId)  # “Anything we are not seeing?”
    spoken_by: int  # The person, or the delegate who spoke for them.
    shows_name: bool = False
    is_carried: bool = False  # “Still committed” to an amended version, in one click.
    said_at: datetime = Field(sa_type=Moment)
    commitment: int | None = None  # The condition, as it was offered to the proposer.
    condition: ConditionState | None = Field(default=None, sa_type=word_of(ConditionState))
    answer_by: datetime | None = Field(default=None, sa_type=Moment)  # Else it is a dissent.


class Dissent(Row, table=True):
    """A dissent as something to be worked on; it has a state of its own."""

    __tablename__ = "dissents"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "proposal", "round", "person"],
            ["stances.team_id", "stances.proposal", "stances.round", "stances.person"],
        ),
        ForeignKeyConstraint(["team_id", "carried_by"], ["people.team_id", "people.number"]),
        Index("dissents_by_person", "team_id", "person", "state"),
        Index("dissents_to_answer", "state", "answer_by"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: DissentState = Field(default=DissentState.OPEN, sa_type=word_of(DissentState))
    alternative: int | None = Field(default=None, sa_type=BigId)
    offered_at: datetime | None = Field(default=None, sa_type=Moment)
    answer_by: datetime | None = Field(default=None, sa_type=Moment)  # Else it is maintained.
    carried_by: int | None = None  # Who carries the risk.
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
