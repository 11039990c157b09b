"""Asking: everybody at once, a batch at a time, or one after the other around the table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.calendar import at_local
from bot.domain.history import Event
from bot.domain.hours import Hours
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of, is_away
from bot.domain.proposals.finding import seats_in
from bot.domain.proposals.records import Proposal, change
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.telling import ask_seat, ask_speaker, speaker_for

TURN, UNHEARD = "turn", "unheard"
BATCH = 10  # Asked in one go; each costs a few statements, and somebody waits for the first ones.


def ask_on(session: Session, proposal: Proposal, round_: Round, now: datetime) -> None:
    """Ask whoever is to be asked by now; it does no harm to look too often."""
    waiting = [seat for seat in seats_in(session, round_) if seat.heard_at is None]
    for seat in waiting:
        if seat.delegate is not None and seat.asked_at is not None:
            ask_speaker(session, proposal, seat, now)
    if proposal.is_around:
        _go_around(session, proposal, waiting, now)
        return
    for seat in [seat for seat in waiting if seat.asked_at is None][:BATCH]:
        _ask(session, proposal, seat, now)


def asks_next_at(
    session: Session, proposal: Proposal, round_: Round, now: datetime
) -> datetime | None:
    """Return when somebody is to be asked next: now while a batch is left, or when a turn ends."""
    waiting = [seat for seat in seats_in(session, round_) if seat.heard_at is None]
    if not proposal.is_around:
        return now if any(seat.asked_at is None for seat in waiting) else None
    holding = [seat for seat in waiting if _has_turn(seat)]
    ends = (_turn_ends(session, proposal, seat) for seat in holding)
    return min((moment for moment in ends if moment > now), default=None)


def in_order(seats: Sequence[tuple[int, str, int]]) -> list[int]:
    """Return people in the order around the table: (standing, name, number), seniors last."""
    return [number for _, _, number in sorted(seats)]


def after_working_hours(hours: Hours, moment: datetime, count: int) -> datetime:
    """Return the moment by which somebody has had so many working hours."""
    left = timedelta(hours=count)
    begins = hours.next_working(moment)
    while True:
        ends = at_local(begins.astimezone(hours.zone).date(), hours.ends, hours.zone)
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
        begins = hours.next_working(max(ends, begins + timedelta(seconds=1)))


def _go_around(
    session: Session, proposal: Proposal, waiting: Sequence[Seat], now: datetime
) -> None:
    """Give the turn on once its time is over; who was passed over is asked again at the end."""
    for seat in waiting:
        if _has_turn(seat) and _turn_ends(session, proposal, seat) <= now:
            _pass_over(session, proposal, seat, now)
    if any(_holds(session, proposal, seat, now) for seat in waiting):
        return
    for seat in waiting:
        if seat.asked_at is None and seat.passed_at is None:
            if not _is_out(session, seat, now):
                _ask(session, proposal, seat, now)
                return
            _pass_over(session, proposal, seat, now)
    _come_back(session, proposal, waiting, now)


def _come_back(
    session: Session, proposal: Proposal, waiting: Sequence[Seat], now: datetime
) -> None:
    for seat in waiting:
        if seat.passed_at is not None and not _has_turn(seat):
            _ask(session, proposal, seat, now)
            return


def _holds(session: Session, proposal: Proposal, seat: Seat, now: datetime) -> bool:
    return _has_turn(seat) and _turn_ends(session, proposal, seat) > now


def _has_turn(seat: Seat) -> bool:
    """Tell whether somebody is being asked: the first time, or again after they were passed."""
    if seat.asked_at is None:
        return False
    return seat.passed_at is None or seat.asked_at >= seat.passed_at


def _turn_ends(session: Session, proposal: Proposal, seat: Seat) -> datetime:
    if seat.asked_at is None:
        raise ValueError("Whoever was not asked has no turn that could end.")
    person = person_numbered(session, seat.team_id, seat.person)
    hours = replace(hours_of(session, person), away_from=None, away_until=None)
    return after_working_hours(hours, seat.asked_at, proposal.seat_hours)


def _is_out(session: Session, seat: Seat, now: datetime) -> bool:
    """Tell whether nobody would answer: away, and nobody may speak for them."""
    person: Person = person_numbered(session, seat.team_id, seat.person)
    return is_away(session, person, now) and speaker_for(session, seat, person, now) is None


def _pass_over(session: Session, proposal: Proposal, seat: Seat, now: datetime) -> None:
    if seat.passed_at is not None:
        return  # Once is enough: from now on it stays asked, and holds nobody up.
    seat.passed_at = now
    session.add(seat)
    facts = {"round": seat.round, "person": seat.person}
    change(session, proposal, Event(None, "passed_over", now, facts))


def _ask(session: Session, proposal: Proposal, seat: Seat, now: datetime) -> None:
    what = _again(seat)
    seat.asked_at = now
    session.add(seat)
    session.flush()
    ask_seat(session, proposal, seat, now, what=what)


def _again(seat: Seat) -> str:
    """Return why somebody is asked once more: their turn came back, or the round did."""
    if seat.passed_at is None:
        return ""
    return UNHEARD if seat.asked_at is None else TURN
