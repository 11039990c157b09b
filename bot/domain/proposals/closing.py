"""Closing a round: by hand, by the clock, or on sight; and taking a proposal back."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from bot.domain.history import Event
from bot.domain.lines import drop_lines_about
from bot.domain.people import Person
from bot.domain.proposals.dissents import opened
from bot.domain.proposals.finding import is_running, round_of
from bot.domain.proposals.heard import ROUND_CLOSED, tell_who_leads
from bot.domain.proposals.quorum import judged, quorum_of
from bot.domain.proposals.records import ENDED, NOUN, Proposal, State, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.telling import show
from bot.domain.words import Words, cleaned, keep_words
from bot.errors import UserError

WITHDRAWN = "withdrawn"


class NothingToClose(UserError):
    """{record} has no round that is running, so there is nothing to close."""


class WhySoEarly(UserError):
    """The round is still running. Please say why it closes early: everybody asked can read it."""


class AlreadyEnded(UserError):
    """{record} has ended already, so nothing changed."""


def close(
    session: Session, proposal: Proposal, me: Person | None, reason: str, now: datetime
) -> Proposal:
    """Close the running round; before its time only with a reason. None is the clock."""
    if me is not None:
        demand(session, proposal, me, Right.CLOSE)
    round_ = round_of(session, proposal)
    if round_ is None or proposal.state is not State.ASKING:
        raise NothingToClose(record=proposal.label)
    if now < round_.closes_at and not cleaned(reason):
        raise WhySoEarly(field="words")
    words = keep_words(session, proposal.team_id, reason) if cleaned(reason) else None
    if _settle(session, proposal, round_, (me, words), now):
        by = me.number if me else None
        tell_who_leads(session, proposal, round_, ROUND_CLOSED, by, now)
    return proposal


def cut_short(
    session: Session, proposal: Proposal, round_: Round, me: Person, now: datetime
) -> None:
    """Close a running round since the next one follows at once; what was said stays readable."""
    _settle(session, proposal, round_, (me, None), now)


def fresh(session: Session, proposal: Proposal, now: datetime) -> Proposal:
    """Close a round whose time is over; whoever looks at it sees it closed."""
    round_ = round_of(session, proposal)
    is_open = proposal.state is State.ASKING and round_ is not None
    if is_open and not is_running(proposal, round_, now):
        return close(session, proposal, None, "", now)
    return proposal


def withdraw(
    session: Session, proposal: Proposal, me: Person, reason: str, now: datetime
) -> Proposal:
    """Take a proposal back; what was said on it stays readable."""
    demand(session, proposal, me, Right.WITHDRAW)
    if proposal.state in ENDED:
        raise AlreadyEnded(record=proposal.label)
    round_ = round_of(session, proposal)
    words = keep_words(session, proposal.team_id, reason) if cleaned(reason) else None
    if round_ is not None and round_.closed_at is None:
        shut(session, round_, me.number, words, now)
    event = Event(me.number, WITHDRAWN, now, {"round": proposal.round}, words)
    change(session, proposal, event, state=State.WITHDRAWN, ended_at=now)
    drop_lines_about(session, proposal.team_id, NOUN, proposal.number)
    show(session, proposal)
    return proposal


def _settle(
    session: Session,
    proposal: Proposal,
    round_: Round,
    closed: tuple[Person | None, Words | None],
    now: datetime,
) -> bool:
    """Close a round and say what it comes to: heard, with dissent, or not heard enough."""
    me, words = closed
    state = judged(session, proposal, round_, now)
    quorum = quorum_of(session, proposal, round_, now)
    by = me.number if me else None
    if not shut(session, round_, by, words, now):
        return False  # Somebody else was first.
    facts = {
        "round": round_.round,
        "heard": quorum.heard,
        "needed": quorum.needed,
        "asked": quorum.asked,
        "missing_areas": list(quorum.missing_areas),
    }
    change(session, proposal, Event(by, "closed", now, facts, words), state=state)
    drop_lines_about(session, proposal.team_id, NOUN, proposal.number)
    opened(session, proposal, now)
    show(session, proposal)
    return True


def shut(
    session: Session, round_: Round, by: int | None, words: Words | None, now: datetime
) -> bool:
    """Close a round that is open; False when it was closed at the same moment."""
    shut = (
        update(Round)
        .where(
            col(Round.team_id) == round_.team_id,
            col(Round.proposal) == round_.proposal,
            col(Round.round) == round_.round,
            col(Round.closed_at).is_(None),
        )
        .values(
            closed_at=now,
            closed_by=by,
            close_reason=words.id if words else None,
            next_nudge_at=None,
            revision=Round.revision + 1,
        )
    )
    is_first = bool(session.exec(shut).rowcount == 1)
    session.refresh(round_)
    return is_first
