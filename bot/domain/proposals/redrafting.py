"""A draft: only its proposer sees it, changes all of it, and puts it out."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from bot.database import insert_all_once
from bot.domain.history import Event, story_of
from bot.domain.people import Person
from bot.domain.proposals.asking import open_round
from bot.domain.proposals.finding import areas_affected, version_of
from bot.domain.proposals.proposing import (
    DRAFTED,
    Draft,
    demand_close,
    facts_of,
    wished_close,
    with_proposer,
)
from bot.domain.proposals.records import NOUN, AffectedArea, Proposal, State, change
from bot.domain.proposals.seating import demand_people
from bot.domain.proposals.telling import show
from bot.domain.words import keep_words
from bot.errors import UserError

REDRAFTED = "redrafted"


class NotADraft(UserError):
    """{record} was put out already, so nothing changed."""


def redraft(
    session: Session, proposal: Proposal, me: Person, draft: Draft, now: datetime
) -> Proposal:
    """Write a draft anew. It stays the first version: nobody has read another."""
    demand_draft(proposal, me)
    demand_close(session, proposal, draft, now)
    if draft.people:
        demand_people(session, proposal, draft.people)
    words = keep_words(session, proposal.team_id, draft.what)
    first = version_of(session, proposal, 1)
    first.words, first.made_at = words.id, now
    session.add(first)
    _affect(session, proposal, draft)
    columns = {name: getattr(draft, name) for name in ("template", "is_around", "seat_hours")}
    event = Event(me.number, REDRAFTED, now, facts_of(draft), words)
    change(session, proposal, event, **columns)
    show(session, proposal)
    return proposal


def open_draft(session: Session, proposal: Proposal, me: Person, now: datetime) -> Proposal:
    """Put a draft out to whom it names; a time that has passed is the usual."""
    demand_draft(proposal, me)
    kept = draft_kept(session, proposal)
    closes_at = wished_close(session, proposal, kept)
    is_ahead = closes_at is not None and closes_at > now
    people = with_proposer(session, proposal, kept.people)
    open_round(session, proposal, people, closes_at if is_ahead else None, now, me)
    return proposal


def draft_kept(session: Session, proposal: Proposal) -> Draft:
    """Return what a draft was kept with last, but for its words."""
    story = story_of(session, proposal.team_id, NOUN, proposal.number)
    kept = [each for each in story if each.what in {DRAFTED, REDRAFTED}]
    facts: dict[str, Any] = dict(kept[-1].facts) if kept else {}
    until, at = facts.get("until"), facts.get("at")
    return Draft(
        what=NOUN,
        people=tuple(facts.get("people", ())),
        until=date.fromisoformat(until) if until else None,
        at=time.fromisoformat(at) if at else None,
        areas=tuple(area.number for area in areas_affected(session, proposal)),
        is_around=proposal.is_around,
        seat_hours=proposal.seat_hours,
        template=proposal.template,
        is_draft=True,
    )


def demand_draft(proposal: Proposal, me: Person) -> None:
    """Raise NotADraft, unless it is one, and mine."""
    if proposal.state is not State.DRAFT or proposal.proposer != me.number:
        raise NotADraft(record=proposal.label)


def _affect(session: Session, proposal: Proposal, draft: Draft) -> None:
    """Have a draft affect just these areas."""
    mine = (
        col(AffectedArea.team_id) == proposal.team_id,
        col(AffectedArea.proposal) == proposal.number,
    )
    session.exec(delete(AffectedArea).where(*mine))
    key: dict[str, Any] = {"team_id": proposal.team_id, "proposal": proposal.number}
    insert_all_once(session, [AffectedArea(**key, area=area) for area in sorted({*draft.areas})])
    session.flush()
