"""Who may begin what: nobody is asked to fill in what would be refused afterwards."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.commitments.moving import demand_fresh, demand_handover
from bot.domain.commitments.offers import demand_offered
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.rights import Act, demand
from bot.domain.commitments.settling import demand_disputable, demand_open
from bot.domain.people import Person
from bot.domain.unfinished import FormKind

Check = Callable[[Session, Commitment, Person, datetime], None]


def demand_admission(
    session: Session, commitment: Commitment, me: Person, kind: FormKind, now: datetime
) -> None:
    """Raise what the act itself would raise, before anything more is asked for it."""
    if kind in _CHECKS:
        _CHECKS[kind](session, commitment, me, now)


def _while_open(
    act: Act, session: Session, commitment: Commitment, me: Person, now: datetime
) -> None:
    demand(session, commitment, me, act, now)
    demand_open(commitment)


def _while_offered(
    act: Act, session: Session, commitment: Commitment, me: Person, now: datetime
) -> None:
    del now
    demand(session, commitment, me, act)
    demand_offered(commitment)


def _disputing(session: Session, commitment: Commitment, me: Person, now: datetime) -> None:
    demand(session, commitment, me, Act.RECEIVE)
    demand_disputable(commitment, me, now)


def _declining(session: Session, commitment: Commitment, me: Person, now: datetime) -> None:
    if commitment.state is State.OPEN and commitment.handover_to == me.number:
        demand_handover(session, commitment, me)
    else:
        _while_offered(Act.ANSWER_OFFER, session, commitment, me, now)


_CHECKS: dict[FormKind, Check] = {
    FormKind.DONE: partial(_while_open, Act.CARRY_ON),
    FormKind.EXTEND: partial(_while_open, Act.CARRY_ON),
    FormKind.DROP: partial(_while_open, Act.SETTLE),
    FormKind.HANDOVER: partial(_while_open, Act.REASSIGN),
    FormKind.RELEASE: partial(_while_open, Act.RECEIVE),
    FormKind.SHARE: partial(_while_open, Act.SHARE),
    FormKind.NOT_THERE_YET: _disputing,
    FormKind.EDIT: demand_fresh,
    FormKind.DISCUSS: partial(_while_offered, Act.ANSWER_OFFER),
    FormKind.DECLINE: _declining,
    FormKind.CHANGE_OFFER: partial(_while_offered, Act.CHANGE_OFFER),
}
