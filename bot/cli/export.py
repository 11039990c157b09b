"""`cxbot export P-4`: a proposal with all its rounds, as far as one person may see it."""

import argparse
import sys

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from bot.cli.database import url_in
from bot.cli.refusal import Refusal, explained, reason_of
from bot.cli.schema import head, revision_of
from bot.clock import wall_clock
from bot.database import engine_for
from bot.database.engines import reading_engine_for
from bot.domain.people import Person
from bot.domain.proposals.exporting import Export, as_csv, as_markdown, export_of
from bot.domain.proposals.finding import proposal_numbered
from bot.domain.proposals.records import LETTER
from bot.domain.typed_text import leading_record
from bot.settings import load_settings


def main(options: argparse.Namespace) -> int:
    """Print an export; nothing is changed."""
    return explained(lambda: _print(options.record, options.reader, is_table=options.csv))


def _print(record: str, reader: str, *, is_table: bool) -> int:
    url = url_in(load_settings())
    try:
        if revision_of(url) != head():
            raise Refusal("The database is not as this version needs it. Run `cxbot db upgrade`.")
        export = _read(url, record, reader)
    except SQLAlchemyError as error:
        raise Refusal(f"The database cannot be read: {reason_of(error)}") from None
    sys.stdout.write(as_csv(export) if is_table else as_markdown(export))
    return 0


def _read(url: URL, record: str, reader: str) -> Export:
    named, rest = leading_record(record)
    if named is None or named.letter != LETTER or rest.strip():
        raise Refusal(f"{record} is not a proposal. Name one as in: cxbot export P-4 --reader U1")
    engine = reading_engine_for(url) or engine_for(url)
    try:
        with Session(engine) as session:
            export = _seen_by(session, _person(session, reader), named.number)
    finally:
        engine.dispose()
    if export is None:
        raise Refusal(f"There is no {LETTER}-{named.number} that {reader} may see.")
    return export


def _person(session: Session, slack_id: str) -> Person:
    """Return the person who reads; their workspace is the one that is exported from."""
    found = session.exec(select(Person).where(Person.slack_id == slack_id)).all()
    if len(found) != 1:
        raise Refusal(f"{slack_id} is nobody I know. Name a reader by their member id in Slack.")
    return found[0]


def _seen_by(session: Session, reader: Person, number: int) -> Export | None:
    proposal = proposal_numbered(session, reader.team_id, number)
    return export_of(session, proposal, reader, wall_clock()) if proposal else None
