"""Looking proposals up: their words, rounds, seats and stances; and whose voice is waited for."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from bot.domain.areas import Area
from bot.domain.history import Happening
from bot.domain.people import Person
from bot.domain.proposals.records import NOUN, AffectedArea, Proposal, State, Version
from bot.domain.proposals.rounds import Dissent, Round, Seat, Stance
from bot.domain.words import words_of

MOST = 20
ERASED = "(erased)"


def proposal_numbered(session: Session, team_id: str, number: int) -> Proposal | None:
    return session.get(Proposal, (team_id, number))


def round_of(session: Session, proposal: Proposal, number: int | None = None) -> Round | None:
    """Return the latest round, or the one of that number; a draft has none."""
    return session.get(Round, (proposal.team_id, proposal.number, number or proposal.round))


def rounds_of(session: Session, proposal: Proposal) -> list[Round]:
    """Return all rounds, first to last."""
    of_it = select(Round).where(
        Round.team_id == proposal.team_id, Round.proposal == proposal.number
    )
    return list(session.exec(of_it.order_by(col(Round.round))))


def version_of(session: Session, proposal: Proposal, number: int | None = None) -> Version:
    key = (proposal.team_id, proposal.number, number or proposal.version)
    return session.get_one(Version, key)


def text_of(session: Session, proposal: Proposal, number: int | None = None) -> str:
    """Return what is proposed, now or in an earlier version."""
    words = version_of(session, proposal, number).words
    return words_of(session, {words}).get(words, ERASED)


def seats_in(session: Session, round_: Round) -> list[Seat]:
    """Return who is asked in a round, in the order around the table; not who was taken off."""
    return [seat for seat in all_seats_in(session, round_) if seat.gone_at is None]


def all_seats_in(session: Session, round_: Round) -> list[Seat]:
    """Return who is or was asked in a round, in the order around the table."""
    asked = select(Seat).where(
        Seat.team_id == round_.team_id,
        Seat.proposal == round_.proposal,
        Seat.round == round_.round,
    )
    return list(session.exec(asked.order_by(col(Seat.place), col(Seat.person))))


def seat_of(session: Session, round_: Round, person: int) -> Seat | None:
    return session.get(Seat, (round_.team_id, round_.proposal, round_.round, person))


def stances_in(session: Session, round_: Round) -> dict[int, Stance]:
    """Return where people stand in a round, by the number of the person."""
    said = select(Stance).where(
        Stance.team_id == round_.team_id,
        Stance.proposal == round_.proposal,
        Stance.round == round_.round,
    )
    return {stance.person: stance for stance in session.exec(said.order_by(col(Stance.person)))}


def stance_of(session: Session, round_: Round, person: int) -> Stance | None:
    return session.get(Stance, (round_.team_id, round_.proposal, round_.round, person))


def dissents_in(session: Session, round_: Round) -> list[Dissent]:
    """Return the dissents of a round, whatever became of them."""
    said = select(Dissent).where(
        Dissent.team_id == round_.team_id,
        Dissent.proposal == round_.proposal,
        Dissent.round == round_.round,
    )
    return list(session.exec(said.order_by(col(Dissent.person))))


def areas_affected(session: Session, proposal: Proposal) -> list[Area]:
    """Return the areas that have to be heard, by name."""
    affected = (
        select(Area)
        .join(
            AffectedArea,
            (col(AffectedArea.team_id) == col(Area.team_id))
            & (col(AffectedArea.area) == col(Area.number)),
        )
        .where(AffectedArea.team_id == proposal.team_id, AffectedArea.proposal == proposal.number)
    )
    return sorted(session.exec(affected), key=lambda area: area.name.casefold())


def is_running(proposal: Proposal, round_: Round | None, now: datetime) -> bool:
    """Tell whether people can say where they stand: not when its time is over, either."""
    if proposal.state is not State.ASKING or round_ is None:
        return False
    return round_.closed_at is None and now < round_.closes_at


def everyone_heard(seats: Collection[Seat]) -> bool:
    return bool(seats) and all(seat.heard_at is not None for seat in seats)


def waiting_for(session: Session, me: Person) -> list[Proposal]:
    """Return the proposals whose running round has not heard this person yet, oldest first.

    Going around the table, it waits for them from when their turn has come.
    """
    whom = {"team_id": me.team_id, "person": me.number}
    return list(session.exec(_WAITING_FOR, params=whom))


def waiting_here(session: Session, me: Person, channel_id: str) -> list[Proposal]:
    """Return those of them that were put out in this channel."""
    return [each for each in waiting_for(session, me) if each.channel_id == channel_id]


# Asked with each line that somebody types, so it is built once.
_IS_THEIRS = (
    (col(Seat.team_id) == col(Proposal.team_id))
    & (col(Seat.proposal) == col(Proposal.number))
    & (col(Seat.round) == col(Proposal.round))
)
_WAITING_FOR = (
    select(Proposal)
    .join(Seat, _IS_THEIRS)
    .where(
        Seat.team_id == bindparam("team_id"),
        Seat.person == bindparam("person"),
        col(Seat.heard_at).is_(None),
        col(Seat.gone_at).is_(None),
        Proposal.state == State.ASKING,
        or_(col(Proposal.is_around).is_(False), col(Seat.asked_at).is_not(None)),
    )
    .order_by(col(Proposal.number))
    .limit(MOST)
)


def last_happened(session: Session, proposal: Proposal, what: str) -> Happening | None:
    """Return the last of one kind of things that happened to a proposal."""
    happened = select(Happening).where(
        Happening.team_id == proposal.team_id,
        Happening.noun == NOUN,
        Happening.number == proposal.number,
        Happening.what == what,
    )
    return session.exec(happened.order_by(col(Happening.seq).desc()).limit(1)).one_or_none()


def numbers_of(seats: Iterable[Seat]) -> set[int]:
    return {seat.person for seat in seats}
