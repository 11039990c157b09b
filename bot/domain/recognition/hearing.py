"""What is said of thanks in passing: when it is heard, and what a digest shows of it later."""

from datetime import datetime

from sqlmodel import Session, select

from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.lines import Line
from bot.domain.notices import refresh
from bot.domain.people import Person
from bot.domain.preferences import hours_of


def hear_soon(session: Session, person: Person, now: datetime) -> None:
    """Have what waits for a person said in the first digest that they can have."""
    look_sooner(session, person, first_moment(session, person, hours_of(session, person), now))


def show_in_digests(session: Session, team_id: str, noun: str, number: int) -> None:
    """Have what was said in a digest show what has become of it."""
    said = select(Line.said_in).where(
        Line.team_id == team_id, Line.noun == noun, Line.number == number, Line.said_in != ""
    )
    for key in sorted(set(session.exec(said))):
        refresh(session, team_id, key)
