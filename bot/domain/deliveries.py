"""What Slack delivered and what we answered, so that a second delivery gets the same answer."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlmodel import Field, Session, col

from bot.database import Facts, Moment, insert_once
from bot.database.rows import Row

# Slack redelivers for about five minutes, and hourly for a day where that is switched on.
KEPT_FOR = timedelta(hours=24)


class Delivery(Row, table=True):
    __tablename__ = "deliveries"

    team_id: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=255)
    answer: dict[str, Any] | None = Field(default=None, sa_type=Facts)
    received_at: datetime = Field(sa_type=Moment, index=True)


_ANSWER = (
    update(Delivery)
    .where(col(Delivery.team_id) == bindparam("team"), col(Delivery.key) == bindparam("delivery"))
    .values(answer=bindparam("said", type_=Facts))
)


def is_first(session: Session, team_id: str, key: str, now: datetime) -> bool:
    """Take a delivery in hand; False when it was here before. A rollback forgets it."""
    return insert_once(session, Delivery(team_id=team_id, key=key, received_at=now))


def answer_to(session: Session, team_id: str, key: str) -> dict[str, Any] | None:
    """Return what an earlier delivery with this key was answered."""
    delivery = session.get(Delivery, (team_id, key))
    return delivery.answer if delivery else None


def remember_answer(session: Session, team_id: str, key: str, answer: dict[str, Any]) -> None:
    session.connection().execute(_ANSWER, {"team": team_id, "delivery": key, "said": answer})


def forget_old_deliveries(session: Session, now: datetime) -> int:
    """Delete the deliveries that can no longer come again; returns how many."""
    gone = session.exec(delete(Delivery).where(col(Delivery.received_at) < now - KEPT_FOR))
    return gone.rowcount
