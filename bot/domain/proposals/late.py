"""A dissent that comes after the close: it is on the record, marked late, and changes no result."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.finding import is_running, round_of, seat_of
from bot.domain.proposals.records import Proposal, State, change
from bot.domain.proposals.stating import LONGEST, NotAskedHere, ReasonMissing, WordsTooLong
from bot.domain.proposals.table import LATE
from bot.domain.proposals.telling import show
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError


class NotLate(UserError):
    """The round of {record} is still running: say it there, and it counts."""


class NoRecordYet(UserError):
    """{record} was taken back or never put out, so it has no record to add to."""


def add_late(
    session: Session, proposal: Proposal, me: Person, words: str, now: datetime
) -> Proposal:
    """Put a late dissent of somebody who was asked on the record."""
    round_ = round_of(session, proposal)
    if round_ is None or proposal.state in {State.DRAFT, State.WITHDRAWN}:
        raise NoRecordYet(record=proposal.label)
    if is_running(proposal, round_, now):
        raise NotLate(record=proposal.label)
    seat = seat_of(session, round_, me.number)
    if seat is None:
        proposer = person_numbered(session, proposal.team_id, proposal.proposer)
        raise NotAskedHere(record=proposal.label, who=proposer.called)
    if not cleaned(words):
        raise ReasonMissing(field="words")
    if len(words) > LONGEST:
        raise WordsTooLong(field="words")
    kept = keep_words(session, proposal.team_id, words)
    event = Event(me.number, LATE, now, {"round": round_.round}, kept)
    change(session, proposal, event, late_dissents=proposal.late_dissents + 1)
    show(session, proposal)
    return proposal
