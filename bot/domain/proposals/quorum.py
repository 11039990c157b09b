"""Whether a round heard enough: a share of those who are not away, and each affected area."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.areas import Area, AreaMember
from bot.domain.calendar import today_in
from bot.domain.forums.finding import can_be_asked
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import Preferences, cover_of
from bot.domain.proposals.finding import areas_affected, is_running, seats_in
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.proposals.standing import standing

# Of those not away, in fifths: four of five.
SHARE, OF = 4, 5
AT_LEAST = 3


@dataclass(frozen=True)
class Quorum:
    """How many were heard, how many have to be, and the areas whose voice is missing."""

    heard: int
    needed: int
    asked: int
    away: int
    missing_areas: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        return self.heard >= self.needed and not self.missing_areas


def heard_enough(
    asked: Collection[int],
    heard: Collection[int],
    areas: Mapping[int, Collection[int]],
    away: Collection[int],
) -> Quorum:
    """Count the voices of a round. `areas` names, for each affected area, who speaks for it.

    Whoever is away and was heard all the same counts like everybody; one voice may speak for two
    areas. Nobody heard is never enough.
    """
    voices = {*asked} & {*heard}
    absent = ({*asked} & {*away}) - voices
    share = -(-(len({*asked}) - len(absent)) * SHARE // OF)
    needed = max(share, min(AT_LEAST, len({*asked})), 1)
    missing = tuple(sorted(area for area, speakers in areas.items() if not voices & {*speakers}))
    return Quorum(len(voices), needed, len({*asked}), len(absent), missing)


def quorum_of(session: Session, proposal: Proposal, round_: Round, now: datetime) -> Quorum:
    """Return how far a round has come."""
    seats = seats_in(session, round_)
    asked = {seat.person for seat in seats}
    heard = {seat.person for seat in seats if seat.heard_at is not None}
    away = away_among(session, proposal.team_id, asked - heard, now)
    return heard_enough(asked, heard, speakers_of(session, proposal, seats, now), away)


def judged(session: Session, proposal: Proposal, round_: Round, now: datetime) -> State:
    """Return what a round comes to if it is closed now."""
    if not quorum_of(session, proposal, round_, now).is_enough:
        return State.NOT_HEARD
    return State.WORKING_DISSENT if standing(session, proposal) else State.HEARD


def state_now(session: Session, proposal: Proposal, round_: Round | None, now: datetime) -> State:
    """Return where a proposal stands, a round whose time is over being closed."""
    if proposal.state is not State.ASKING or round_ is None or is_running(proposal, round_, now):
        return proposal.state
    return judged(session, proposal, round_, now)


def away_among(
    session: Session, team_id: str, numbers: Collection[int], now: datetime
) -> frozenset[int]:
    """Return which of these people are away today, each by their own clock."""
    if not numbers:
        return frozenset()
    gone = select(Preferences).where(
        Preferences.team_id == team_id, col(Preferences.away_until).is_not(None)
    )
    found = [each for each in session.exec(gone) if each.person in {*numbers}]
    people = people_numbered(session, team_id, {each.person for each in found})
    return frozenset(
        each.person
        for each in found
        if each.is_away_on(today_in(people[each.person].zoneinfo, now))
    )


def speakers_of(
    session: Session, proposal: Proposal, seats: Collection[Seat], now: datetime
) -> dict[int, frozenset[int]]:
    """Return who speaks for each affected area: its leader, or who covers for them.

    An area that nobody leads speaks through those of its people who are asked.
    """
    areas = areas_affected(session, proposal)
    leaders = leaders_among(session, proposal.team_id, areas)
    return {
        area.number: _speakers(session, area, leaders.get(area.number), seats, now)
        for area in areas
    }


def unheard_areas(
    session: Session, proposal: Proposal, round_: Round, now: datetime
) -> list[tuple[Area, bool]]:
    """Return the affected areas that were not heard, and whether anybody asked speaks for them."""
    areas = areas_affected(session, proposal)
    if not areas:
        return []
    seats = seats_in(session, round_)
    heard = {seat.person for seat in seats if seat.heard_at is not None}
    asked = {seat.person for seat in seats}
    speakers = speakers_of(session, proposal, seats, now)
    return [
        (area, bool(speakers[area.number] & asked))
        for area in areas
        if not speakers[area.number] & heard
    ]


def leaders_among(session: Session, team_id: str, areas: Collection[Area]) -> dict[int, Person]:
    """Return the leaders of these areas who can be asked, by the number of the area."""
    people = people_numbered(session, team_id, {area.leader for area in areas})
    named = {area.number: people.get(area.leader or 0) for area in areas}
    return {area: leader for area, leader in named.items() if leader and can_be_asked(leader)}


def _speakers(
    session: Session, area: Area, leader: Person | None, seats: Collection[Seat], now: datetime
) -> frozenset[int]:
    if leader is not None:
        cover = cover_of(session, leader, now)
        return frozenset({leader.number} | ({cover.number} if cover else set()))
    members = select(AreaMember.person).where(
        AreaMember.team_id == area.team_id, AreaMember.area == area.number
    )
    asked = {seat.person for seat in seats}
    return frozenset(person for person in session.exec(members) if person in asked)
