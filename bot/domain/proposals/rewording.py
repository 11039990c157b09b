"""A proposal just put out: for ten minutes, until somebody answers, it is reworded or undone."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.history import Event
from bot.domain.keeping import erase_words
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.amending import NothingAsked
from bot.domain.proposals.closing import shut
from bot.domain.proposals.finding import (
    is_running,
    numbers_of,
    round_of,
    seats_in,
    stances_in,
    text_of,
    version_of,
)
from bot.domain.proposals.proposing import ISSUE, demand_what
from bot.domain.proposals.records import Proposal, State, change
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.telling import show, unsay
from bot.domain.typed_text import record_in
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

WITHIN = timedelta(minutes=10)
REWORDED, UNDONE = "reworded", "undone"
AMEND, WITHDRAW = "amend", "withdraw"  # What can be done instead, later on.


class TenMinutesOver(UserError):
    """The ten minutes for that are over, so {record} stays as it is.

    `{command} {verb} {record}` still works.
    """


class AnsweredSince(UserError):
    """Somebody has answered {record} already, so it stays as it is.

    `{command} {verb} {record}` still works.
    """


class MovedSince(UserError):
    """{record} has moved on since then, so nothing changed. `{command} show {record}` says how."""


def reword(session: Session, proposal: Proposal, me: Person, words: str, now: datetime) -> Proposal:
    """Say it in other words, which stand in the place of the first ones; those are erased."""
    demand_rewording(session, proposal, me, now)
    demand_what(words)
    if cleaned(words) == cleaned(text_of(session, proposal)):
        return proposal
    kept = keep_words(session, proposal.team_id, words)
    event = Event(me.number, REWORDED, now, {"round": proposal.round}, kept)
    change(session, proposal, event, linked_to=record_in(words, ISSUE))
    version = version_of(session, proposal)
    erased, version.words, version.made_at = version.words, kept.id, now
    session.add(version)
    session.flush()
    erase_words(session, [erased])
    show(session, proposal)
    return proposal


def undo(session: Session, proposal: Proposal, me: Person, now: datetime) -> Proposal:
    """Take it back as if nobody was asked: nobody but its proposer finds it any more."""
    round_ = _demand(session, proposal, me, now, WITHDRAW)
    asked = numbers_of(seats_in(session, round_))
    shut(session, round_, me.number, None, now)
    columns = {"state": State.WITHDRAWN, "round": 0, "ended_at": now}
    change(session, proposal, Event(me.number, UNDONE, now), **columns)
    unsay(session, proposal, asked)
    return proposal


def demand_rewording(session: Session, proposal: Proposal, me: Person, now: datetime) -> None:
    """Raise what keeps this person from rewording a proposal."""
    _demand(session, proposal, me, now, AMEND)


def is_just_out(session: Session, proposal: Proposal, me: Person, now: datetime) -> bool:
    """Tell whether this person can still reword and undo it."""
    try:
        demand_rewording(session, proposal, me, now)
    except UserError:
        return False
    return True


def _demand(session: Session, proposal: Proposal, me: Person, now: datetime, instead: str) -> Round:
    """Return its first round, which nobody has answered.

    Who answers in the same moment changes the same proposal, so that one of the two comes first.
    """
    if me.number != proposal.proposer:
        proposer = person_numbered(session, proposal.team_id, proposal.proposer)
        raise NotYours(record=proposal.label, who=proposer.called)
    if proposal.state is State.DRAFT:
        raise NothingAsked(record=proposal.label)
    round_ = round_of(session, proposal)
    is_first = round_ is not None and (round_.round, proposal.version) == (1, 1)
    if round_ is None or not is_first or not is_running(proposal, round_, now):
        raise MovedSince(field="what", record=proposal.label)
    if stances_in(session, round_):
        raise AnsweredSince(field="what", record=proposal.label, verb=instead)
    if now > round_.opened_at + WITHIN:
        raise TenMinutesOver(field="what", record=proposal.label, verb=instead)
    return round_
