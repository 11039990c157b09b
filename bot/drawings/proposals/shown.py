"""Putting a proposal together as one reader may see it; what they may not is never read here."""

from typing import Any

from bot.domain.calendar import today_in
from bot.domain.commitments.finding import shown_all
from bot.domain.commitments.records import Commitment
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.asked import last_changed
from bot.domain.proposals.closing import WITHDRAWN
from bot.domain.proposals.concerns import concerns_of, demand_box_open
from bot.domain.proposals.conditions import commitments_of, is_met
from bot.domain.proposals.finding import (
    areas_affected,
    is_running,
    last_happened,
    proposal_numbered,
    round_of,
    stances_in,
    text_of,
    version_of,
)
from bot.domain.proposals.in_answer import in_answer
from bot.domain.proposals.quorum import unheard_areas
from bot.domain.proposals.records import LETTER, Proposal, State
from bot.domain.proposals.rights import NoSuchProposal
from bot.domain.proposals.rounds import Round
from bot.domain.proposals.table import table_of
from bot.domain.proposals.telling import zone_of
from bot.domain.proposals.wording import diff
from bot.domain.words import words_of
from bot.drawings.subjects import Look
from bot.errors import UserError
from bot.views.commitments.lines import headline
from bot.views.proposals.lines import Shown
from bot.views.text import words

WHAT_MOST = 160


def proposal_of(look: Look) -> Proposal:
    number = int(look.facts["proposal"])
    found = proposal_numbered(look.session, look.team_id, number)
    if found is None:
        raise NoSuchProposal(record=f"{LETTER}-{number}")
    return found


def shown(
    look: Look, proposal: Proposal, reader: Person | None, *, here: str = "", number: int = 0
) -> Shown:
    """Return a proposal for one reader, or with None for everybody in the channel `here`."""
    session = look.session
    one = round_of(session, proposal, number or None)
    latest = one is None or one.round == proposal.round
    version = one.version if one and not latest else proposal.version
    table = None
    if one is not None:
        table = table_of(session, proposal, reader, here, look.now, number=one.round)
    return Shown(
        proposal=proposal,
        text=text_of(session, proposal, version),
        proposer=person_numbered(session, look.team_id, proposal.proposer),
        facilitator=person_numbered(session, look.team_id, proposal.facilitator),
        table=table,
        today=today_in(zone_of(session, proposal), look.now),
        is_running=latest and is_running(proposal, one, look.now),
        areas=[area.name for area in areas_affected(session, proposal)],
        unheard_areas=_unheard_areas(look, proposal, one) if latest else (),
        is_edited=_is_edited(look, proposal, one, version),
        **(_new_in(look, proposal, version, reader, here) if one and version > 1 else {}),
        **_why(look, proposal, one),
        concerns=concerns_of(session, proposal),
        takes_concerns=_takes_concerns(look, proposal),
        conditions=_conditions(look, proposal, one),
        outcome=words_of(session, {proposal.outcome}).get(proposal.outcome or 0, ""),
        outcome_by=_person(look, proposal.outcome_by),
    )


def _unheard_areas(look: Look, proposal: Proposal, one: Round | None) -> list[tuple[str, bool]]:
    """Return the areas that were not heard, and whether anybody who is asked speaks for them."""
    if one is None or proposal.state not in {State.ASKING, State.NOT_HEARD}:
        return []
    areas = unheard_areas(look.session, proposal, one, look.now)
    return [(area.name, can_be_heard) for area, can_be_heard in areas]


def made_of(look: Look, numbers: list[int]) -> list[str]:
    """Return a line for each of these commitments that is there, in that order."""
    found = [look.session.get(Commitment, (look.team_id, number)) for number in numbers]
    return lines_of(look, [each for each in found if each])


def lines_of(look: Look, commitments: list[Commitment]) -> list[str]:
    """Return a line for each: whose, by when, and what."""
    shown_ones = shown_all(look.session, commitments, look.now)
    return [f"{headline(each)}\n{words(each.what, WHAT_MOST)}" for each in shown_ones]


def _why(look: Look, proposal: Proposal, one: Round | None) -> dict[str, Any]:
    """Return the reasons that all may read: why it closed early, or asks others, or is no more."""
    if one is None:
        return {}
    changed = last_changed(look.session, proposal, one)
    closed, by = one.close_reason, one.closed_by
    if proposal.state is State.WITHDRAWN and proposal.round == one.round:
        gone = last_happened(look.session, proposal, WITHDRAWN)
        closed, by = (gone.words, gone.person) if gone else (closed, by)
    said = words_of(look.session, {closed, changed.words if changed else None})
    return {
        "closed_why": said.get(closed or 0, ""),
        "closed_by": _person(look, by),
        "asked_why": said.get((changed.words if changed else 0) or 0, ""),
        "asked_by": _person(look, changed.person if changed else None),
    }


def _new_in(
    look: Look, proposal: Proposal, version: int, reader: Person | None, here: str
) -> dict[str, Any]:
    """Return what is new in the version that a round is about, and whose dissent that answers."""
    before = text_of(look.session, proposal, version - 1)
    changes = diff(before, text_of(look.session, proposal, version))
    return {
        "changes": [(change.kind, change.text) for change in changes],
        "in_answer": in_answer(look.session, proposal, version, reader, here, look.now),
    }


def _is_edited(look: Look, proposal: Proposal, one: Round | None, version: int) -> bool:
    """Tell whether the words that a round is about were put right after it was opened."""
    if one is None or one.version != version:
        return False
    return version_of(look.session, proposal, version).made_at > one.opened_at


def _conditions(look: Look, proposal: Proposal, one: Round | None) -> list[str]:
    """Return the conditions that an outcome still depends on, by the promise each became."""
    if proposal.state is not State.ALIGNED_WITH_CONDITIONS or one is None:
        return []
    made = commitments_of(look.session, [*stances_in(look.session, one).values()])
    return [each.name for each in made.values() if not is_met(each)]


def _takes_concerns(look: Look, proposal: Proposal) -> bool:
    try:
        demand_box_open(look.session, proposal)
    except UserError:
        return False
    return True


def _person(look: Look, number: int | None) -> Person | None:
    return person_numbered(look.session, look.team_id, number) if number else None
