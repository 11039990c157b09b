"""What a digest says of proposals: a round that waits for its reader, one that closed, a review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.domain.lines import Line
from bot.domain.notices import Notice
from bot.domain.people import Person
from bot.domain.proposals.finding import proposal_numbered, round_of, text_of
from bot.domain.proposals.heard import ALL_HEARD, ROUND_CLOSED, are_all_heard
from bot.domain.proposals.records import NOUN, Proposal, State
from bot.domain.proposals.reminding import ROUND_WAITS, is_waited_for
from bot.domain.proposals.reviewing import REVIEW_WAITS, waits_for_review
from bot.domain.proposals.speaking import SPEAKS, spoken_for
from bot.domain.proposals.telling import post_key
from bot.domain.proposals.typed import title_of
from bot.domain.workspaces import link_to

RANKS = {ROUND_WAITS: 3, SPEAKS: 3, ROUND_CLOSED: 3, ALL_HEARD: 4, REVIEW_WAITS: 5}
RANK_OF_LAST_DAY = 1
_TO_GO_ON_WITH = frozenset({State.HEARD, State.WORKING_DISSENT, State.NOT_HEARD})


@dataclass(frozen=True)
class ProposalMatter:
    """One proposal in a digest, as it stands now; `waits` while its reader can do something."""

    proposal: Proposal
    title: str
    role: str
    waits: bool
    closes_at: datetime | None = None
    is_last_day: bool = False
    link: str = ""  # Of the round's post.
    spoken_for: Sequence[Person] = ()  # Whom the reader is to speak for.

    @property
    def key(self) -> str:
        """What its button carries: the proposal and its round, and for whom one speaks."""
        whom = f":{self.spoken_for[0].number}" if self.spoken_for else ""
        return f"{self.proposal.number}:{self.proposal.round}{whom}"


def facts_of(line: Line) -> dict[str, Any]:
    """Return a line about a proposal as a digest keeps it."""
    kept: dict[str, Any] = {
        name: line.facts[name] for name in ("round", "last") if name in line.facts
    }
    return {"noun": NOUN, "number": line.number, "as": line.kind, **kept}


def rank_of(facts: Mapping[str, Any]) -> int:
    return RANK_OF_LAST_DAY if facts.get("last") else RANKS[str(facts["as"])]


def is_still_so(session: Session, reader: Person, facts: Mapping[str, Any], now: datetime) -> bool:
    """Tell whether a proposal still waits for this reader, in the way that was said."""
    proposal = proposal_numbered(session, reader.team_id, int(facts["number"]))
    if proposal is None:
        return False
    if facts["as"] == ROUND_WAITS:
        return is_waited_for(session, proposal, reader, int(facts["round"]), now)
    if facts["as"] == SPEAKS:
        return bool(spoken_for(session, proposal, reader, int(facts["round"]), now))
    if facts["as"] == ALL_HEARD:
        return are_all_heard(session, proposal, int(facts["round"]), now)
    if facts["as"] == ROUND_CLOSED:
        is_same = proposal.round == int(facts["round"])
        return is_same and proposal.state in _TO_GO_ON_WITH
    return waits_for_review(proposal)


def shown(
    session: Session, reader: Person, facts: Mapping[str, Any], now: datetime
) -> ProposalMatter:
    """Return what a digest says of a proposal, as it stands now."""
    proposal = session.get_one(Proposal, (reader.team_id, int(facts["number"])))
    round_ = round_of(session, proposal)
    matter = ProposalMatter(
        proposal=proposal,
        title=title_of(text_of(session, proposal)),
        role=str(facts["as"]),
        waits=is_still_so(session, reader, facts, now),
        closes_at=round_.closes_at if round_ else None,
        is_last_day=bool(facts.get("last")),
        link=_link(session, proposal),
    )
    if matter.role != SPEAKS:
        return matter
    people = spoken_for(session, proposal, reader, int(facts["round"]), now)
    return replace(matter, spoken_for=people)


def _link(session: Session, proposal: Proposal) -> str:
    key = post_key(proposal, proposal.round)
    posted = select(Notice).where(Notice.team_id == proposal.team_id, Notice.key == key)
    notice = session.exec(posted).one_or_none()
    if notice is None or not notice.ts:
        return ""
    return link_to(session, proposal.team_id, notice.posted_in, notice.ts)
