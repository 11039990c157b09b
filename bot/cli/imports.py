"""`cxbot import issues FILE`: brings in a table of what customers reported before."""

import argparse
import asyncio
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from bot.cli.database import url_in
from bot.cli.lock import sole_use
from bot.cli.refusal import Refusal, explained, reason_of
from bot.cli.schema import head, revision_of
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.issues.importing import (
    COLUMNS,
    Imported,
    Row,
    import_rows,
    row_origin,
    understood,
)
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.tables import TABLES
from bot.domain.workspaces import Workspace
from bot.settings import load_settings

# Who writes a row knows all that rows point to.
__all__ = ["TABLES", "main"]

AT_ONCE = 200  # Rows in one transaction; the next begins where the last one was saved.
LONGEST_FIELD = 200_000
BAR = 30  # Signs.
STEP = 0.1  # Where nobody watches, a line each tenth.


def main(options: argparse.Namespace) -> int:
    """Import a file; it can be broken off and begun again, and no row counts twice."""
    return explained(lambda: _import(options.file, options.team, is_dry=options.dry_run))


def _import(path: Path, team: str | None, *, is_dry: bool) -> int:
    url = url_in(load_settings())
    try:
        # A SQLite file is for one process: while `cxbot run` has it, this is refused.
        with sole_use(url):
            if revision_of(url) != head():
                raise Refusal(
                    "The database is not as this version needs it. Run `cxbot db upgrade`."
                )
            database = Database(url.render_as_string(hide_password=False))
            try:
                outcome = asyncio.run(_take(database, path, team, is_dry=is_dry))
            finally:
                database.dispose()
    except DBAPIError as error:
        raise Refusal(
            f"The database broke off: {reason_of(error)}. What was saved so far stays;"
            " the same command goes on from there."
        ) from None
    return _told(outcome, is_dry=is_dry)


async def _take(database: Database, path: Path, team: str | None, *, is_dry: bool) -> Imported:
    now, outcome = wall_clock(), Imported()
    team_id = await database.reading(_team, team)
    touchpoints = await database.transaction(touchpoints_of, team_id)
    bar = Progress(sum(1 for _ in _rows(path, team_id)))
    for batch in _batches(_rows(path, team_id)):
        if is_dry:
            good, tried = understood(batch, touchpoints, now)
            tried.taken = len(good)
        else:
            tried = await database.transaction(import_rows, team_id, batch, touchpoints, now)
        outcome.add(tried)
        bar.show(outcome.taken + outcome.there_before + len(outcome.refused), outcome)
    bar.end()
    return outcome


class Progress:
    """How far it is: a bar where somebody watches, else a line now and then."""

    def __init__(self, many: int, out: TextIO | None = None) -> None:
        self._many = many
        self._out = out or sys.stderr
        self._said = 0.0

    def show(self, done: int, outcome: Imported) -> None:
        share = done / max(self._many, 1)
        text = f"{done:,} of {self._many:,} rows, {len(outcome.refused):,} refused"
        if self._out.isatty():
            bar = "#" * int(BAR * share)
            self._out.write(f"\r[{bar:<{BAR}}] {text}")
            self._out.flush()
        elif share >= self._said + STEP or done == self._many:
            self._said = share
            self._out.write(f"{text}\n")

    def end(self) -> None:
        if self._out.isatty():
            self._out.write("\n")


def _told(outcome: Imported, *, is_dry: bool) -> int:
    """Print each row refused with its reason, and the sum; 1 when there was any."""
    for number, reason in outcome.refused:
        sys.stdout.write(f"row {number}: {reason}\n")
    would = "would be taken (dry run, nothing saved)" if is_dry else "taken"
    sys.stdout.write(
        f"{outcome.taken:,} rows {would}, {outcome.there_before:,} were there before,"
        f" {len(outcome.refused):,} refused.\n"
    )
    return 1 if outcome.refused else 0


def _team(session: Session, team: str | None) -> str:
    teams = list(session.exec(select(Workspace.team_id)))
    if team in teams:
        return str(team)
    if team is not None or len(teams) != 1:
        there = ", ".join(teams) or "none yet: start the bot once, so that it knows its own"
        raise Refusal(f"Name the workspace with --team. There are: {there}.")
    return teams[0]


def _batches(rows: Iterator[Row]) -> Iterable[list[Row]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _rows(path: Path, team_id: str) -> Iterator[Row]:
    """Read a file row by row. The header names the columns, in any order."""
    csv.field_size_limit(LONGEST_FIELD)
    seen: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, delimiter=_delimiter(file))
            header = _header(next(lines, []))
            for number, line in enumerate(lines, start=2):
                if any(line):
                    yield _row(team_id, number, header, line, seen)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal(f"{path} cannot be read as a table in UTF-8: {error}") from None


def _row(
    team_id: str, number: int, header: Sequence[str], line: Sequence[str], seen: Counter[str]
) -> Row:
    columns = {
        name: value for name, value in zip(header, line, strict=False) if value.strip() and name
    }
    if len(line) > len(header):
        # Told as any column that is not known: a comma too many moves what follows.
        columns["a column without a name"] = line[len(header)]
    content = row_origin(team_id, columns, 0)
    seen[content] += 1
    return Row(number, row_origin(team_id, columns, seen[content]), columns)


def _header(names: Sequence[str]) -> list[str]:
    header = [name.strip().casefold() for name in names]
    strangers = [name for name in header if name not in COLUMNS]
    if strangers or not {"what", "issue"} & set(header):
        unknown = f" Not known: {', '.join(strangers)}." if strangers else ""
        raise Refusal(
            f"The first line names the columns: what (or issue), and any of {', '.join(COLUMNS)}."
            f"{unknown}"
        )
    return header


def _delimiter(file: TextIO) -> str:
    """Return what parts the columns: a spreadsheet of some countries writes semicolons."""
    first = file.readline()
    file.seek(0)
    return ";" if first.count(";") > first.count(",") else ","
