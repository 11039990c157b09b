"""`export P-4`, typed: which proposal, and in which form."""

import pytest

from bot.domain.answers import Kind
from bot.domain.proposals.rights import NoSuchProposal
from bot.domain.proposals.sending import WhichExport, export
from tests.domain.proposals.rounds_of import Round
from tests.factories import PUBLIC_SCENE, a_person


def typed(session, one, name, text):
    return export(session, a_person(session, name), PUBLIC_SCENE, text, one.now)


@pytest.mark.parametrize(
    ("text", "form"),
    [("P-1", "markdown"), ("p1 csv", "csv"), ("P-1 as CSV.", "csv"), ("P-1 md", "markdown")],
)
def test_a_proposal_is_exported_in_the_form_that_was_named(session, text, form):
    said = typed(session, Round(session), "ben", text)

    assert said.kind is Kind.EXPORT
    assert said.facts == {"proposal": 1, "as": form, "here": "COPS"}


@pytest.mark.parametrize("text", ["", "csv", "C-1", "P-1 pdf", "churn"])
def test_anything_else_is_told_how(session, text):
    with pytest.raises(WhichExport):
        typed(session, Round(session), "ben", text)


def test_what_is_not_ones_to_see_is_not_there(session):
    with pytest.raises(NoSuchProposal):
        typed(session, Round(session, is_draft=True), "ben", "P-1")
