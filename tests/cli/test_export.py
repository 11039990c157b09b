"""`cxbot export P-1` prints what one person may see of a proposal, and changes nothing."""

import pytest
from sqlmodel import Session

from bot.database import database_url, engine_for
from tests.domain.proposals.rounds_of import Round

REASON = "Service has no people"


@pytest.fixture
def asked(url):
    """A running round in which Ben has dissented, saved."""
    engine = engine_for(database_url(url))
    with Session(engine) as session:
        Round(session).says("ben", "dissent", REASON)
        session.commit()
    engine.dispose()
    return url


@pytest.fixture
def export(cxbot, asked):
    return lambda *arguments: cxbot("export", *arguments, DATABASE_URL=asked)


@pytest.mark.parametrize(("reader", "is_seen"), [("UADA", True), ("UBEN", True), ("UDEV", False)])
def test_what_a_reader_may_not_see_is_not_printed(export, reader, is_seen):
    code, words = export("P-1", "--reader", reader)

    assert code == 0
    assert words.startswith("# P-1")
    assert (REASON in words) == is_seen


def test_a_table_is_printed_on_request(export):
    _, words = export("p1", "--reader", "UADA", "--csv")

    assert words.splitlines()[0].startswith("proposal,round,version")
    assert REASON in words


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("P-9", "--reader", "UADA"), "There is no P-9 that UADA may see."),
        (("P-1", "--reader", "UNOBODY"), "UNOBODY is nobody I know."),
        (("C-1", "--reader", "UADA"), "C-1 is not a proposal."),
        (("P-1 csv", "--reader", "UADA"), "P-1 csv is not a proposal."),
    ],
)
def test_what_is_not_there_is_said(export, arguments, why):
    code, words = export(*arguments)

    assert code == 1
    assert why in words


def test_a_database_that_was_never_made_is_not_made_by_reading(cxbot, tmp_path):
    code, words = cxbot("export", "P-1", "--reader", "U1", DATABASE_URL="sqlite:///none.db")

    assert (code, "cxbot db upgrade" in words) == (1, True)
