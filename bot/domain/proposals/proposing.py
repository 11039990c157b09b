"""Putting a proposal out: who is asked, until when, and each only once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.database import insert_all_once
from bot.domain.calendar import at_local
from bot.domain.counters import give_back_number, next_number
from bot.domain.forums.finding import can_be_asked, facilitator_of, forum_in, members_of
from bot.domain.history import Event, record
from bot.domain.people import Person
from bot.domain.proposals.asking import CLOSES_AT, next_close, open_round
from bot.domain.proposals.records import NOUN, AffectedArea, Proposal, State, Version
from bot.domain.proposals.seating import demand_people
from bot.domain.proposals.telling import show, zone_of
from bot.domain.scenes import Scene
from bot.domain.typed_text import record_in
from bot.domain.words import Words, cleaned, folded, keep_words
from bot.errors import UserError

LONGEST = 3000  # Characters: more is a document, to be linked.
SAME_WORDS_WITHIN = timedelta(seconds=60)
MOST_DAYS = 92
SEAT_HOURS = range(1, 41)
DRAFTED = "drafted"
ISSUE = "I"


class WhatMissing(UserError):
    """Please say what you propose."""


class TooLong(UserError):
    """A proposal fits in 3,000 characters. Please say it shorter, and link the rest."""


class UntilPassed(UserError):
    """That time has passed. Please pick a later one."""


class UntilTooFar(UserError):
    """A round runs for three months at the most. Please pick an earlier day."""


class SeatHoursOff(UserError):
    """Going around, each person has from 1 to 40 working hours. Please pick a number of them."""


class CannotPropose(UserError):
    """Only colleagues can propose something here, not guests. Ask one of them to put it out."""


@dataclass(frozen=True)
class Draft:
    """What is to be put out. People and areas by number; nobody named: the forum's members."""

    what: str
    people: tuple[int, ...] = ()
    until: date | None = None
    at: time | None = None
    areas: tuple[int, ...] = ()
    is_around: bool = False
    seat_hours: int = 4
    template: str = ""
    is_draft: bool = False

    def __post_init__(self) -> None:
        demand_what(self.what)
        if self.seat_hours not in SEAT_HOURS:
            raise SeatHoursOff(field="hours")


@dataclass(frozen=True)
class Made:
    """A proposal, and whether it was there before: the same form sent twice, the same words."""

    proposal: Proposal
    is_new: bool


def propose(session: Session, me: Person, draft: Draft, scene: Scene, now: datetime) -> Made:
    """Put a proposal out, or keep it as a draft that only its proposer sees."""
    number = next_number(session, me.team_id, NOUN)
    twin = _twin(session, me, draft, scene, now)
    if twin is not None:
        give_back_number(session, me.team_id, NOUN)
        return Made(twin, is_new=False)
    if not can_be_asked(me):
        raise CannotPropose
    words = keep_words(session, me.team_id, draft.what)
    proposal = _put(session, me, draft, (number, words), scene, now)
    closes_at = demand_close(session, proposal, draft, now)
    people = with_proposer(session, proposal, draft.people)
    if not draft.is_draft:
        open_round(session, proposal, people, closes_at, now, me)
    else:
        if people:
            demand_people(session, proposal, people)
        show(session, proposal)
    return Made(proposal, is_new=True)


def demand_what(text: str) -> None:
    """Raise WhatMissing or TooLong."""
    if not cleaned(text):
        raise WhatMissing(field="what")
    if len(text) > LONGEST:
        raise TooLong(field="what")


def asked_by_default(session: Session, team_id: str, channel_id: str) -> list[Person]:
    """Return who is asked when nobody is named: those whom the channel's forum asks."""
    forum = forum_in(session, team_id, channel_id) if channel_id else None
    return members_of(session, forum) if forum else []


def default_close(session: Session, me: Person, channel_id: str, now: datetime) -> datetime:
    """Return when a round in this channel closes if nobody says otherwise."""
    forum = forum_in(session, me.team_id, channel_id) if channel_id else None
    return next_close(forum.zoneinfo if forum else me.zoneinfo, now)


def _put(
    session: Session,
    me: Person,
    draft: Draft,
    kept: tuple[int, Words],
    scene: Scene,
    now: datetime,
) -> Proposal:
    number, words = kept
    proposal = Proposal(
        team_id=me.team_id,
        number=number,
        state=State.DRAFT,
        proposer=me.number,
        template=draft.template,
        is_around=draft.is_around,
        seat_hours=draft.seat_hours,
        channel_id=scene.channel_id,
        thread_ts=scene.thread_ts,
        is_private=scene.is_private,
        made_at=now,
        changed_at=now,
        linked_to=record_in(draft.what, ISSUE),
        origin=scene.origin,
        **_led_by(session, me, scene),
    )
    session.add(proposal)
    session.flush()
    _add_text(session, proposal, draft, words)
    return proposal


def _add_text(session: Session, proposal: Proposal, draft: Draft, words: Words) -> None:
    """Add the first version of a proposal, the areas it affects, and the first of its history."""
    key: dict[str, Any] = {"team_id": proposal.team_id, "proposal": proposal.number}
    by, at = proposal.proposer, proposal.made_at
    session.add(Version(**key, version=1, words=words.id, made_by=by, made_at=at))
    insert_all_once(session, [AffectedArea(**key, area=area) for area in sorted({*draft.areas})])
    event = Event(by, DRAFTED, at, facts_of(draft), words)
    record(session, proposal.team_id, NOUN, proposal.number, 1, event)
    session.flush()


def _led_by(session: Session, me: Person, scene: Scene) -> dict[str, Any]:
    """Return who leads it: the channel's forum's people, else the proposer."""
    forum = forum_in(session, me.team_id, scene.channel_id) if scene.channel_id else None
    if forum is None:
        return {"facilitator": me.number}
    leader = facilitator_of(session, forum) or me
    deputy = forum.deputy if forum.deputy != leader.number else None
    return {"facilitator": leader.number, "deputy": deputy, "forum": forum.number}


def facts_of(draft: Draft) -> dict[str, Any]:
    """Return who is to be asked about what, until when, as history keeps it."""
    return {
        "people": sorted({*draft.people}),
        "areas": sorted({*draft.areas}),
        "until": draft.until.isoformat() if draft.until else None,
        "at": draft.at.isoformat() if draft.at else None,
    }


def with_proposer(session: Session, proposal: Proposal, people: Sequence[int]) -> set[int]:
    """Return who is asked: those named, else the forum's members; the proposer like everyone."""
    asked = asked_by_default(session, proposal.team_id, proposal.channel_id)
    named = {*people} or {person.number for person in asked}
    return named | {proposal.proposer} if named else set()


def demand_close(
    session: Session, proposal: Proposal, draft: Draft, now: datetime
) -> datetime | None:
    """Return when a round is to close. Raises UntilPassed, UntilTooFar."""
    closes_at = wished_close(session, proposal, draft)
    if closes_at is not None and closes_at <= now:
        raise UntilPassed(field="until")
    if closes_at is not None and closes_at > now + timedelta(days=MOST_DAYS):
        raise UntilTooFar(field="until")
    return closes_at


def wished_close(session: Session, proposal: Proposal, draft: Draft) -> datetime | None:
    """Return when its proposer wants a round to close; None leaves it to the usual."""
    if draft.until is None:
        return None
    return at_local(draft.until, draft.at or CLOSES_AT, zone_of(session, proposal))


def _twin(
    session: Session, me: Person, draft: Draft, scene: Scene, now: datetime
) -> Proposal | None:
    """Return the record that the same form, or the same line a moment ago, has made already.

    The number was taken first, so of two such requests the second waits and then finds the first.
    """
    mine = select(Proposal).where(Proposal.team_id == me.team_id, Proposal.proposer == me.number)
    if scene.origin is not None:
        return session.exec(mine.where(Proposal.origin == scene.origin)).one_or_none()
    if scene.again:
        return None
    recent = (
        select(Proposal, Words)
        .join(
            Version,
            (col(Version.team_id) == col(Proposal.team_id))
            & (col(Version.proposal) == col(Proposal.number)),
        )
        .join(Words, col(Words.id) == col(Version.words))
        .where(
            Proposal.team_id == me.team_id,
            Proposal.proposer == me.number,
            col(Proposal.made_at) > now - SAME_WORDS_WITHIN,
            Proposal.channel_id == scene.channel_id,
            col(Proposal.state) != State.WITHDRAWN,
        )
    )
    wanted = folded(draft.what)
    return next((made for made, said in session.exec(recent) if folded(said.text) == wanted), None)
