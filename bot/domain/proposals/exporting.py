"""A proposal with all its rounds as a table or a text, as far as its reader may see it."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.people import Person, person_numbered
from bot.domain.proposals.concerns import concerns_of
from bot.domain.proposals.finding import ERASED, rounds_of, text_of, version_of
from bot.domain.proposals.records import Judgement, Proposal, State
from bot.domain.proposals.rights import sight
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.table import Row, Table, table_of
from bot.domain.words import words_of

COLUMNS = (
    "proposal",
    "round",
    "version",
    "closed",
    "person",
    "spoken by",
    "stands",
    "words",
    "what would change it",
    "not seen by others",
    "dissent",
    "alternative",
)
# A cell that begins with one of these is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
STANDS = {
    StanceKind.COMMIT: "commits",
    StanceKind.CONDITION: "commits with a condition",
    StanceKind.DISSENT: "dissents",
    StanceKind.ASIDE: "stands aside",
}


JUDGED = {
    Judgement.RIGHT: "the dissent was right",
    Judgement.PARTLY: "the dissent was right in part",
    Judgement.NOT_RIGHT: "the dissent was not borne out",
    Judgement.AGAIN: "it would be decided the same again",
    Judgement.OTHERWISE: "it would be decided again, but otherwise",
    Judgement.NOT_AGAIN: "it would not be decided again",
}


@dataclass(frozen=True)
class RoundTold:
    """One round, its version, and the voices that its reader may hear."""

    number: int
    version: int
    text: str
    opened_at: datetime
    closed_at: datetime | None
    table: Table


@dataclass(frozen=True)
class Export:
    """All of a proposal that one reader may see."""

    label: str
    state: State
    proposer: str
    text: str
    rounds: Sequence[RoundTold]
    concerns: Sequence[str]
    outcome: str
    outcome_by: str
    review_on: date | None
    judgement: Judgement | None


def export_of(
    session: Session, proposal: Proposal, me: Person, now: datetime, here: str = ""
) -> Export | None:
    """Return a proposal with all rounds as this reader may see it; None when they may not."""
    if not sight(session, proposal, me, here, now).words:
        return None
    outcome = words_of(session, {proposal.outcome}).get(proposal.outcome or 0, ERASED)
    by = proposal.outcome_by
    return Export(
        label=proposal.label,
        state=proposal.state,
        proposer=person_numbered(session, me.team_id, proposal.proposer).called,
        text=text_of(session, proposal),
        rounds=list(_rounds(session, proposal, me, now, here)),
        concerns=concerns_of(session, proposal),
        outcome=outcome if proposal.outcome else "",
        outcome_by=person_numbered(session, me.team_id, by).called if by else "",
        review_on=proposal.review_on,
        judgement=proposal.judgement,
    )


def as_csv(export: Export) -> str:
    """Return a row for each voice; what is hidden is an empty cell, or no row at all."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for told in export.rounds:
        for row in told.table.rows:
            table.writerow([_cell(each) for each in _cells(export, told, row)])
    return written.getvalue()


def as_markdown(export: Export) -> str:
    """Return all of it as a text that reads well without any tool."""
    lines = [
        f"# {export.label}",
        "",
        f"Proposed by {_plain(export.proposer)}: {_said(export.state)}.",
    ]
    if not export.rounds or export.rounds[-1].text != export.text:
        lines += ["", *_quote(export.text)]  # Not put out yet.
    for told in export.rounds:
        lines += _round_lines(told)
    if export.concerns:
        lines += ["", "## Left in the box", "", *_list(export.concerns)]
    if export.outcome:
        lines += [
            "",
            "## Outcome",
            "",
            f"By {_plain(export.outcome_by)}:",
            "",
            *_quote(export.outcome),
        ]
    if export.review_on:
        lines += ["", f"To be looked at again on {export.review_on.isoformat()}."]
    if export.judgement:
        lines += ["", f"Looked at again: {JUDGED[export.judgement]}."]
    return "\n".join(lines) + "\n"


def _rounds(
    session: Session, proposal: Proposal, me: Person, now: datetime, here: str
) -> Iterator[RoundTold]:
    for round_ in rounds_of(session, proposal):
        yield RoundTold(
            number=round_.round,
            version=version_of(session, proposal, round_.version).version,
            text=text_of(session, proposal, round_.version),
            opened_at=round_.opened_at,
            closed_at=round_.closed_at,
            table=table_of(session, proposal, me, here, now, number=round_.round),
        )


def _cells(export: Export, told: RoundTold, row: Row) -> list[str]:
    return [
        export.label,
        str(told.number),
        str(told.version),
        told.closed_at.date().isoformat() if told.closed_at else "",
        row.person.called if row.person else "",
        row.speaker.called if row.speaker else "",
        STANDS[row.kind] + (" (after the close)" if row.is_late else ""),
        row.reason,
        row.mind,
        row.unseen,
        _said(row.dissent) if row.dissent else "",
        row.alternative,
    ]


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _round_lines(told: RoundTold) -> list[str]:
    closed = f"closed {told.closed_at.date().isoformat()}" if told.closed_at else "not closed"
    opened = told.opened_at.date().isoformat()
    top = f"## Round {told.number} (version {told.version}, opened {opened}, {closed})"
    table = told.table
    lines = ["", top, "", *_quote(told.text), "", *_heard(table), *_counts(table)]
    return [*lines, *(_voice(row) for row in table.rows)]


def _heard(table: Table) -> list[str]:
    names = {"Heard": table.heard, "Not yet heard": table.waiting}
    return [
        f"{what}: {', '.join(_plain(person.called) for person in people)}."
        for what, people in names.items()
        if people
    ]


def _counts(table: Table) -> list[str]:
    if table.counts is None:
        return []
    counted = ", ".join(f"{number} × {STANDS[kind]}" for kind, number in table.counts.items())
    return [f"In numbers: {counted or 'nobody'}.", ""]


def _voice(row: Row) -> str:
    who = _plain(row.person.called) if row.person else "Somebody"
    by = f" (said by {_plain(row.speaker.called)})" if row.speaker else ""
    late = " after the close" if row.is_late else ""
    state = f" [{_said(row.dissent)}]" if row.dissent else ""
    asides = {
        "": row.reason,
        "What would change it": row.mind,
        "Not seen by others": row.unseen,
        "Alternative": row.alternative,
    }
    said = "".join(
        f"\n  {what}{': ' if what else ''}{_plain(text)}" for what, text in asides.items() if text
    )
    return f"- {who}{by} {STANDS[row.kind]}{late}{state}{said}"


def _quote(text: str) -> list[str]:
    return [f"> {_plain(line)}" for line in text.split("\n")]


def _list(texts: Sequence[str]) -> list[str]:
    return [f"- {_plain(text)}" for text in texts]


def _plain(text: str) -> str:
    """Return people's words so that Markdown shows them as they are, on one line."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|" else sign for sign in one_line)


def _said(state: object) -> str:
    return str(state).replace("_", " ")
