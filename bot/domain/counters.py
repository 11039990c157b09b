"""Record numbers: short, per workspace and noun, without gaps."""

from sqlalchemy import text
from sqlmodel import Field, Session

from bot.database.rows import Row


class Counter(Row, table=True):
    __tablename__ = "counters"

    team_id: str = Field(primary_key=True, max_length=32)
    noun: str = Field(primary_key=True, max_length=32)
    last: int


_NEXT = text(
    "INSERT INTO counters (team_id, noun, last) VALUES (:team_id, :noun, 1)"
    " ON CONFLICT (team_id, noun) DO UPDATE SET last = counters.last + 1 RETURNING last"
)
_MORE = text("UPDATE counters SET last = last + :more WHERE team_id = :team_id AND noun = :noun")
_GIVE_BACK = text("UPDATE counters SET last = last - 1 WHERE team_id = :team_id AND noun = :noun")


def next_number(session: Session, team_id: str, noun: str) -> int:
    """Take the next number of a noun; whoever else wants one waits until this transaction ends."""
    taken = session.execute(_NEXT, {"team_id": team_id, "noun": noun})
    return int(taken.scalar_one())


def next_numbers(session: Session, team_id: str, noun: str, many: int) -> range:
    """Take as many numbers at once, one after the other."""
    first = next_number(session, team_id, noun)
    take_more(session, team_id, noun, many - 1)
    return range(first, first + many)


def take_more(session: Session, team_id: str, noun: str, more: int) -> None:
    """Take the numbers right after the one that this same transaction took last."""
    if more:
        session.execute(_MORE, {"team_id": team_id, "noun": noun, "more": more})


def give_back_number(session: Session, team_id: str, noun: str) -> None:
    """Return a number taken in this same transaction and not used."""
    session.execute(_GIVE_BACK, {"team_id": team_id, "noun": noun})
