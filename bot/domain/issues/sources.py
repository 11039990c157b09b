"""Where signals come in from outside: a help desk, a survey, a review or CRM tool."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKeyConstraint, Index, case, func
from sqlmodel import Field, Session, col, select

from bot.database import BigId, Facts, Moment, insert_once
from bot.database.rows import Row
from bot.domain.issues.records import Issue, Report, State
from bot.domain.people import Person, people_numbered
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

# A source is half open when fewer of its loops than that are closed, once there are a few.
CLOSED_BAR = 0.7
FEW_LOOPS = 5
LOOKED_BACK = timedelta(days=90)
SETTLED = (State.CLOSED, State.WONT_FIX)  # In both the customer was told.
NO_LOOP = (State.NOT_OURS, State.WITHDRAWN)
LONGEST_ANSWER = 24 * 30  # Hours.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,31}")


class Source(Row, table=True):
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


class Signal(Row, table=True):
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


class SourceNameWrong(UserError):
    """A source's name is part of its address: 2 to 32 small letters, digits and hyphens."""


class SourceThere(UserError):
    """There is a source called {name} already. Give this one another name."""


class NoSuchSource(UserError):
    """There is no source called {name} any more."""


class OwnerMissing(UserError):
    """A source needs an owner: a colleague who answers for what it brings."""


class AnswerMissing(UserError):
    """Within how many hours is a customer answered? A whole number, from 1 to 720."""


class TellsBackMissing(UserError):
    """How is a customer who was heard there told what became of it? No source without that."""


@dataclass(frozen=True)
class SourceWish:
    """How a source is to be. Without the first four, a loop would be opened and never closed."""

    name: str
    owner: Person
    answer_hours: int
    tells_back: str
    touchpoint: int | None = None
    channel_id: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise SourceNameWrong(field="name")
        if self.owner.is_guest or not self.owner.can_promise:
            raise OwnerMissing(field="owner")
        if not 1 <= self.answer_hours <= LONGEST_ANSWER:
            raise AnswerMissing(field="hours")
        if not cleaned(self.tells_back):
            raise TellsBackMissing(field="how")


@dataclass(frozen=True)
class Loops:
    """How many customers' loops a source has opened and closed, of those whose time is over."""

    due: int = 0
    closed: int = 0

    @property
    def is_half_open(self) -> bool:
        return self.due >= FEW_LOOPS and self.closed < CLOSED_BAR * self.due


@dataclass(frozen=True)
class ShownSource:
    """A source with its owner and what became of what it brought."""

    source: Source
    owner: Person
    loops: Loops


def make_source(session: Session, team_id: str, wish: SourceWish, now: datetime) -> Source:
    """Switch a source on; its secret is in what is returned, and shown this once."""
    words = keep_words(session, team_id, wish.tells_back)
    row = Source(
        team_id=team_id,
        name=wish.name,
        secret=secrets.token_hex(32),
        owner=wish.owner.number,
        answer_hours=wish.answer_hours,
        tells_back=words.id,
        touchpoint=wish.touchpoint,
        channel_id=wish.channel_id,
        made_at=now,
    )
    if not insert_once(session, row):
        raise SourceThere(field="name", name=wish.name)
    return session.get_one(Source, (team_id, wish.name))


def change_source(session: Session, source: Source, wish: SourceWish) -> Source:
    """Change what a source is, all but its name and secret."""
    source.owner, source.answer_hours = wish.owner.number, wish.answer_hours
    source.tells_back = keep_words(session, source.team_id, wish.tells_back).id
    source.touchpoint, source.channel_id = wish.touchpoint, wish.channel_id
    return _saved(session, source)


def rotate_secret(session: Session, source: Source) -> Source:
    """Give a source a new secret: what is signed with the old one is refused from now on."""
    source.secret = secrets.token_hex(32)
    return _saved(session, source)


def switch_off(session: Session, source: Source, now: datetime) -> Source:
    """Take nothing more from a source; what it brought stays."""
    source.off_at = source.off_at or now
    return _saved(session, source)


def switch_on(session: Session, source: Source) -> Source:
    source.off_at = None
    return _saved(session, source)


def source_called(session: Session, team_id: str, name: str) -> Source:
    """Return a source. Raises NoSuchSource."""
    source = session.get(Source, (team_id, name))
    if source is None:
        raise NoSuchSource(name=name)
    return source


def sources_listening(session: Session, name: str) -> list[Source]:
    """Return the sources of that name that are on; each workspace may have one."""
    return list(
        session.exec(select(Source).where(Source.name == name, col(Source.off_at).is_(None)))
    )


def sources_of(session: Session, team_id: str, now: datetime) -> Sequence[ShownSource]:
    """Return a workspace's sources by name, each with its loops."""
    found = session.exec(
        select(Source).where(Source.team_id == team_id).order_by(col(Source.name))
    ).all()
    owners = people_numbered(session, team_id, {each.owner for each in found})
    return [ShownSource(each, owners[each.owner], loops_of(session, each, now)) for each in found]


def loops_of(session: Session, source: Source, now: datetime) -> Loops:
    """Count the issues that a source reported on in the last 90 days and that should be closed.

    One counts once its customers have waited longer than the source's time to answer.
    """
    due_since = now - timedelta(hours=source.answer_hours)
    brought = (
        select(Report.issue)
        .where(
            Report.team_id == source.team_id,
            Report.source == source.name,
            col(Report.made_at) > now - LOOKED_BACK,
            col(Report.made_at) <= due_since,
        )
        .distinct()
    )
    settled = case((col(Issue.state).in_(SETTLED), 1), else_=0)
    due, closed = session.exec(
        select(func.count(), func.coalesce(func.sum(settled), 0)).where(
            Issue.team_id == source.team_id,
            col(Issue.number).in_(brought),
            col(Issue.state).not_in(NO_LOOP),
        )
    ).one()
    return Loops(due, closed)


def _saved(session: Session, source: Source) -> Source:
    session.add(source)
    session.flush()
    return source
