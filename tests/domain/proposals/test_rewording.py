"""Mending a proposal just put out: its words, or that it was put out at all."""

import pytest
from sqlmodel import col, select

from bot.domain.history import story_of
from bot.domain.notices import Notice
from bot.domain.proposals.amending import NothingAsked, amend_and_ask_again
from bot.domain.proposals.finding import text_of, waiting_for
from bot.domain.proposals.proposing import TooLong, WhatMissing
from bot.domain.proposals.records import NOUN, State
from bot.domain.proposals.reminding import rounds_due
from bot.domain.proposals.rewording import (
    AnsweredSince,
    MovedSince,
    TenMinutesOver,
    is_just_out,
    reword,
    undo,
)
from bot.domain.proposals.rights import NotYours, can_see
from bot.domain.proposals.taking_back import take_back_stance
from bot.domain.words import Words
from tests.domain.proposals.rounds_of import WHAT, Round
from tests.factories import OPS, TEAM, to_be_said

BETTER = WHAT.replace("two days", "three days")
VERBS = [(reword, (BETTER,)), (undo, ())]


@pytest.fixture
def one(session):
    return Round(session)


def wanted(session):
    session.flush()
    found = session.exec(select(Notice).order_by(col(Notice.id))).all()
    return {each.key: each.wanted for each in found}


def test_better_words_stand_in_the_place_of_the_first_ones_which_are_erased(one, session):
    before = wanted(session)

    one.later(minutes=10).act(reword, "ada", BETTER)

    assert (text_of(session, one.proposal), one.proposal.version) == (BETTER, 1)
    assert WHAT not in session.exec(select(Words.text)).all()
    assert one.story() == ["drafted", "asked", "reworded"]
    assert story_of(session, TEAM, NOUN, 1)[-1].words_digest
    after = wanted(session)
    shown = {key for key in before if after[key] > before[key]}
    assert {"post:P-1:1", "ask:P-1:1:1", "ask:P-1:1:2"} <= shown


def test_nobody_is_asked_a_second_time_by_better_words(one, session):
    said = to_be_said(session)

    one.later(minutes=1).act(reword, "ada", BETTER)

    assert to_be_said(session) == said
    one.later(hours=1).says("ben", "commit").all_commit().closes()
    assert one.proposal.state is State.HEARD


def test_the_same_words_again_change_nothing(one):
    one.later(minutes=1).act(reword, "ada", f" {WHAT} ")

    assert one.story() == ["drafted", "asked"]


@pytest.mark.parametrize(("words", "refusal"), [("  ", WhatMissing), ("a" * 3001, TooLong)])
def test_words_that_say_nothing_or_too_much_are_refused(one, words, refusal):
    with pytest.raises(refusal):
        one.act(reword, "ada", words)


def test_an_issue_that_better_words_name_is_linked(one, session):
    one.later(minutes=1).act(reword, "ada", f"{WHAT} See I-7.")
    assert one.proposal.linked_to == "I-7"

    one.act(reword, "ada", f"{WHAT} See I-8.")

    assert one.proposal.linked_to == "I-8"


def test_undone_it_is_as_if_nobody_was_asked(one, session):
    one.later(minutes=10).act(undo, "ada")

    assert one.proposal.state is State.WITHDRAWN
    kinds = {kind for kind, _ in to_be_said(session)}
    assert not kinds & {"proposal.post", "stance.asked"}
    seers = [name for name in one.asked if can_see(session, one.proposal, one.people[name], OPS)]
    assert (seers, can_see(session, one.proposal, None, OPS)) == (["ada"], False)
    assert waiting_for(session, one.people["ben"]) == []
    assert rounds_due(session, one.later(days=30).now) == []
    assert one.story()[-1] == "undone"


def test_the_text_of_what_was_undone_is_there_to_be_given_back(one, session):
    one.later(minutes=1).act(undo, "ada")

    assert text_of(session, one.proposal) == WHAT


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_after_ten_minutes_it_stays(one, verb, given):
    with pytest.raises(TenMinutesOver):
        one.later(minutes=10, seconds=1).act(verb, "ada", *given)


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_once_somebody_has_answered_it_stays(one, verb, given):
    one.later(minutes=1).says("ben", "aside")

    with pytest.raises(AnsweredSince):
        one.act(verb, "ada", *given)
    assert not one.act(is_just_out, "ada")

    one.act(take_back_stance, "ben")
    one.act(verb, "ada", *given)


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_nobody_but_its_proposer_mends_it(session, verb, given):
    one = Round(session, cco="cleo")
    for name in ("ben", "cleo"):
        with pytest.raises(NotYours):
            one.act(verb, name, *given)
    assert (one.act(is_just_out, "ada"), one.act(is_just_out, "cleo")) == (True, False)


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_what_has_moved_on_is_not_mended(one, verb, given):
    one.later(minutes=1).act(amend_and_ask_again, "ada", "We answer within a week.")

    with pytest.raises(MovedSince):
        one.act(verb, "ada", *given)


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_closed_or_undone_it_is_not_mended(session, verb, given):
    one = Round(session)
    one.act(undo, "ada")
    with pytest.raises(MovedSince):
        one.act(verb, "ada", *given)


@pytest.mark.parametrize(("verb", "given"), VERBS)
def test_a_draft_is_edited_not_mended(session, verb, given):
    one = Round(session, is_draft=True)

    with pytest.raises(NothingAsked):
        one.act(verb, "ada", *given)
