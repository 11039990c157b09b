"""Reminding those who were not heard, and what else the clock does for rounds."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import tuple_
from sqlmodel import Session, col, or_, select

from bot.domain.calendar import today_in
from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.history import Event, story_of
from bot.domain.lines import Line, add_line, digest_of
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import hours_of
from bot.domain.proposals.asking import begin
from bot.domain.proposals.closing import fresh
from bot.domain.proposals.finding import is_running, round_of, seats_in
from bot.domain.proposals.moments import LAST, reminders_of
from bot.domain.proposals.records import NOUN, Proposal, State, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.speaking import SPEAKS, speakers_in
from bot.domain.proposals.telling import ask_seat, zone_of
from bot.errors import UserError

ROUND_WAITS = "round_waits"  # A line in the digest of somebody who was not heard.
REMINDED = "reminded"
BATCH = 10  # Rounds to choose from.
LINES = 15  # People a hop: each takes a few statements.

Due = Sequence[tuple[str, int]]  # Workspace and number of each proposal.


class NobodyToRemind(UserError):
    """Everybody who is asked in {record} was heard, so there is nobody to remind."""


class RemindedToday(UserError):
    """They were reminded today already. Once a day is enough; tomorrow you can do it again."""


class NoRoundToRemind(UserError):
    """{record} has no round that is running, so there is nobody to remind."""


def remind(session: Session, proposal: Proposal, me: Person, now: datetime) -> int:
    """Ask those who were not heard once more, at most once a day; returns how many that are."""
    demand(session, proposal, me, Right.REMIND)
    round_ = round_of(session, proposal)
    if round_ is None or not is_running(proposal, round_, now):
        raise NoRoundToRemind(record=proposal.label)
    waiting = [seat for seat in _unheard(session, round_) if seat.asked_at is not None]
    if not waiting:
        raise NobodyToRemind(record=proposal.label)
    if _was_reminded_today(session, proposal, now):
        raise RemindedToday
    facts = {"round": round_.round, "people": [seat.person for seat in waiting]}
    change(session, proposal, Event(me.number, REMINDED, now, facts))
    for seat in waiting:
        ask_seat(session, proposal, seat, now, what=REMINDED)
    return len(waiting)


def rounds_due(session: Session, now: datetime) -> Due:
    """Return a batch of the proposals whose round is to be looked at."""
    is_its = (col(Round.team_id) == col(Proposal.team_id)) & (
        col(Round.proposal) == col(Proposal.number)
    )
    due = (
        select(Round.team_id, Round.proposal)
        .join(Proposal, is_its & (col(Round.round) == col(Proposal.round)))
        .where(
            Proposal.state == State.ASKING,
            col(Round.closed_at).is_(None),
            or_(col(Round.closes_at) <= now, col(Round.next_nudge_at) <= now),
        )
    )
    found = session.exec(due.order_by(col(Round.closes_at)).limit(BATCH))
    return [(team_id, number) for team_id, number in found]


def look_at_rounds(session: Session, now: datetime) -> int:
    """Close, remind or ask on, whatever is due for one round; returns 0 when there is none.

    The proposal is locked, as by everybody who does something with it; one that somebody is at is
    passed over, and comes again. One at a time, so that no two replicas wait in a circle.
    """
    due = rounds_due(session, now)
    if not due:
        return 0
    locked = (
        select(Proposal)
        .where(tuple_(col(Proposal.team_id), col(Proposal.number)).in_(due))
        .order_by(col(Proposal.team_id), col(Proposal.number))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    proposals = session.exec(locked).all()
    for proposal in proposals:
        _look_at(session, proposal, now)
    return len(proposals)


def is_waited_for(
    session: Session, proposal: Proposal, person: Person, number: int, now: datetime
) -> bool:
    """Tell whether a reminder is still true: that round runs, and this voice is missing."""
    round_ = round_of(session, proposal)
    if round_ is None or round_.round != number or not is_running(proposal, round_, now):
        return False
    return person.number in {seat.person for seat in _unheard(session, round_)}


def _look_at(session: Session, proposal: Proposal, now: datetime) -> None:
    round_ = round_of(session, proposal)
    if round_ is None:
        return
    session.refresh(round_)
    if not is_running(proposal, round_, now):
        fresh(session, proposal, now)
        return
    if _remind_by_clock(session, proposal, round_, now):
        begin(session, proposal, round_, now)


def _remind_by_clock(session: Session, proposal: Proposal, round_: Round, now: datetime) -> bool:
    """Have a line in the digest of each unheard, and of who speaks for one of them.

    False while some are left for the next hop.
    """
    begun = [each for each in reminders_of(session, proposal, round_) if each[1] <= now]
    if not begun:
        return True
    which, _ = begun[-1]
    key = f"{ROUND_WAITS}:{proposal.label}:{round_.round}:{round_.revision}:{which}"
    waiting = [seat for seat in _unheard(session, round_) if seat.asked_at is not None]
    told = _told(session, proposal, key)
    left = [seat.person for seat in waiting if digest_of(seat.person) not in told]
    people = people_numbered(session, proposal.team_id, {*left[:LINES]})
    for number in sorted(people):
        _add(session, round_, people[number], ROUND_WAITS, (key, which == LAST), now)
    if len(left) > LINES:
        return False
    for _, (speaker, _) in sorted(speakers_in(session, waiting, now).items()):
        _add(session, round_, speaker, SPEAKS, (f"{key}:for", which == LAST), now)
    return True


def _add(
    session: Session,
    round_: Round,
    person: Person,
    kind: str,
    said: tuple[str, bool],
    now: datetime,
) -> None:
    key, is_last = said
    listing, about = digest_of(person.number), (NOUN, round_.proposal)
    facts = {"round": round_.round, "last": is_last, "closes_at": round_.closes_at.isoformat()}
    add_line(session, round_.team_id, listing, key, kind, now, about=about, facts=facts)
    hours = hours_of(session, person)
    look_sooner(session, person, first_moment(session, person, hours, now))


def _told(session: Session, proposal: Proposal, key: str) -> set[str]:
    known = select(Line.listing).where(Line.team_id == proposal.team_id, Line.key == key)
    return set(session.exec(known))


def _unheard(session: Session, round_: Round) -> list[Seat]:
    return [seat for seat in seats_in(session, round_) if seat.heard_at is None]


def _was_reminded_today(session: Session, proposal: Proposal, now: datetime) -> bool:
    zone = zone_of(session, proposal)
    story = story_of(session, proposal.team_id, NOUN, proposal.number)
    reminded = (each for each in story if each.what == REMINDED)
    today = today_in(zone, now)
    return any(
        today_in(zone, each.at) == today and each.facts["round"] == proposal.round
        for each in reminded
    )
