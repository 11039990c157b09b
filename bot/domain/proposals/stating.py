"""Saying where one stands: one row a person and round, changed until the close."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.history import Event
from bot.domain.people import Person, person_numbered
from bot.domain.proposals import conditions, dissents
from bot.domain.proposals.asking import begin
from bot.domain.proposals.delegating import demand_delegate
from bot.domain.proposals.falling_through import answer_again, is_asked_again
from bot.domain.proposals.finding import is_running, round_of, seat_of, stance_of
from bot.domain.proposals.heard import tell_if_all_heard
from bot.domain.proposals.records import Proposal, change
from bot.domain.proposals.rounds import Round, Seat, Stance, StanceKind
from bot.domain.proposals.telling import show_one
from bot.domain.proposals.voices import StanceWish, as_it_was, follow_dissent, hear, write
from bot.domain.words import cleaned, folded, keep_words, words_of
from bot.errors import UserError

STATED = "stated"
LONGEST = 3000
NEEDS_WORDS = frozenset({StanceKind.DISSENT, StanceKind.CONDITION})


class RoundClosed(UserError):
    """{record} hears no voices now. You can add yours to its record, or ask for a new round."""


class NotAskedHere(UserError):
    """{record} asks others this time, so your word was not counted. {who} can add you."""


class ReasonMissing(UserError):
    """Please say why: the reason is what the proposal can be made better with."""


class ConditionMissing(UserError):
    """Please say under which condition you commit."""


class WordsTooLong(UserError):
    """A reason fits in 3,000 characters. Please say it shorter, and link the rest."""


class WhyChanged(UserError):
    """You dissented before. Please say what changed, so that nobody has to guess."""


class NothingToCarry(UserError):
    """You did not commit to an earlier version of {record}. Please say where you stand now."""


@dataclass(frozen=True)
class Stated:
    """A stance as it is now, what it was, and whether this changed anything."""

    stance: Stance
    seat: Seat
    before: StanceKind | None
    is_new: bool


def state_stance(
    session: Session, proposal: Proposal, me: Person, wish: StanceWish, now: datetime
) -> Stated:
    """Say where I stand, or change it; saying the same again changes nothing."""
    round_ = round_of(session, proposal)
    if round_ is None or not is_running(proposal, round_, now):
        return _say_again(session, proposal, me, wish, now)
    seat = _seat_for(session, proposal, round_, me, wish, now)
    before = stance_of(session, round_, seat.person)
    if before is not None and _is_same(session, before, me, wish):
        return Stated(before, seat, before.kind, is_new=False)
    was = as_it_was(before)
    _demand_words(before, wish)
    words = keep_words(session, proposal.team_id, wish.words) if cleaned(wish.words) else None
    stance = write(session, proposal, seat, (before, me, wish, words), now)
    hear(session, seat, now)
    facts = {"round": round_.round, "person": seat.person, "kind": wish.kind.value, "was": was}
    change(session, proposal, Event(me.number, STATED, now, facts, words))
    dissent = follow_dissent(session, stance, was, now)
    said_before = StanceKind(was["kind"]) if was else None
    if dissent is not None:
        dissents.follow(session, proposal, dissent, now)
    conditions.follow(session, proposal, stance, said_before, now)
    if proposal.is_around:
        begin(session, proposal, round_, now)
    tell_if_all_heard(session, proposal, round_, me.number, now)
    show_one(session, proposal, seat, {me.number})
    return Stated(stance, seat, said_before, is_new=True)


def still_committed(session: Session, proposal: Proposal, me: Person, now: datetime) -> Stated:
    """Carry my commitment over to the amended version, in one click and on my word."""
    if last_said(session, proposal, me) is not StanceKind.COMMIT:
        raise NothingToCarry(record=proposal.label)
    wish = StanceWish(StanceKind.COMMIT, is_carried=True)
    return state_stance(session, proposal, me, wish, now)


def last_said(session: Session, proposal: Proposal, me: Person) -> StanceKind | None:
    """Return where somebody stood in the last round before this one that heard them."""
    said = select(Stance).where(
        Stance.team_id == me.team_id,
        Stance.proposal == proposal.number,
        Stance.person == me.number,
        col(Stance.round) < proposal.round,
    )
    latest = session.exec(said.order_by(col(Stance.round).desc()).limit(1)).one_or_none()
    return latest.kind if latest else None


def _say_again(
    session: Session, proposal: Proposal, me: Person, wish: StanceWish, now: datetime
) -> Stated:
    """Answer after the close, which only whose condition fell through is asked to do."""
    if wish.for_person is not None or not is_asked_again(session, proposal, me.number):
        raise RoundClosed(record=proposal.label)
    stance = answer_again(session, proposal, me, wish.kind, wish.words, now)
    key = (stance.team_id, stance.proposal, stance.round, stance.person)
    return Stated(stance, session.get_one(Seat, key), StanceKind.CONDITION, is_new=True)


def _seat_for(
    session: Session,
    proposal: Proposal,
    round_: Round,
    me: Person,
    wish: StanceWish,
    now: datetime,
) -> Seat:
    """Return the seat that is spoken for: one's own, or that of somebody away."""
    number = wish.for_person or me.number
    seat = seat_of(session, round_, number)
    if seat is None or seat.gone_at is not None:
        proposer = person_numbered(session, proposal.team_id, proposal.proposer)
        raise NotAskedHere(record=proposal.label, who=proposer.called)
    if number != me.number:
        demand_delegate(session, proposal, round_, seat, me, now)
    return seat


def _demand_words(before: Stance | None, wish: StanceWish) -> None:
    has_words = bool(cleaned(wish.words))
    if len(wish.words) > LONGEST:
        raise WordsTooLong(field="words")
    if wish.kind is StanceKind.DISSENT and not has_words:
        raise ReasonMissing(field="words")
    if wish.kind is StanceKind.CONDITION and not has_words:
        raise ConditionMissing(field="words")
    changes_mind = before is not None and before.kind is StanceKind.DISSENT
    if changes_mind and wish.kind is not StanceKind.DISSENT and not has_words:
        raise WhyChanged(field="words")


def _is_same(session: Session, before: Stance, me: Person, wish: StanceWish) -> bool:
    """Tell whether just this was said before, by the same person; no words leave words alone."""
    if (before.kind, before.spoken_by) != (wish.kind, me.number):
        return False
    if not cleaned(wish.words) and wish.kind not in NEEDS_WORDS:
        return before.shows_name or not wish.shows_name
    text = words_of(session, {before.words}).get(before.words or 0, "")
    is_same_text = folded(text) == folded(cleaned(wish.words))
    return is_same_text and before.shows_name == wish.shows_name
