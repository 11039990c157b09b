"""A proposal with all its rounds as CSV and Markdown: what is hidden is not in it."""

import csv
import io

import pytest

from bot.domain.proposals.amending import amend_and_ask_again
from bot.domain.proposals.concerns import leave_concern
from bot.domain.proposals.dissents import maintain, offer_alternative, say_mind
from bot.domain.proposals.exporting import COLUMNS, as_csv, as_markdown, export_of
from bot.domain.proposals.late import add_late
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import Judgement, State
from bot.domain.proposals.reviewing import judge
from tests.domain.proposals.rounds_of import WHAT, Round, disputed
from tests.factories import a_person

REASON = "Service has no people for that"


def exported(session, one, name, here=""):
    return export_of(session, one.proposal, a_person(session, name), one.now, here)


def rows(export):
    return list(csv.DictReader(io.StringIO(as_csv(export))))


@pytest.fixture
def worked_on(session):
    """Two rounds, a dissent worked on and maintained, an outcome and a review."""
    one = disputed(session, cco="dev")
    one.act(say_mind, "ben", "one more person")
    one.act(offer_alternative, "ada", one.number("ben"), "with two from Sales")
    amend_and_ask_again(session, one.proposal, one.people["ada"], "We try it in Q1.", one.now)
    one.says("ben", "dissent", "still too soon").all_commit("ada", "cleo", "dev").closes()
    one.act(maintain, "ben")
    one.act(record_outcome, "dev", Outcome(State.ALIGNED_WITH_DISSENT, "We try it"), "view:V1")
    one.act(judge, "dev", Judgement.PARTLY)
    return one


def test_each_voice_of_each_round_is_a_row(session, worked_on):
    table = rows(exported(session, worked_on, "cleo"))

    assert tuple(table[0]) == COLUMNS
    assert len(table) == 8
    ben = [row for row in table if row["person"] == "Ben Okafor"]
    assert [row["words"] for row in ben] == [REASON, "still too soon"]
    assert [row["dissent"] for row in ben] == ["offered", "maintained"]
    assert ben[0]["what would change it"] == "one more person"


def test_a_dissent_that_came_late_is_marked_in_both(session, worked_on):
    worked_on.act(add_late, "cleo", "I should have said so")
    export = exported(session, worked_on, "ben")

    assert "Cleo Marsh dissents after the close" in as_markdown(export)
    assert ("Cleo Marsh", "dissents (after the close)", "I should have said so") in {
        (row["person"], row["stands"], row["words"]) for row in rows(export)
    }


def test_a_text_tells_the_whole_story(session, worked_on):
    text = as_markdown(exported(session, worked_on, "cleo"))

    for told in (
        "# P-1",
        "## Round 1 (version 1",
        f"> {WHAT}",
        "> We try it in Q1.",
        "Ben Okafor dissents",
        "In numbers: 3 × commits, 1 × dissents.",
        "## Outcome",
        "By Dev Rao:",
        "the dissent was right in part",
    ):
        assert told in text


def test_while_a_round_runs_its_words_are_not_in_an_export(session):
    one = Round(session).says("ben", "dissent", REASON)

    for name in ("cleo", "dev"):
        export = exported(session, one, name)
        assert REASON not in as_csv(export) + as_markdown(export)
        assert "dissents" not in as_csv(export) + as_markdown(export)
    assert REASON in as_csv(exported(session, one, "ada"))


def test_others_in_the_channel_get_reasons_without_names(session):
    one = disputed(session, asked=("ada", "ben", "cleo"))

    export = exported(session, one, "gus", "COPS")

    assert [(row["person"], row["words"]) for row in rows(export)] == [("", REASON)]
    assert "Somebody dissents" in as_markdown(export)


def test_what_a_reader_may_not_see_is_not_exported(session):
    one = disputed(session, asked=("ada", "ben", "cleo"))
    one.proposal.is_private = True

    assert exported(session, one, "gus") is None
    assert exported(session, Round(session, is_draft=True, what="Draft. Mine."), "ben") is None


def test_the_box_is_in_it_once_it_is_opened(session):
    one = Round(session)
    leave_concern(session, one.proposal, "It was dropped before")
    assert "dropped" not in as_markdown(exported(session, one, "ada"))

    one.all_commit().closes()

    assert "## Left in the box\n\n- It was dropped before" in as_markdown(
        exported(session, one, "ada")
    )


@pytest.mark.parametrize("words", ["=1+1", "+49 30", "-2", "@ops", "=HYPERLINK(1)"])
def test_no_cell_is_a_formula(session, words):
    one = Round(session).says("ben", "dissent", words).all_commit("ada", "cleo", "dev").closes()

    told = [row["words"] for row in rows(exported(session, one, "ada")) if row["words"]]
    assert told == [f"'{words}"]


def test_words_with_signs_of_a_table_or_a_text_stay_words(session):
    words = 'He said, "no; never"\n# not a heading | *nor* bold'
    one = Round(session).says("ben", "dissent", words).all_commit("ada", "cleo", "dev").closes()
    export = exported(session, one, "ada")

    assert words in [row["words"] for row in rows(export)]
    assert "\\# not a heading \\| \\*nor\\* bold" in as_markdown(export)


def test_a_draft_has_no_rounds_and_exports_all_the_same(session):
    one = Round(session, is_draft=True)

    export = exported(session, one, "ada")

    assert (rows(export), export.rounds) == ([], [])
    assert as_markdown(export) == f"# P-1\n\nProposed by Ada Lind: draft.\n\n> {WHAT}\n"
