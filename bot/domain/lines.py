"""Lines that wait for the next digest, brief or agenda: kept as rows until they were said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, delete, update
from sqlmodel import Field, Session, col, select

from bot.database import Facts, Moment, insert_once
from bot.database.rows import Row

BRIEF = "brief"  # What the CCO reads on working days.
MOST = 100
_NEWS = "news:"


class Line(Row, table=True):
    """One thing to be said in passing, once: in a person's digest, the brief, or an agenda.

    `listing` says where; `said_in` is the key of the notice that says it, empty while it waits.
    """

    __tablename__ = "lines"
    __table_args__ = (
        Index("lines_waiting", "team_id", "listing", "said_in", "since"),
        Index("lines_about", "team_id", "noun", "number"),
        Index("lines_said", "team_id", "said_in"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    listing: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=128)
    kind: str = Field(max_length=32)
    noun: str = Field(default="", max_length=32)
    number: int | None = None
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    since: datetime = Field(sa_type=Moment)
    said_in: str = Field(default="", max_length=255)


def digest_of(person: int) -> str:
    """Return the listing of one person's digest."""
    return f"digest:{person}"


def news_of(person: int) -> str:
    """Return the listing of what one person is told in passing, with a digest that comes anyway."""
    return f"{_NEWS}{person}"


def is_news(listing: str) -> bool:
    return listing.startswith(_NEWS)


def reader_of(listing: str) -> int:
    """Return the number of the person whose listing this is."""
    return int(listing.rpartition(":")[2])


def agenda_of(forum: int) -> str:
    """Return the listing of a forum's next agenda."""
    return f"agenda:{forum}"


def add_line(
    session: Session,
    team_id: str,
    listing: str,
    key: str,
    kind: str,
    now: datetime,
    *,
    about: tuple[str, int] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """Have something said in a listing, once under that key; tell whether it is new."""
    noun, number = about or ("", None)
    return insert_once(
        session,
        Line(
            team_id=team_id,
            listing=listing,
            key=key,
            kind=kind,
            noun=noun,
            number=number,
            facts=dict(facts or {}),
            since=now,
        ),
    )


def waiting_lines(session: Session, team_id: str, listing: str, most: int = MOST) -> list[Line]:
    """Return what a listing has not said yet, oldest first."""
    waiting = select(Line).where(
        Line.team_id == team_id, Line.listing == listing, Line.said_in == ""
    )
    return list(session.exec(waiting.order_by(col(Line.since), col(Line.key)).limit(most)))


def say_lines(session: Session, lines: Sequence[Line], notice_key: str) -> None:
    """Note which notice says these lines."""
    for line in lines:
        line.said_in = notice_key
        session.add(line)


def unsay_lines(session: Session, team_id: str, notice_key: str) -> int:
    """Have lines wait again, since the notice that was to say them never arrived."""
    said = update(Line).where(col(Line.team_id) == team_id, col(Line.said_in) == notice_key)
    return int(session.exec(said.values(said_in="")).rowcount)


def drop_lines_about(session: Session, team_id: str, noun: str, number: int) -> None:
    """Say nothing more about a record: what waits about it is gone."""
    waiting = (
        col(Line.team_id) == team_id,
        col(Line.noun) == noun,
        col(Line.number) == number,
        col(Line.said_in) == "",
    )
    session.exec(delete(Line).where(*waiting))
