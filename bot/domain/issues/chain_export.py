"""A chain as a table or a text, as far as its reader may see it."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.issues.chain import Chain, Stage
from bot.domain.issues.finding import Told
from bot.domain.issues.records import LETTER
from bot.domain.issues.rights import issue_for
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.errors import UserError

CSV, MARKDOWN = "csv", "markdown"
_FORMS = {"": MARKDOWN, "markdown": MARKDOWN, "md": MARKDOWN, "text": MARKDOWN, "csv": CSV}
COLUMNS = ("issue", "state", "since", "days in it", "owner", "area", "when", "step", "who", "words")
# A cell that begins with one of these is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class WhichExport(UserError):
    """Please name an issue, and csv if you want a table: `{command} export I-7 csv`."""


def export(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`export I-7 [csv]`: the line of an issue, as far as the reader may see it."""
    del now
    named, rest = leading_record(text)
    form = _FORMS.get(rest.strip(" .,:").casefold().removeprefix("as ").strip())
    if named is None or named.letter != LETTER or form is None:
        raise WhichExport
    issue = issue_for(session, me, named.number, here=scene.channel_id, lock=False)
    facts = {"issue": issue.number, "as": form, "here": scene.channel_id}
    return Said(Kind.ISSUE_EXPORT, facts)


def as_csv(chain: Chain, now: datetime) -> str:
    """Return a row for each step."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for stage in chain.stages:
        for step in stage.steps:
            table.writerow([_cell(each) for each in _cells(chain, stage, step, now)])
    return written.getvalue()


def as_markdown(chain: Chain, now: datetime) -> str:
    """Return all of it as a text that reads well without any tool."""
    shown, issue = chain.shown, chain.shown.issue
    lines = [f"# {issue.label}", "", f"> {_plain(shown.what)}", ""]
    lines += [f"First heard on {chain.first_heard.date().isoformat()}, {issue.reports} reports."]
    if chain.areas:
        lines += [f"Areas: {', '.join(_plain(area.name) for area in chain.areas)}."]
    lines += [f"Handed on {issue.handed_on} times, reopened {issue.reopened} times."]
    for stage in chain.stages:
        lines += ["", *_stage(stage, now)]
    if shown.linked:
        lines += ["", "## Linked", ""]
        lines += [f"- {each.label}: {_said(each.state)}" for each in shown.linked]
    return "\n".join(lines) + "\n"


def _cells(chain: Chain, stage: Stage, step: Told, now: datetime) -> Iterator[str]:
    yield chain.shown.issue.label
    yield _said(stage.state)
    yield stage.since.date().isoformat()
    yield str(stage.lasted(now).days)
    yield stage.owner.called if stage.owner else ""
    yield stage.area.name if stage.area else ""
    yield step.happening.at.isoformat(timespec="minutes")
    yield _said(step.happening.what)
    yield step.person.called if step.person else ""
    yield step.words


def _stage(stage: Stage, now: datetime) -> list[str]:
    owner = f", {_plain(stage.owner.called)}" if stage.owner else ""
    area = f" ({_plain(stage.area.name)})" if stage.area else ""
    days = stage.lasted(now).days
    top = f"## {_said(stage.state)}{owner}{area}: {days} days from {stage.since.date().isoformat()}"
    return [top, "", *(_step(each) for each in stage.steps)]


def _step(told: Told) -> str:
    who = f", {_plain(told.person.called)}" if told.person else ""
    words = f": {_plain(told.words)}" if told.words else ""
    return f"- {told.happening.at.date().isoformat()} {_said(told.happening.what)}{who}{words}"


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    """Return people's words so that Markdown shows them as they are, on one line."""
    one_line = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|" else sign for sign in one_line)


def _said(state: object) -> str:
    return str(state).replace("_", " ")
