"""The proposal itself, its versions, and the areas it affects."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, Session

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row
from bot.domain.changing import change_row
from bot.domain.history import Event

NOUN = "proposal"
LETTER = "P"


class State(StrEnum):
    DRAFT = "draft"
    ASKING = "asking"  # A round is running, the first or a later one.
    HEARD = "heard"  # Closed with enough voices and no dissent: its outcome is to be written.
    WORKING_DISSENT = "working_dissent"
    NOT_HEARD = "not_heard"  # Closed without enough voices; there are three ways on.
    ALIGNED = "aligned"
    ALIGNED_WITH_CONDITIONS = "aligned_with_conditions"
    ALIGNED_WITH_DISSENT = "aligned_with_dissent"
    NOT_ALIGNED = "not_aligned"
    WITHDRAWN = "withdrawn"


# Nothing more is said in these; the outcome stands.
ENDED = frozenset(
    {
        State.ALIGNED,
        State.ALIGNED_WITH_CONDITIONS,
        State.ALIGNED_WITH_DISSENT,
        State.NOT_ALIGNED,
        State.WITHDRAWN,
    }
)


class Judgement(StrEnum):
    """What hindsight says, asked at the review: of the dissent, or of what all agreed to."""

    RIGHT = "right"
    PARTLY = "partly"
    NOT_RIGHT = "not_right"
    AGAIN = "again"  # Nobody had dissented, and it would be decided the same way.
    OTHERWISE = "otherwise"
    NOT_AGAIN = "not_again"


# The answers to “was the dissent right?”; the others are to “would you decide the same again?”.
OF_A_DISSENT = frozenset({Judgement.RIGHT, Judgement.PARTLY, Judgement.NOT_RIGHT})


class Proposal(Row, table=True):
    """One proposal. People are numbers of `people`, texts ids of `words`."""

    __tablename__ = "proposals"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("proposer", "facilitator", "deputy", "outcome_by")
        ),
        ForeignKeyConstraint(["team_id", "forum"], ["forums.team_id", "forums.number"]),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("revision >= 1 AND version >= 1 AND round >= 0", name="proposals_counts"),
        Index("proposals_by_channel", "team_id", "channel_id", "state", "number"),
        Index("proposals_by_proposer", "team_id", "proposer", "state", "number"),
        Index("proposals_by_state", "team_id", "state", "changed_at"),
        Index("proposals_to_review", "review_asked_at", "review_on"),
        Index("proposals_ended", "erased_at", "ended_at"),
        Index("proposals_linked", "team_id", "linked_to", "number"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(sa_type=word_of(State))
    proposer: int
    facilitator: int
    deputy: int | None = None
    forum: int | None = None
    version: int = 1
    round: int = 0  # The latest; none was opened while it is a draft.
    template: str = Field(default="", max_length=32)
    is_around: bool = False  # One after the other around the table, not all at once.
    seat_hours: int = 4  # Working hours that one seat has, when it goes around.
    channel_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    is_private: bool = False
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    repeated_at: datetime | None = Field(default=None, sa_type=Moment)  # The unheard, once more.
    guarded_at: datetime | None = Field(default=None, sa_type=Moment)  # “What are we not seeing?”
    guard_answer: int | None = Field(default=None, sa_type=BigId)
    outcome: int | None = Field(default=None, sa_type=BigId)
    outcome_by: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    review_on: date | None = None
    review_asked_at: datetime | None = Field(default=None, sa_type=Moment)
    reviewed_at: datetime | None = Field(default=None, sa_type=Moment)
    judgement: Judgement | None = Field(default=None, sa_type=word_of(Judgement))
    late_dissents: int = 0  # Added to the record after a close.
    is_in_force: bool = False  # Its definition is what `/cx term` answers; its text is kept.
    erased_at: datetime | None = Field(default=None, sa_type=Moment)
    linked_to: str = Field(default="", max_length=16)  # The issue it answers.
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"


class Version(Row, table=True):
    """The text of a proposal, as it was put out; an amendment makes the next."""

    __tablename__ = "proposal_versions"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "proposal"], ["proposals.team_id", "proposals.number"]),
        ForeignKeyConstraint(["team_id", "made_by"], ["people.team_id", "people.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: int = Field(sa_type=BigId)
    made_by: int
    made_at: datetime = Field(sa_type=Moment)


class AffectedArea(Row, table=True):
    """An area that has to be heard before anything is aligned."""

    __tablename__ = "proposal_areas"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "proposal"], ["proposals.team_id", "proposals.number"]),
        ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    area: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Concern(Row, table=True):
    """A concern left in the box before a round. It has neither author nor moment, on purpose."""

    __tablename__ = "concerns"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "proposal"], ["proposals.team_id", "proposals.number"]),
        Index("concerns_by_proposal", "team_id", "proposal"),
    )

    id: str = Field(primary_key=True, max_length=32)  # Random, so that it tells no order.
    team_id: str = Field(max_length=32)
    proposal: int
    words: int = Field(sa_type=BigId)


def change(session: Session, proposal: Proposal, event: Event, **columns: Any) -> Proposal:
    """Change a proposal as it was read, and add to its history. Raises MovedOn.

    What happens to its rounds, stances and dissents is an event of the proposal, too.
    """
    return change_row(session, proposal, NOUN, event, **{"changed_at": event.at, **columns})
