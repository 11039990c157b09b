"""Working on a dissent: what would change it, an alternative, and what becomes of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.domain.calendar import add_working_days_at
from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.dissent_telling import (
    say_thread,
    show_dissent,
    tell_about,
    tell_of_risk,
)
from bot.domain.proposals.finding import dissents_in, is_running, round_of, seat_of, stance_of
from bot.domain.proposals.records import ENDED, Proposal, State, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Dissent, DissentState, Round, Stance
from bot.domain.proposals.said import keep_said
from bot.domain.proposals.standing import (
    RECORDED,
    UNSETTLED,
    dissent_of,
    free_proposal,
    standing,
)
from bot.domain.proposals.telling import show_one
from bot.domain.words import Words, cleaned
from bot.errors import UserError

ANSWER_WITHIN = 3  # Working days after an alternative was offered; then the dissent is maintained.
BATCH = 20
_WORKED_ON = UNSETTLED
_CAN_BE_RISK = UNSETTLED | {DissentState.MAINTAINED}
_CAN_BE_RESOLVED = UNSETTLED | RECORDED


class NoDissent(UserError):
    """There is no open dissent of theirs on {record}, so nothing changed."""


class NoDissentOfYours(UserError):
    """You have no open dissent on {record}, so nothing changed."""


class NotSpoken(UserError):
    """Say first where you stand on {record}; then you can add to it."""


class DecidedBefore(UserError):
    """The outcome of {record} is written, so its dissents stay as they are."""


class StillAsking(UserError):
    """The round of {record} is still running. Until it closes, proposer and dissenter talk."""


class CarrierMissing(UserError):
    """Please name the colleague who carries the risk: no bot, no guest, nobody who left."""


def say_mind(session: Session, proposal: Proposal, me: Person, words: str, now: datetime) -> Stance:
    """Keep what would change somebody's mind; only who dissents is asked, and only they answer."""
    dissent = dissent_of(session, proposal, me.number)
    _demand_open(proposal)
    if dissent is None or dissent not in standing(session, proposal):
        raise NoDissentOfYours(record=proposal.label)
    stance = session.get_one(Stance, (me.team_id, proposal.number, dissent.round, me.number))
    _add_words(session, proposal, me, (stance, "mind"), words, now)
    show_dissent(session, proposal, dissent)
    return stance


def say_unseen(
    session: Session, proposal: Proposal, me: Person, words: str, now: datetime
) -> Stance:
    """Keep what somebody thinks the others do not see; anybody who has spoken may add it."""
    round_ = round_of(session, proposal)
    stance = stance_of(session, round_, me.number) if round_ else None
    if round_ is None or stance is None:
        raise NotSpoken(record=proposal.label)
    _demand_open(proposal)
    _add_words(session, proposal, me, (stance, "unseen"), words, now)
    seat = seat_of(session, round_, me.number)
    if seat is not None:
        show_one(session, proposal, seat)
    return stance


def offer_alternative(
    session: Session, proposal: Proposal, me: Person, who: int, words: str, now: datetime
) -> Dissent:
    """Offer a dissenter another way; they have three working days to say what they think of it."""
    demand(session, proposal, me, Right.OFFER)
    dissent = _open_one(session, proposal, who, _WORKED_ON)
    kept = keep_said(session, me, words)
    touch(session, proposal, dissent, kept, now)
    _record(session, proposal, dissent, Event(me.number, "alternative_offered", now, words=kept))
    tell_about(session, proposal, dissent, who, "offered", now)
    show_dissent(session, proposal, dissent)
    return dissent


def resolve(
    session: Session, proposal: Proposal, me: Person, now: datetime, words: str = ""
) -> Dissent:
    """Say that one's own dissent is answered; nobody else can say that."""
    dissent = _mine(session, proposal, me, _CAN_BE_RESOLVED)
    kept = keep_said(session, me, words) if cleaned(words) else None
    _settle(session, dissent, DissentState.RESOLVED, now)
    _record(session, proposal, dissent, Event(me.number, "dissent_resolved", now, words=kept))
    show_dissent(session, proposal, dissent)
    return dissent


def maintain(session: Session, proposal: Proposal, me: Person, now: datetime) -> Dissent:
    """Stay with one's own dissent; the outcome will name it."""
    dissent = _mine(session, proposal, me, _WORKED_ON)
    _settle(session, dissent, DissentState.MAINTAINED, now)
    _record(session, proposal, dissent, Event(me.number, "dissent_maintained", now))
    show_dissent(session, proposal, dissent)
    return dissent


def accept_as_risk(
    session: Session, proposal: Proposal, me: Person, who: int, carrier: Person, now: datetime
) -> Dissent:
    """Go on in spite of a dissent, as a risk that somebody carries by name; both hear of it."""
    demand(session, proposal, me, Right.ACCEPT_RISK)
    if is_running(proposal, round_of(session, proposal), now):
        raise StillAsking(record=proposal.label)
    dissent = _open_one(session, proposal, who, _CAN_BE_RISK)
    if carrier.is_guest or not carrier.can_promise:
        raise CarrierMissing(field="carrier")
    _settle(session, dissent, DissentState.ACCEPTED_AS_RISK, now, carried_by=carrier.number)
    event = Event(me.number, "dissent_accepted_as_risk", now, {"carrier": carrier.number})
    _record(session, proposal, dissent, event)
    readers = {who, carrier.number} - {me.number}
    tell_of_risk(session, proposal, dissent, sorted(readers), now)
    show_dissent(session, proposal, dissent)
    return dissent


def maintain_unanswered(session: Session, now: datetime) -> int:
    """Call dissents maintained whose writer did not answer an alternative; returns how many."""
    late = select(Dissent.team_id, Dissent.proposal, Dissent.round, Dissent.person).where(
        Dissent.state == DissentState.OFFERED, col(Dissent.answer_by) <= now
    )
    keys = session.exec(late.order_by(col(Dissent.answer_by)).limit(BATCH)).all()
    return sum(_maintain_late(session, tuple(key), now) for key in keys)


def touch(
    session: Session, proposal: Proposal, dissent: Dissent, alternative: Words, now: datetime
) -> None:
    """Note that a dissent has an alternative to think about, and by when to answer it."""
    dissenter = person_numbered(session, proposal.team_id, dissent.person)
    _change(
        session,
        dissent,
        state=DissentState.OFFERED,
        alternative=alternative.id,
        offered_at=now,
        answer_by=add_working_days_at(now, ANSWER_WITHIN, dissenter.zoneinfo),
    )


def follow(session: Session, proposal: Proposal, dissent: Dissent, now: datetime) -> None:
    """Say what a new, changed or withdrawn dissent brings with it: its proposer hears, in a DM."""
    if dissent.state is DissentState.OPEN and dissent.person != proposal.proposer:
        tell_about(session, proposal, dissent, proposal.proposer, "dissented", now)


def opened(session: Session, proposal: Proposal, now: datetime) -> None:
    """Open the threads of a round's dissents: it heard enough, so they are worked on in the open.

    When it did not, the others may be asked once more, and are not to read them first.
    """
    round_ = round_of(session, proposal)
    if round_ is not None and proposal.state is State.WORKING_DISSENT:
        open_threads(session, proposal, round_, now)


def open_threads(session: Session, proposal: Proposal, round_: Round, now: datetime) -> None:
    """Give each dissent of a closed round that was not resolved its own thread."""
    for dissent in dissents_in(session, round_):
        if dissent.state is not DissentState.RESOLVED:
            say_thread(session, proposal, dissent, now)


def _maintain_late(session: Session, key: tuple[Any, ...], now: datetime) -> bool:
    """Lock the proposal first, as every verb does, and look again."""
    proposal = free_proposal(session, key[0], key[1])
    if proposal is None:
        return False
    dissent = session.get_one(Dissent, key, populate_existing=True)
    if dissent.state is not DissentState.OFFERED or (dissent.answer_by or now) > now:
        return False
    if proposal.state in ENDED:
        _change(session, dissent, answer_by=None)
        return True
    _settle(session, dissent, DissentState.MAINTAINED, now)
    _record(session, proposal, dissent, Event(None, "dissent_maintained", now))
    show_dissent(session, proposal, dissent)
    return True


def _add_words(
    session: Session,
    proposal: Proposal,
    me: Person,
    column: tuple[Stance, str],
    words: str,
    now: datetime,
) -> None:
    stance, name = column
    kept = keep_said(session, me, words)
    mine = (
        col(Stance.team_id) == stance.team_id,
        col(Stance.proposal) == stance.proposal,
        col(Stance.round) == stance.round,
        col(Stance.person) == stance.person,
    )
    session.exec(update(Stance).where(*mine).values({name: kept.id}))
    session.refresh(stance)
    facts = {"round": stance.round}
    change(session, proposal, Event(me.number, f"{name}_said", now, facts, kept))


def _demand_open(proposal: Proposal) -> None:
    if proposal.state in ENDED:
        raise DecidedBefore(record=proposal.label)


def _open_one(
    session: Session, proposal: Proposal, who: int, states: frozenset[DissentState]
) -> Dissent:
    """Return the dissent of somebody that can still be worked on."""
    _demand_open(proposal)
    dissent = dissent_of(session, proposal, who)
    holds = dissent is not None and dissent in standing(session, proposal)
    if dissent is None or not holds or dissent.state not in states:
        raise NoDissent(record=proposal.label)
    return dissent


def _mine(
    session: Session, proposal: Proposal, me: Person, states: frozenset[DissentState]
) -> Dissent:
    try:
        return _open_one(session, proposal, me.number, states)
    except NoDissent:
        raise NoDissentOfYours(record=proposal.label) from None


def _settle(
    session: Session, dissent: Dissent, state: DissentState, now: datetime, **columns: Any
) -> None:
    _change(session, dissent, state=state, answer_by=None, settled_at=now, **columns)


def _change(session: Session, dissent: Dissent, **columns: Any) -> None:
    """Change a dissent's row; the proposal it belongs to is what two people are judged by."""
    mine = (
        col(Dissent.team_id) == dissent.team_id,
        col(Dissent.proposal) == dissent.proposal,
        col(Dissent.round) == dissent.round,
        col(Dissent.person) == dissent.person,
    )
    session.exec(update(Dissent).where(*mine).values(**columns, revision=dissent.revision + 1))
    session.refresh(dissent)


def _record(session: Session, proposal: Proposal, dissent: Dissent, event: Event) -> None:
    facts = {**event.facts, "round": dissent.round, "person": dissent.person}
    change(session, proposal, Event(event.person, event.what, event.at, facts, event.words))
