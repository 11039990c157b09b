"""Who is asked changes in mid-round: on somebody's word, or because one left."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.history import Event, Happening
from bot.domain.people import Person
from bot.domain.proposals.asking import NothingToAsk, begin, reopen
from bot.domain.proposals.finding import last_happened, numbers_of, round_of, seats_in
from bot.domain.proposals.heard import tell_if_all_heard
from bot.domain.proposals.quorum import judged
from bot.domain.proposals.records import Proposal, State, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.seating import demand_people, demand_unheard, seat_also, take_off
from bot.domain.proposals.telling import show
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

CHANGED = "asked_changed"


class ReasonForChange(UserError):
    """Please say why it changes who is asked: everybody who can see the proposal reads it."""


def change_asked(
    session: Session,
    proposal: Proposal,
    me: Person,
    people: Collection[int],
    reason: str,
    now: datetime,
) -> Proposal:
    """Have exactly these people be asked in this round; the reason is shown.

    After a close without enough voices that is judged anew, or who is new is asked.
    """
    demand(session, proposal, me, Right.CHANGE_ASKED)
    round_ = round_of(session, proposal)
    if round_ is None or proposal.state not in {State.ASKING, State.NOT_HEARD}:
        raise NothingToAsk(record=proposal.label)
    if not cleaned(reason):
        raise ReasonForChange(field="words")
    wanted, seated = {*people}, seats_in(session, round_)
    added, taken_off = wanted - numbers_of(seated), numbers_of(seated) - wanted
    if not (added or taken_off):
        return proposal
    demand_people(session, proposal, wanted, new=added)
    demand_unheard(session, seated, taken_off)
    take_off(session, seated, taken_off, now)
    seat_also(session, proposal, round_, added)
    facts = {"round": round_.round, "added": sorted(added), "taken_off": sorted(taken_off)}
    words = keep_words(session, proposal.team_id, reason)
    _go_on(session, proposal, round_, Event(me.number, CHANGED, now, facts, words))
    return proposal


def _go_on(session: Session, proposal: Proposal, round_: Round, event: Event) -> None:
    """Ask whoever is new; a round that had closed without enough voices may run again."""
    state = _state_after(session, proposal, round_, {*event.facts["added"]}, event.at)
    was_closed = proposal.state is State.NOT_HEARD
    change(session, proposal, event, state=state)
    if was_closed and state is State.ASKING:
        reopen(session, proposal, round_, event.at)
    elif state is State.ASKING:
        begin(session, proposal, round_, event.at)
    tell_if_all_heard(session, proposal, round_, event.person, event.at)
    show(session, proposal)


def last_changed(session: Session, proposal: Proposal, round_: Round) -> Happening | None:
    """Return when it was last changed who is asked in a round, by whom, and why."""
    latest = last_happened(session, proposal, CHANGED)
    return latest if latest and latest.facts["round"] == round_.round else None


def drop_out(session: Session, person: Person, now: datetime) -> int:
    """Take somebody who left off the rounds that wait for them; returns how many."""
    waiting = (
        select(Proposal)
        .join(
            Seat,
            (col(Seat.team_id) == col(Proposal.team_id))
            & (col(Seat.proposal) == col(Proposal.number))
            & (col(Seat.round) == col(Proposal.round)),
        )
        .where(
            Seat.team_id == person.team_id,
            Seat.person == person.number,
            col(Seat.heard_at).is_(None),
            col(Seat.gone_at).is_(None),
            col(Proposal.state).in_({State.ASKING, State.NOT_HEARD}),
        )
        .order_by(col(Proposal.number))
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    )
    found = session.exec(waiting).all()
    for proposal in found:
        _drop_out_of(session, proposal, person, now)
    return len(found)


def _state_after(
    session: Session, proposal: Proposal, round_: Round, added: Collection[int], now: datetime
) -> State:
    """Return where a proposal stands after a change of who is asked."""
    session.flush()
    if proposal.state is State.ASKING or added:
        return State.ASKING
    return judged(session, proposal, round_, now)


def _drop_out_of(session: Session, proposal: Proposal, person: Person, now: datetime) -> None:
    round_ = round_of(session, proposal)
    seats = seats_in(session, round_) if round_ else []
    take_off(session, seats, {person.number}, now)
    facts = {"round": proposal.round, "person": person.number}
    change(session, proposal, Event(None, "dropped_out", now, facts))
    if round_ is not None and proposal.state is State.ASKING:
        begin(session, proposal, round_, now)
        tell_if_all_heard(session, proposal, round_, None, now)
    show(session, proposal)
