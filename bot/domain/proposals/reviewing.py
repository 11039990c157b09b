"""Looking again at what was decided: with hindsight, was the dissent right, or the yes."""

from datetime import UTC, datetime

from sqlmodel import Session, col, func, select

from bot.domain.calendar import start_of_day
from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.history import Event
from bot.domain.lines import add_line, digest_of, drop_lines_about
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import hours_of
from bot.domain.proposals.records import (
    ENDED,
    NOUN,
    OF_A_DISSENT,
    Judgement,
    Proposal,
    State,
    change,
)
from bot.domain.proposals.rights import Right, demand, leaders_of
from bot.domain.proposals.rounds import Dissent
from bot.domain.proposals.standing import free_proposal
from bot.domain.proposals.telling import show
from bot.errors import UserError

REVIEW_WAITS = "review_waits"  # A line for who proposed it and who leads.
BATCH = 20
DECIDED = ENDED - {State.WITHDRAWN}


class NotDecided(UserError):
    """{record} has no outcome yet, so there is nothing to look back at."""


class ReviewedBefore(UserError):
    """{record} was looked at again already; that stands."""


class AskedOtherwise(UserError):
    """That answers another question than {record} asks. Please open its form once more."""


def ask_for_reviews(session: Session, now: datetime) -> int:
    """Have a line in the digests of who proposed and who leads, on the day; returns how many."""
    due = select(Proposal.team_id, Proposal.number).where(
        col(Proposal.review_asked_at).is_(None),
        col(Proposal.review_on) <= now.astimezone(UTC).date(),
    )
    found = session.exec(due.order_by(col(Proposal.review_on)).limit(BATCH)).all()
    return sum(_ask(session, team_id, number, now) for team_id, number in found)


def next_review(session: Session, now: datetime) -> datetime | None:
    """Return when the next review is asked for, after this moment."""
    ahead = select(func.min(Proposal.review_on)).where(
        col(Proposal.review_asked_at).is_(None),
        col(Proposal.review_on) > now.astimezone(UTC).date(),
    )
    day = session.exec(ahead).one()
    return start_of_day(day, UTC) if day else None


def judge(
    session: Session, proposal: Proposal, me: Person, judgement: Judgement, now: datetime
) -> Proposal:
    """Say, once, how it turned out; who proposed it or leads can."""
    demand(session, proposal, me, Right.CLOSE)
    if proposal.state not in DECIDED:
        raise NotDecided(record=proposal.label)
    if proposal.reviewed_at is not None:
        raise ReviewedBefore(record=proposal.label)
    if (judgement in OF_A_DISSENT) is not was_disputed(session, proposal):
        raise AskedOtherwise(field="choice", record=proposal.label)
    event = Event(me.number, "reviewed", now, {"judgement": judgement.value})
    change(session, proposal, event, reviewed_at=now, judgement=judgement)
    drop_lines_about(session, proposal.team_id, NOUN, proposal.number)
    show(session, proposal)
    return proposal


def was_disputed(session: Session, proposal: Proposal) -> bool:
    """Tell whether anybody dissented, in whatever round, or later; else other things are asked."""
    dissents = select(Dissent.person).where(
        Dissent.team_id == proposal.team_id, Dissent.proposal == proposal.number
    )
    return proposal.late_dissents > 0 or session.exec(dissents.limit(1)).first() is not None


def waits_for_review(proposal: Proposal) -> bool:
    """Tell whether a line about the review is still so."""
    return proposal.review_asked_at is not None and proposal.reviewed_at is None


def _ask(session: Session, team_id: str, number: int, now: datetime) -> bool:
    proposal = free_proposal(session, team_id, number)
    if proposal is None or proposal.review_asked_at is not None:
        return False
    event = Event(None, "review_asked", now)
    change(session, proposal, event, review_asked_at=now)
    if proposal.reviewed_at is None and proposal.state in DECIDED:
        for reader in _readers(session, proposal):
            _add_line(session, proposal, reader, now)
    return True


def _readers(session: Session, proposal: Proposal) -> list[Person]:
    """Return who proposed it and who leads; where both have left, the first who can."""
    leaders = leaders_of(session, proposal)
    facilitator = proposal.facilitator if proposal.facilitator in leaders else None
    wanted = {proposal.proposer, facilitator or next(iter(leaders), None)}
    people = people_numbered(session, proposal.team_id, wanted)
    return [people[number] for number in sorted(people) if people[number].can_promise]


def _add_line(session: Session, proposal: Proposal, reader: Person, now: datetime) -> None:
    key, about = f"{REVIEW_WAITS}:{proposal.label}", (NOUN, proposal.number)
    listing = digest_of(reader.number)
    add_line(session, proposal.team_id, listing, key, REVIEW_WAITS, now, about=about)
    hours = hours_of(session, reader)
    look_sooner(session, reader, first_moment(session, reader, hours, now))
