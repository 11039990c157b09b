"""Whose dissent a new wording answers, as far as its reader may know who dissented."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.history import Happening
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rights import sight
from bot.domain.proposals.rounds import Dissent, Round, Stance, StanceKind
from bot.domain.proposals.table import shown_person

AMENDED = "amended"


@dataclass(frozen=True)
class InAnswer:
    """The dissents that a version answers: the reader's own, those of others, those unnamed."""

    is_mine: bool = False
    people: Sequence[Person] = field(default=())
    unnamed: int = 0


def in_answer(
    session: Session, proposal: Proposal, version: int, me: Person | None, here: str, now: datetime
) -> InAnswer | None:
    """Return whose dissent a version answers, for one reader; None when it was said of nobody."""
    answered = _answered(session, proposal, version)
    if not answered:
        return None
    people = people_numbered(session, proposal.team_id, {each.person for each in answered})
    rounds = sorted({each.round for each in answered})
    sights = {each: sight(session, proposal, me, here, now, number=each) for each in rounds}
    shown = [shown_person(each, people[each.person], sights[each.round]) for each in answered]
    mine = me.number if me else None
    return InAnswer(
        is_mine=any(each.person == mine for each in answered),
        people=[each for each in shown if each is not None and each.number != mine],
        unnamed=sum(each is None for each in shown),
    )


def _answered(session: Session, proposal: Proposal, version: int) -> list[Stance]:
    """Return the last dissent, against an earlier version, of each whom the amendment named."""
    numbers = _named(session, proposal, version)
    if not numbers:
        return []
    said = (
        select(Stance)
        .join(Dissent, _is_same(Dissent) & (col(Dissent.person) == col(Stance.person)))
        .join(Round, _is_same(Round))
        .where(
            Stance.team_id == proposal.team_id,
            Stance.proposal == proposal.number,
            Stance.kind == StanceKind.DISSENT,
            col(Stance.person).in_(numbers),
            col(Round.version) < version,
        )
    )
    found = session.exec(said.order_by(col(Stance.round), col(Stance.person)))
    return list({each.person: each for each in found}.values())


def _named(session: Session, proposal: Proposal, version: int) -> list[int]:
    amended = select(Happening).where(
        Happening.team_id == proposal.team_id,
        Happening.noun == NOUN,
        Happening.number == proposal.number,
        Happening.what == AMENDED,
    )
    for each in session.exec(amended.order_by(col(Happening.seq))):
        if each.facts.get("version") == version:
            return [int(number) for number in each.facts.get("answers", ())]
    return []


def _is_same(table: type[Dissent] | type[Round]) -> Any:
    return (
        (col(table.team_id) == col(Stance.team_id))
        & (col(table.proposal) == col(Stance.proposal))
        & (col(table.round) == col(Stance.round))
    )
