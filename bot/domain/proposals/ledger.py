"""The record of dissents, and the decisions that stay open for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, exists, or_, select

from bot.domain.people import Person
from bot.domain.proposals.finding import text_of
from bot.domain.proposals.records import Judgement, Proposal, State
from bot.domain.proposals.rights import can_see
from bot.domain.proposals.rounds import Dissent, DissentState, StanceKind
from bot.domain.proposals.table import Row, table_of

OPEN_FOR = timedelta(days=14)
MOST = 50
_OPEN = frozenset({State.ASKING, State.HEARD, State.WORKING_DISSENT, State.NOT_HEARD})


@dataclass(frozen=True)
class Entry:
    """One dissent on record, as its reader may see it: names and reasons only where allowed."""

    proposal: Proposal
    text: str
    round: int
    person: Person | None
    reason: str
    mind: str
    state: DissentState | None  # None: it came after the close, and counts nowhere.
    alternative: str
    judgement: Judgement | None


@dataclass(frozen=True)
class Decision:
    """A proposal that has been open for long."""

    proposal: Proposal
    text: str
    since: datetime


def ledger_of(session: Session, me: Person, now: datetime, here: str = "") -> list[Entry]:
    """Return the dissents that somebody may read, the newest proposal first."""
    has_one = exists().where(
        col(Dissent.team_id) == col(Proposal.team_id),
        col(Dissent.proposal) == col(Proposal.number),
    )
    disputed = (
        select(Proposal)
        .where(Proposal.team_id == me.team_id, or_(has_one, col(Proposal.late_dissents) > 0))
        .order_by(col(Proposal.number).desc())
        .limit(MOST)
    )
    proposals = [each for each in session.exec(disputed) if can_see(session, each, me, here)]
    return [entry for each in proposals for entry in entries_of(session, each, me, now, here)]


def entries_of(
    session: Session, proposal: Proposal, me: Person | None, now: datetime, here: str = ""
) -> list[Entry]:
    """Return the dissents on one proposal that a reader may see, oldest first."""
    text = text_of(session, proposal)
    entries = []
    for number in range(1, proposal.round + 1):
        rows = table_of(session, proposal, me, here, now, number=number).rows
        entries += [_entry(proposal, text, number, row) for row in rows if _is_one(row)]
    return entries


def open_decisions(
    session: Session, me: Person, now: datetime, here: str = "", older_than: timedelta = OPEN_FOR
) -> list[Decision]:
    """Return what was proposed long ago and is not decided, the oldest first."""
    open_ones = select(Proposal).where(
        Proposal.team_id == me.team_id,
        col(Proposal.state).in_(_OPEN),
        col(Proposal.made_at) <= now - older_than,
    )
    found = session.exec(open_ones.order_by(col(Proposal.made_at)).limit(MOST))
    seen = (each for each in found if can_see(session, each, me, here))
    return [Decision(each, text_of(session, each), each.made_at) for each in seen]


def _is_one(row: Row) -> bool:
    return row.kind is StanceKind.DISSENT


def _entry(proposal: Proposal, text: str, number: int, row: Row) -> Entry:
    return Entry(
        proposal=proposal,
        text=text,
        round=number,
        person=row.person,
        reason=row.reason,
        mind=row.mind,
        state=row.dissent,
        alternative=row.alternative,
        judgement=proposal.judgement,
    )
