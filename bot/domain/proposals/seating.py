"""Who sits around the table of a round: who can be asked, in which order, and who comes or goes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, select

from bot.database import insert_all_once
from bot.domain.areas import Area
from bot.domain.forums.finding import can_be_asked
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.finding import all_seats_in, areas_affected
from bot.domain.proposals.going_around import in_order
from bot.domain.proposals.quorum import leaders_among
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.roles import cco_of
from bot.errors import UserError

MOST_ASKED = 200


class CannotBeAsked(UserError):
    """{who} cannot be asked: a bot, a guest, or somebody who left or is from outside."""


class NobodyAsked(UserError):
    """Please pick at least one colleague who is asked."""


class TooManyAsked(UserError):
    """A round asks 200 people at the most. Please pick fewer."""


class SpokenAlready(UserError):
    """{who} has said where they stand, so they stay among those who are asked."""


def demand_people(
    session: Session,
    proposal: Proposal,
    people: Collection[int],
    *,
    new: Collection[int] | None = None,
) -> list[int]:
    """Return who is asked, leaders of affected areas among them, in the order of the table.

    Raises CannotBeAsked, naming them, for those who cannot be; only `new` ones are looked at.
    """
    areas = areas_affected(session, proposal)
    leaders = leaders_among(session, proposal.team_id, areas).values() if new is None else ()
    numbers = {*people} | {leader.number for leader in leaders}
    if not numbers:
        raise NobodyAsked(field="people")
    if len(numbers) > MOST_ASKED:
        raise TooManyAsked(field="people")
    found = people_numbered(session, proposal.team_id, {*numbers})
    looked_at = numbers if new is None else {*new}
    unfit = sorted(found[each].called for each in looked_at if not can_be_asked(found[each]))
    if unfit:
        raise CannotBeAsked(field="people", who=", ".join(unfit))
    return _around_the_table(session, proposal.team_id, list(found.values()))


def _around_the_table(session: Session, team_id: str, people: Sequence[Person]) -> list[int]:
    """Order people with seniors last: leaders of areas, then sponsors, then the CCO."""
    areas = session.exec(select(Area).where(Area.team_id == team_id)).all()
    leaders, sponsors = {area.leader for area in areas}, {area.sponsor for area in areas}
    cco = cco_of(session, team_id)
    standing: dict[int | None, int] = {**dict.fromkeys(leaders, 1), **dict.fromkeys(sponsors, 2)}
    if cco is not None:
        standing[cco.number] = 3
    return in_order([(standing.get(one.number, 0), one.folded_name, one.number) for one in people])


def seat(
    session: Session, proposal: Proposal, round_: Round, numbers: Sequence[int], first: int
) -> None:
    seats = [
        Seat(
            team_id=proposal.team_id,
            proposal=proposal.number,
            round=round_.round,
            person=number,
            place=place,
        )
        for place, number in enumerate(numbers, start=first)
    ]
    insert_all_once(session, seats)


def seat_also(session: Session, proposal: Proposal, round_: Round, added: Collection[int]) -> None:
    """Seat those who come in later behind the others; who was there before is there again."""
    known = {seat.person: seat for seat in all_seats_in(session, round_)}
    for number in sorted({*added} & known.keys()):
        known[number].gone_at = known[number].asked_at = None
        session.add(known[number])
    new = sorted({*added} - known.keys())
    last = max((seat.place for seat in known.values()), default=-1)
    seat(session, proposal, round_, new, last + 1)
    session.flush()


def demand_unheard(session: Session, seats: Sequence[Seat], people: Collection[int]) -> None:
    """Raise SpokenAlready for those who have spoken: nobody's word is taken off the table."""
    spoken = {seat.person for seat in seats if seat.heard_at is not None} & {*people}
    if spoken:
        found = people_numbered(session, seats[0].team_id, {*spoken}).values()
        raise SpokenAlready(field="people", who=", ".join(sorted(one.called for one in found)))


def take_off(
    session: Session, seats: Sequence[Seat], people: Collection[int], now: datetime
) -> None:
    for seat in seats:
        if seat.person in people:
            seat.gone_at = now
            session.add(seat)
