"""The end of an issue's history, for who reads it; however long it is, no more is looked up."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from bot.domain.history import Happening
from bot.domain.issues.finding import Told, retold
from bot.domain.issues.records import NOUN, Issue
from bot.domain.issues.rights import is_on_record
from bot.domain.people import Person

# Said in a DM, to one person.
_BETWEEN_TWO = {"asked", "handed_over", "discussed", "declined"}


def told_lately(session: Session, issue: Issue, reader: Person, most: int) -> Sequence[Told]:
    """Return what happened last, oldest first; what was said in DMs, to who is on the record."""
    last = select(Happening).where(
        Happening.team_id == issue.team_id,
        Happening.noun == NOUN,
        Happening.number == issue.number,
        col(Happening.seq) > issue.revision - most,
    )
    past = retold(session, list(session.exec(last.order_by(col(Happening.seq)))))
    if is_on_record(session, issue, reader):
        return past
    return [replace(each, words="") if _is_private(each, reader) else each for each in past]


def _is_private(told: Told, reader: Person) -> bool:
    return told.happening.what in _BETWEEN_TWO and told.happening.person != reader.number
