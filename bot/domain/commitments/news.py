"""What nobody waits for an answer to: told in passing, with a digest that comes anyway."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.commitments.ladder import look_sooner_at_each, news_looks
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.history import Happening
from bot.domain.lines import Line, add_line, news_of
from bot.domain.notices import refresh
from bot.domain.people import Person


def tell_in_passing(
    session: Session,
    reader: Person,
    key: str,
    kind: Kind,
    now: datetime,
    *,
    about: tuple[str, int],
    facts: Mapping[str, Any],
) -> None:
    """Have somebody read of something with their next digest, once under that key.

    `facts` are those by which the kind is drawn; `revision` among them is the change it tells of.
    Call `plan_news` once all are told.
    """
    if can_be_written_to(reader):
        listing = news_of(reader.number)
        add_line(session, reader.team_id, listing, key, kind, now, about=about, facts=facts)


def plan_news(session: Session, team_id: str, about: tuple[str, int]) -> None:
    """Have everybody looked at in time who is told of a record and has not heard yet."""
    look_sooner_at_each(session, team_id, news_looks(session, team_id, about))


def is_news_yet(session: Session, reader: Person, line: Line) -> bool:
    """Tell whether its reader can still not know: they have done nothing to that record since."""
    revision = line.facts.get("revision")
    if revision is None:
        return True
    acted = select(Happening.seq).where(
        Happening.team_id == line.team_id,
        Happening.noun == line.noun,
        Happening.number == line.number,
        Happening.seq > revision,
        Happening.person == reader.number,
    )
    return session.exec(acted.limit(1)).first() is None


def news_in(session: Session, reader: Person, key: str) -> list[Line]:
    """Return what a digest told its reader in passing, oldest first."""
    said = select(Line).where(
        Line.team_id == reader.team_id,
        Line.listing == news_of(reader.number),
        Line.said_in == key,
    )
    return list(session.exec(said.order_by(col(Line.since), col(Line.key))))


def unsay_news(
    session: Session, team_id: str, kind: Kind, about: tuple[str, int], revision: int
) -> None:
    """Take back what people are told of one change, whether a digest has said it yet or not."""
    noun, number = about
    told = select(Line).where(
        Line.team_id == team_id,
        Line.noun == noun,
        Line.number == number,
        Line.kind == kind,
    )
    for line in session.exec(told.order_by(col(Line.listing))).all():
        if line.facts.get("revision") == revision:
            session.delete(line)
            if line.said_in:
                refresh(session, team_id, line.said_in)
