"""Rows cost no more at a start than they have to."""

from datetime import UTC, datetime

from sqlmodel import Session, SQLModel

import schedules  # noqa: F401 - every table is made by it, or by what it loads
from bot.domain.counters import Counter
from bot.domain.lines import Line
from bot.domain.workspaces import Workspace

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_pydantic_makes_no_checks_for_any_table() -> None:
    tables = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    checked = [table.__name__ for table in tables if table.__pydantic_complete__]
    assert len(tables) > 40
    assert not checked


def test_a_new_row_has_its_defaults_and_what_it_was_given() -> None:
    one, other = (Line(team_id="T0", listing="", key=key, kind="", since=NOW) for key in "ab")
    one.facts["by"] = 1
    assert (one.key, one.said_in, one.number) == ("a", "", None)
    assert (other.key, other.facts) == ("b", {})


def test_what_changes_in_a_row_that_was_saved_is_saved_too(session: Session) -> None:
    session.add(Counter(team_id="T0", noun="commitment", last=1))
    session.flush()
    counter = session.get_one(Counter, ("T0", "commitment"))
    counter.last = 2
    session.flush()
    session.expire_all()
    assert session.get_one(Counter, ("T0", "commitment")).last == 2


def test_a_column_that_was_not_given_is_none(session: Session) -> None:
    session.add(Workspace(team_id="T0"))
    session.flush()
    session.expire_all()
    kept = session.get_one(Workspace, "T0")
    assert (kept.url, kept.next_brief_at) == ("", None)
