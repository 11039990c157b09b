"""Where signals come in from outside: a help desk, a survey, a review or CRM tool."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bot.database import BigId, Facts, Moment


class Source(SQLModel, table=True):
    """One source. It is switched on only with an owner, a time to answer and a way to tell back."""

    __tablename__ = "signal_sources"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "owner"], ["people.team_id", "people.number"]),
        ForeignKeyConstraint(
            ["team_id", "touchpoint"], ["touchpoints.team_id", "touchpoints.number"]
        ),
        Index("signal_sources_by_name", "name"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    name: str = Field(primary_key=True, max_length=32)
    secret: str = Field(max_length=64)  # Signs each request; shown once, when it is made.
    owner: int  # Owns what it brings until somebody takes it.
    answer_hours: int  # Within which a customer heard there is answered.
    tells_back: int = Field(sa_type=BigId)  # How a customer heard there is told.
    touchpoint: int | None = None  # For signals that name none.
    channel_id: str = Field(default="", max_length=32)  # Where what it opens is shown.
    made_at: datetime = Field(sa_type=Moment)
    off_at: datetime | None = Field(default=None, sa_type=Moment)


class Signal(SQLModel, table=True):
    """One signal that was taken, by its own key, with the answer it got; it is taken once."""

    __tablename__ = "signals"
    __table_args__ = (Index("signals_by_age", "received_at"),)

    team_id: str = Field(primary_key=True, max_length=32)
    source: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=128)
    digest: str = Field(
        max_length=64
    )  # Of what was sent: the same key with other content is refused.
    answer: dict[str, object] = Field(default_factory=dict, sa_type=Facts)
    received_at: datetime = Field(sa_type=Moment)
