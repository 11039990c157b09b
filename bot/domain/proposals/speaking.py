"""For whom somebody speaks: those who are away, named them for a round, and were not heard yet."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import is_away
from bot.domain.proposals.finding import MOST, is_running, round_of
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.telling import speaker_for

SPEAKS = "round_waits_for"  # A line in the digest of who speaks for somebody away.


def speakers_in(
    session: Session, seats: list[Seat], now: datetime
) -> dict[int, tuple[Person, list[int]]]:
    """Return, by number, who speaks for somebody away in a round, and for whom."""
    found: dict[int, tuple[Person, list[int]]] = {}
    for seat in seats:
        if seat.delegate is None or seat.heard_at is not None:
            continue
        person = person_numbered(session, seat.team_id, seat.person)
        speaker = speaker_for(session, seat, person, now)
        if speaker is not None:
            found.setdefault(speaker.number, (speaker, []))[1].append(seat.person)
    return found


def waits_through(session: Session, me: Person, now: datetime) -> list[tuple[Proposal, Person]]:
    """Return the proposals that wait for what I say for somebody away, and for whom."""
    waiting = (
        select(Proposal, Seat.person)
        .join(
            Seat,
            (col(Seat.team_id) == col(Proposal.team_id))
            & (col(Seat.proposal) == col(Proposal.number))
            & (col(Seat.round) == col(Proposal.round)),
        )
        .where(
            Seat.team_id == me.team_id,
            Seat.delegate == me.number,
            col(Seat.heard_at).is_(None),
            col(Seat.gone_at).is_(None),
            Proposal.state == State.ASKING,
            or_(col(Proposal.is_around).is_(False), col(Seat.asked_at).is_not(None)),
        )
        .order_by(col(Proposal.number), col(Seat.person))
        .limit(MOST)
    )
    found = session.exec(waiting).all()
    people = people_numbered(session, me.team_id, {number for _, number in found})
    return [
        (proposal, people[number])
        for proposal, number in found
        if is_away(session, people[number], now)
    ]


def spoken_for(
    session: Session, proposal: Proposal, me: Person, number: int, now: datetime
) -> list[Person]:
    """Return for whom I am still to speak in the round of that number, while it runs."""
    round_ = round_of(session, proposal)
    if round_ is None or round_.round != number or not is_running(proposal, round_, now):
        return []
    mine = _seats_through(session, round_, me)
    _, people = speakers_in(session, mine, now).get(me.number, (me, []))
    known = people_numbered(session, me.team_id, {*people})
    return [known[each] for each in people]


def _seats_through(session: Session, round_: Round, me: Person) -> list[Seat]:
    mine = select(Seat).where(
        Seat.team_id == round_.team_id,
        Seat.proposal == round_.proposal,
        Seat.round == round_.round,
        Seat.delegate == me.number,
        col(Seat.gone_at).is_(None),
    )
    return list(session.exec(mine.order_by(col(Seat.place), col(Seat.person))))
