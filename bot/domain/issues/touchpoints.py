"""Touchpoints and journey stages: the company's own list of where customers meet it."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.database import Moment


class Touchpoint(SQLModel, table=True):
    """Where customers meet the company; one that is no longer used keeps its past."""

    __tablename__ = "touchpoints"
    __table_args__ = (
        UniqueConstraint("team_id", "folded"),
        ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(max_length=80)
    folded: str = Field(max_length=80)
    stage: str = Field(default="", max_length=80)  # Of the customer's journey.
    area: int | None = None  # Whose it is, if one area alone answers for it.
    place: int = 0  # Along the journey.
    retired_at: datetime | None = Field(default=None, sa_type=Moment)
