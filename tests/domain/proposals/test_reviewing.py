"""On the day of the review: was the dissent right? Asked once, answered once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.lines import Line
from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.dissents import maintain
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import OF_A_DISSENT, Judgement, State
from bot.domain.proposals.reviewing import (
    AskedOtherwise,
    NotDecided,
    ReviewedBefore,
    ask_for_reviews,
    judge,
    next_review,
)
from bot.domain.proposals.rights import NotYours
from tests.domain.proposals.rounds_of import Round, disputed

LATER = timedelta(days=91)


@pytest.fixture
def one(session):
    """A decision that was taken with a dissent on record."""
    one = disputed(session, cco="dev")
    one.act(maintain, "ben")
    one.act(record_outcome, "dev", Outcome(State.ALIGNED_WITH_DISSENT, "We try"), "view:V1")
    return one


def lines(session):
    session.flush()
    return {line.listing for line in session.exec(select(Line)) if line.kind == "review_waits"}


def test_on_the_day_who_proposed_and_who_leads_have_a_line_once(session, one):
    assert ask_for_reviews(session, one.later(days=89).now) == 0
    assert ask_for_reviews(session, one.later(days=1).now) == 1

    assert lines(session) == {f"digest:{one.number('ada')}"}
    assert ask_for_reviews(session, one.now) == 0
    assert one.story()[-1] == "review_asked"


def test_the_sandbox_knows_when_a_review_is_next(session, one):
    due = next_review(session, one.now)

    assert due.date() == one.proposal.review_on
    assert ask_for_reviews(session, due) == 1
    assert next_review(session, due) is None


def test_a_facilitator_reads_it_too_and_who_left_does_not(session, one):
    one.proposal.facilitator = one.number("cleo")
    one.people["ada"].is_deactivated = True

    ask_for_reviews(session, one.now + LATER)

    assert lines(session) == {f"digest:{one.number('cleo')}"}


@pytest.mark.parametrize("judgement", sorted(OF_A_DISSENT))
def test_hindsight_is_written_down_once(session, one, judgement):
    ask_for_reviews(session, one.later(days=91).now)

    one.act(judge, "dev", judgement)

    assert (one.proposal.judgement, one.proposal.reviewed_at) == (judgement, one.now)
    assert lines(session) == set()
    with pytest.raises(ReviewedBefore):
        one.act(judge, "ada", Judgement.RIGHT)


def test_where_nobody_dissented_it_is_asked_whether_all_would_decide_the_same(session, one):
    agreed = Round(session, what="We call them back.").all_commit().closes()
    outcome = Outcome(State.ALIGNED, "We do", unseen="nothing")
    agreed.act(record_outcome, "ada", outcome, "view:V2")
    with pytest.raises(AskedOtherwise):
        agreed.act(judge, "ada", Judgement.RIGHT)
    with pytest.raises(AskedOtherwise):
        one.act(judge, "ada", Judgement.AGAIN)

    agreed.act(judge, "ada", Judgement.OTHERWISE)

    assert agreed.proposal.judgement is Judgement.OTHERWISE


def test_who_neither_proposed_nor_leads_does_not_judge(one):
    with pytest.raises(NotYours):
        one.act(judge, "ben", Judgement.RIGHT)


def test_what_was_looked_at_early_is_not_asked_about(session, one):
    one.act(judge, "ada", Judgement.PARTLY)

    ask_for_reviews(session, one.now + LATER)

    assert lines(session) == set()


def test_without_an_outcome_there_is_nothing_to_look_back_at(session):
    one = disputed(session)
    with pytest.raises(NotDecided):
        one.act(judge, "ada", Judgement.RIGHT)

    one.act(withdraw, "ada", "not now")
    with pytest.raises(NotDecided):
        one.act(judge, "ada", Judgement.RIGHT)
