"""Rows of an older table become issues and reports, each once, and nobody is disturbed."""

import pytest
from sqlmodel import func, select

from bot.domain.issues.importing import COLUMNS, Row, import_rows, row_origin
from bot.domain.issues.records import Issue, Report, State, WeekCount
from bot.domain.issues.similar import find_issues
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.notices import Notice
from tests.factories import TEAM, a_person, words_at

INVOICE = {"what": "The invoice is wrong", "touchpoint": "invoice", "customer": "Acme"}


@pytest.fixture
def bring_in(session, now):
    """Import lines of a file; returns what became of them."""

    def bring(*lines):
        points = touchpoints_of(session, TEAM)
        rows = [Row(n, row_origin(TEAM, each, n), each) for n, each in enumerate(lines, start=2)]
        return import_rows(session, TEAM, rows, points, now)

    return bring


def issues(session):
    return list(session.exec(select(Issue).order_by(Issue.number)))


def test_rows_worded_alike_are_reports_of_one_issue(session, bring_in):
    outcome = bring_in(INVOICE, {**INVOICE, "what": "the  INVOICE is wrong"}, {"what": "Late"})

    assert (outcome.taken, outcome.refused) == (3, [])
    assert [(each.label, each.reports) for each in issues(session)] == [("I-1", 2), ("I-2", 1)]
    assert words_at(session, issues(session)[0].what) == "The invoice is wrong"


def test_a_second_time_they_are_there_already(session, bring_in):
    bring_in(INVOICE, {"what": "Late"})

    again = bring_in(INVOICE, {"what": "Late"}, INVOICE)

    assert (again.taken, again.there_before) == (1, 2)
    assert [each.reports for each in issues(session)] == [2, 1]


def test_each_counts_in_the_week_that_it_was_heard(session, bring_in):
    bring_in({**INVOICE, "happened_at": "2025-11-12"}, {**INVOICE, "happened_at": "2025-11-14"})

    week = session.exec(select(WeekCount)).one()
    assert (f"{week.week}", week.reports) == ("2025-11-10", 2)


def test_nobody_is_told_and_no_clock_runs(session, bring_in):
    a_person(session, "ada")
    bring_in(*({"what": f"Machine {n} stops"} for n in range(5)))

    first = issues(session)[0]
    assert (first.state, first.own_by, first.next_look_at) == (State.NEW, None, None)
    assert session.exec(select(func.count()).select_from(Notice)).one() == 0


def test_what_cannot_be_taken_is_told_row_by_row(session, bring_in):
    wrong = [{"customer": "Acme"}, {"what": "x", "severity": "odd"}, {"issue": "I-9"}]

    outcome = bring_in(INVOICE, *wrong)

    assert outcome.taken == 1
    assert [number for number, _ in sorted(outcome.refused)] == [3, 4, 5]
    assert "there is no I-9" in str(outcome.refused)


def test_a_row_may_name_its_issue_also_one_that_was_merged(session, bring_in, now):
    bring_in(INVOICE, {"what": "Late"})
    old, whole = issues(session)
    old.state, old.merged_into = State.MERGED, whole.number

    bring_in({"issue": "I-1", "words": "Again"}, {**INVOICE, "customer": "Bolt"})

    assert (whole.reports, whole.revision) == (3, 2)
    assert session.exec(select(func.count()).where(Report.issue == whole.number)).one() == 3


def test_what_came_in_is_found_by_its_words(session, bring_in):
    bring_in(INVOICE)

    assert [each.number for each in find_issues(session, a_person(session, "ada"), "invoices")] == [
        1
    ]


def test_every_column_is_part_of_what_a_row_is_known_by():
    origins = {row_origin(TEAM, {name: "I-1"}, 1) for name in COLUMNS}

    assert len(origins) == len(COLUMNS)
