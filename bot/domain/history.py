"""What happened to each record, in order, for ever: who, what, when, no words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Field, Session, col, select

from bot.database import BigId, Facts, Moment
from bot.database.rows import Row
from bot.domain.words import Words, digest_of


class Happening(Row, table=True):
    """One link of a record's chain. It holds no words and no Slack ids, so it can stay for ever."""

    __tablename__ = "history"

    team_id: str = Field(primary_key=True, max_length=32)
    noun: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int | None = None  # None: the bot itself, by the clock.
    what: str = Field(max_length=32)
    at: datetime = Field(sa_type=Moment)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    words: int | None = Field(default=None, sa_type=BigId)
    words_digest: str = Field(default="", max_length=64)
    digest: str = Field(max_length=64)


@dataclass(frozen=True)
class Event:
    """Something that happened: by whom, what, with which facts and words."""

    person: int | None
    what: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Words | None = None


def record(session: Session, team_id: str, noun: str, number: int, seq: int, event: Event) -> None:
    """Add one link to a record's chain; `seq` is the record's revision, counted from 1."""
    before = session.get(Happening, (team_id, noun, number, seq - 1)) if seq > 1 else None
    happening = Happening(
        team_id=team_id,
        noun=noun,
        number=number,
        seq=seq,
        person=event.person,
        what=event.what,
        at=event.at,
        facts=dict(event.facts),
        words=event.words.id if event.words else None,
        words_digest=digest_of(event.words) if event.words else "",
        digest="",
    )
    happening.digest = _digest(happening, before.digest if before else "")
    session.add(happening)


def story_of(session: Session, team_id: str, noun: str, number: int) -> list[Happening]:
    """Return all that happened to a record, oldest first."""
    return list(
        session.exec(
            select(Happening)
            .where(Happening.team_id == team_id, Happening.noun == noun, Happening.number == number)
            .order_by(col(Happening.seq))
        )
    )


def last_of(session: Session, team_id: str, noun: str, number: int, seq: int) -> Happening | None:
    return session.get(Happening, (team_id, noun, number, seq))


def is_unbroken(story: list[Happening]) -> bool:
    """Tell whether a chain is as it was written: nothing changed, removed or put in between."""
    before = ""
    for place, happening in enumerate(story, start=1):
        if happening.seq != place or happening.digest != _digest(happening, before):
            return False
        before = happening.digest
    return True


def _digest(happening: Happening, before: str) -> str:
    told = [
        before,
        happening.noun,
        happening.number,
        happening.seq,
        happening.person,
        happening.what,
        happening.at.astimezone(UTC).isoformat(),
        happening.facts,
        happening.words_digest,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
