"""Whether somebody may send a form, before it is opened: what is refused is refused at once."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Person
from bot.domain.proposals.answering import demand_this_round
from bot.domain.proposals.concerns import demand_box_open
from bot.domain.proposals.delegating import demand_absent, to_name_for
from bot.domain.proposals.dissents import DecidedBefore
from bot.domain.proposals.outcomes import (
    NotHeardEnough,
    NotYetDecided,
    OutcomeBefore,
    demand_recorder,
)
from bot.domain.proposals.records import ENDED, Proposal, State
from bot.domain.proposals.rewording import demand_rewording
from bot.domain.proposals.rights import Right, demand
from bot.domain.unfinished import FormKind

_RIGHTS = {
    FormKind.WITHDRAW_PROPOSAL: Right.WITHDRAW,
    FormKind.CLOSE_ROUND: Right.CLOSE,
    FormKind.ASKED: Right.CHANGE_ASKED,
    FormKind.ALTERNATIVE: Right.OFFER,
    FormKind.RISK: Right.ACCEPT_RISK,
    FormKind.AMEND: Right.AMEND,
}
# What was drawn for a round is about that round.
_OF_A_ROUND = frozenset(
    {FormKind.STANCE, FormKind.CONDITION, FormKind.DISSENT, FormKind.DELEGATE}
    | {FormKind.CLOSE_ROUND, FormKind.CONCERN}
)


def demand_form(
    session: Session, proposal: Proposal, me: Person, kind: FormKind, round_: int, now: datetime
) -> None:
    """Raise why somebody cannot send a form."""
    if kind in _OF_A_ROUND:
        demand_this_round(proposal, round_)
    if kind in _RIGHTS:
        demand(session, proposal, me, _RIGHTS[kind])
    if kind in _MORE:
        _MORE[kind](session, proposal, me, now)


def _amend(session: Session, proposal: Proposal, me: Person, now: datetime) -> None:
    del session, me, now
    if proposal.state in ENDED:
        raise DecidedBefore(record=proposal.label)


def _record(session: Session, proposal: Proposal, me: Person, now: datetime) -> None:
    del now
    demand_recorder(session, proposal, me)
    if proposal.state in ENDED:
        raise OutcomeBefore(record=proposal.label)
    if proposal.state in {State.DRAFT, State.ASKING}:
        raise NotYetDecided(record=proposal.label)
    if proposal.state is State.NOT_HEARD:
        raise NotHeardEnough(record=proposal.label)


def _delegate(session: Session, proposal: Proposal, me: Person, now: datetime) -> None:
    if not to_name_for(session, proposal, me, now):
        demand_absent(session, proposal, me, now)


def _leave(session: Session, proposal: Proposal, me: Person, now: datetime) -> None:
    del me, now
    demand_box_open(session, proposal)


_MORE: Mapping[FormKind, Callable[[Session, Proposal, Person, datetime], None]] = {
    FormKind.AMEND: _amend,
    FormKind.REWORD: demand_rewording,
    FormKind.OUTCOME: _record,
    FormKind.CONCERN: _leave,
    FormKind.DELEGATE: _delegate,
}
