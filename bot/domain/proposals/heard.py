"""What who leads a proposal reads in their digest: everybody was heard, or the round is closed."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.lines import add_line, digest_of
from bot.domain.people import people_numbered
from bot.domain.preferences import hours_of
from bot.domain.proposals.finding import everyone_heard, is_running, round_of, seats_in
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rounds import Round, Seat

ROUND_CLOSED = "round_closed"  # What next?
ALL_HEARD = "all_heard"  # It can be closed before its time.


def tell_who_leads(
    session: Session, proposal: Proposal, round_: Round, kind: str, by: int | None, now: datetime
) -> None:
    """Have a line in the digests of who proposed and who leads it; not of whose doing it was."""
    people = people_numbered(session, proposal.team_id, {proposal.proposer, proposal.facilitator})
    key = f"{kind}:{proposal.label}:{round_.round}:{round_.revision}"
    for number, person in sorted(people.items()):
        if number == by or person.is_deactivated:
            continue
        listing, about = digest_of(number), (NOUN, proposal.number)
        facts = {"round": round_.round}
        add_line(session, proposal.team_id, listing, key, kind, now, about=about, facts=facts)
        hours = hours_of(session, person)
        look_sooner(session, person, first_moment(session, person, hours, now))


def tell_if_all_heard(
    session: Session, proposal: Proposal, round_: Round, by: int | None, now: datetime
) -> None:
    """Have who leads read that nobody is waited for any more."""
    if are_all_heard(session, proposal, round_.round, now):
        tell_who_leads(session, proposal, round_, ALL_HEARD, by, now)


def are_all_heard(session: Session, proposal: Proposal, number: int, now: datetime) -> bool:
    """Tell whether that round is still running, and everybody who is asked was heard."""
    round_ = round_of(session, proposal)
    if round_ is None or round_.round != number or not is_running(proposal, round_, now):
        return False
    waiting = select(Seat.person).where(
        Seat.team_id == round_.team_id,
        Seat.proposal == round_.proposal,
        Seat.round == round_.round,
        col(Seat.heard_at).is_(None),
        col(Seat.gone_at).is_(None),
    )
    if session.exec(waiting.limit(1)).first() is not None:
        return False
    return everyone_heard(seats_in(session, round_))
