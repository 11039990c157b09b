"""What a word means here: the definition that was agreed on last."""

from dataclasses import replace

import pytest

from bot.domain.keeping import MONTH
from bot.domain.proposals.finding import ERASED, text_of
from bot.domain.proposals.keeping import erase_proposal_words
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import State
from bot.domain.proposals.templates import DEFINITION, TEMPLATES, template_called
from bot.domain.proposals.terms import WhichTerm, term_called, term_in
from bot.domain.words import words_of
from tests.domain.proposals.rounds_of import Round
from tests.factories import PUBLIC_SCENE, a_person

CHURN = "Churn means customers who left, by the end of a month.\nCounts: all who paid once."


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (CHURN, "Churn"),
        ("Churn: customers who left", "Churn"),
        ("Net revenue retention = what stays of a year", "Net revenue retention"),
        ("A churned customer is one who left", "churned customer"),
        ("*Active user* – somebody who came back", "Active user"),
        ("“Complaint” means words of a customer", "Complaint"),
        ("Kundenwert means what stays", "Kundenwert"),
        ("We all agree on this", ""),
        ("", ""),
        (f"{'x' * 81} means nothing", ""),
    ],
)
def test_a_definition_begins_with_its_term(text, term):
    assert term_in(text) == term


@pytest.fixture
def agree(session):
    """Decide on a definition; returns the round, with the outcome written."""

    def decide(what, state=State.ALIGNED, template=DEFINITION, **more):
        one = Round(session, what=what, template=template, **more).all_commit().closes()
        outcome = Outcome(state, "So it is", unseen="nothing")
        one.act(record_outcome, "ada", outcome, f"view:{one.proposal.number}")
        return one

    return decide


@pytest.mark.parametrize("word", ["churn", "Churn", " CHURN? ", "the churn", "“churn”"])
def test_an_agreed_definition_answers(session, agree, word):
    one = agree(CHURN)

    meaning = term_called(session, one.people["dev"], word)

    assert (meaning.proposal.label, meaning.term, meaning.text) == ("P-1", "Churn", CHURN)


def test_its_text_outlives_the_months_that_other_words_are_kept_for(session, agree, now):
    one = agree(CHURN)
    later = one.now + 25 * MONTH
    assert erase_proposal_words(session, later, 24) == 1
    assert erase_proposal_words(session, later, 24) == 0
    assert term_called(session, one.people["dev"], "churn").text == CHURN
    assert words_of(session, {one.proposal.outcome}) == {}

    newer = agree("Churn means customers who left within thirty days.")

    assert erase_proposal_words(session, later, 24) == 2
    assert text_of(session, one.proposal) == ERASED
    assert term_called(session, one.people["dev"], "churn").proposal == newer.proposal


def test_what_fewer_people_may_read_replaces_nothing_for_the_others(session, agree):
    public = agree(CHURN)
    scene = replace(PUBLIC_SCENE, is_private=True, channel_id="CELSE")
    private = agree("Churn means the five who left us.", scene=scene)

    assert public.proposal.is_in_force
    assert private.proposal.is_in_force


def test_the_newest_definition_counts(session, agree):
    agree(CHURN)
    one = agree("Churn means customers who left within thirty days.")

    assert term_called(session, one.people["ada"], "churn").proposal.number == 2


@pytest.mark.parametrize(
    ("what", "state", "template"),
    [
        (CHURN, State.NOT_ALIGNED, DEFINITION),
        (CHURN, State.ALIGNED, "change"),
        ("We all agree on churn", State.ALIGNED, DEFINITION),
    ],
)
def test_what_was_not_agreed_or_defines_nothing_does_not_answer(
    session, agree, what, state, template
):
    one = agree(what, state, template)

    assert term_called(session, one.people["ada"], "churn") is None


def test_a_definition_of_a_private_place_answers_there_and_those_on_it(session, agree):
    one = agree(CHURN)
    one.proposal.is_private = True
    gus = a_person(session, "gus")

    assert term_called(session, gus, "churn") is None
    assert term_called(session, gus, "churn", "COPS") is not None
    assert term_called(session, one.people["cleo"], "churn") is not None


def test_which_word_is_to_be_said(session):
    one = Round(session)

    with pytest.raises(WhichTerm):
        term_called(session, one.people["ada"], " ? ")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_is_a_short_beginning_with_blanks_to_fill_in(template):
    assert template_called(template.key) is template
    assert "[" in template.text
    assert len(template.text) < 500
    assert len(template.name) <= 75  # What an option of a menu holds.


def test_there_is_no_template_by_another_name():
    assert template_called("") is None
