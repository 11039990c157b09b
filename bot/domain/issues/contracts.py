"""Hand-off contracts: what one area hands to another, and within how long."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row

NOUN = "contract"
LETTER = "H"


class ContractState(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"  # Both areas accepted it.
    DECLINED = "declined"
    ENDED = "ended"


class Contract(Row, table=True):
    """One hand-off, as both areas agreed on it: giver, receiver, what, within how long."""

    __tablename__ = "contracts"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["areas.team_id", "areas.number"])
            for name in ("giver", "receiver")
        ),
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("made_by", "giver_yes", "receiver_yes")
        ),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint("giver <> receiver", name="contracts_between_two_areas"),
        CheckConstraint(
            "state <> 'active' OR (giver_yes IS NOT NULL AND receiver_yes IS NOT NULL)",
            name="contracts_both_accept",
        ),
        Index("contracts_by_areas", "team_id", "giver", "receiver", "state"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: ContractState = Field(default=ContractState.OFFERED, sa_type=word_of(ContractState))
    giver: int
    receiver: int
    what: int = Field(sa_type=BigId)
    within_hours: int  # Working hours.
    made_by: int
    giver_yes: int | None = None  # Who accepted for that area.
    receiver_yes: int | None = None
    kept: int = 0
    broken: int = 0
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    channel_id: str = Field(default="", max_length=32)
    is_private: bool = False
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"


class Handing(Row, table=True):
    """One time that something was handed on under a contract: kept when taken in time."""

    __tablename__ = "handings"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "contract"], ["contracts.team_id", "contracts.number"]),
        ForeignKeyConstraint(["team_id", "issue"], ["issues.team_id", "issues.number"]),
        UniqueConstraint("team_id", "origin"),
        Index("handings_by_contract", "team_id", "contract", "began_at"),
        Index("handings_by_issue", "team_id", "issue"),
        Index("handings_due", "ended_at", "due_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    team_id: str = Field(max_length=32)
    contract: int
    issue: int | None = None
    began_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    is_kept: bool | None = None
    said_by: int | None = None
    origin: str | None = Field(default=None, max_length=64)
