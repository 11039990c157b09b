"""`commit` and `dissent` with an id: yes, no, or more than that, to what waits for me."""

from dataclasses import replace

import pytest

from bot.domain.answers import Kind, Said
from bot.domain.commitments import lines
from bot.domain.commitments.finding import told
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.records import Commitment, State
from bot.domain.unfinished import FormKind
from tests.factories import (
    FRIDAY,
    PUBLIC_SCENE,
    TEAM,
    a_commitment,
    a_person,
    what_happened,
    words_at,
)

BEN = "<@UBEN>"


def test_commit_accepts_what_was_offered_to_me(type_, offered):
    type_(lines.commit, "C-1")

    assert offered.state is State.OPEN


def test_commit_takes_over_what_is_handed_to_me(session, type_, ada, now):
    ben = a_person(session, "ben")
    commitment = hand_over(session, a_commitment(session, "ben"), ben, ada, now)

    type_(lines.commit, "C-1")

    assert commitment.owner == ada.number


def test_more_than_yes_to_an_offer_is_a_wish_to_be_confirmed(type_, offered, kept):
    type_(lines.commit, "C-1 by monday")

    assert offered.state is State.OFFERED
    assert kept() == [(FormKind.DISCUSS, "by monday")]


def test_commit_with_another_date_extends_what_is_mine(type_, promised, kept):
    type_(lines.commit, "C-1 by monday")

    assert kept()[0][0] is FormKind.EXTEND


def test_commit_shows_what_is_neither_mine_nor_offered(session, type_):
    a_commitment(session, "ben")

    assert type_(lines.commit, "C-1") == Said(Kind.COMMITMENT, {"number": 1, "revision": 0})


def test_words_after_anothers_id_are_a_promise_of_mine(session, type_):
    a_commitment(session, "ben")

    said = type_(lines.commit, "C-1 needs our invoices by friday")

    mine = session.get_one(Commitment, (TEAM, said.facts["number"]))
    assert words_at(session, mine.what) == "C-1 needs our invoices"


@pytest.mark.parametrize("text", ["C4 pipes repaired by friday", "P1 bugs closed by friday"])
def test_a_word_that_looks_like_an_id_is_a_word(session, type_, text):
    said = type_(lines.commit, text)

    made = session.get_one(Commitment, (TEAM, said.facts["number"]))
    assert (words_at(session, made.what), made.due_on) == (text.removesuffix(" by friday"), FRIDAY)


@pytest.mark.parametrize("text", ["c1", "C1 by monday"])
def test_without_a_dash_an_id_counts_when_it_is_one(type_, promised, text):
    said = type_(lines.commit, text)

    assert said.kind in {Kind.COMMITMENT, Kind.FORM}
    assert said.facts.get("number", 1) == 1


def test_without_a_dash_an_id_of_nothing_is_a_word(type_, kept):
    type_(lines.commit, "c7")

    assert kept() == [(FormKind.PROMISE, "c7")]


def test_without_a_dash_an_id_i_may_not_see_is_a_word(session, type_, kept):
    private = replace(PUBLIC_SCENE, channel_id="CPRIV", is_private=True)
    a_commitment(session, "ben", scene=private)

    type_(lines.commit, "c1")

    assert kept() == [(FormKind.PROMISE, "c1")]


def test_dissent_declines_an_offer_with_the_reason(session, type_, offered):
    type_(lines.dissent, f"C-1 {BEN} knows more")

    assert offered.state is State.DECLINED
    assert told(session, offered)[-1].words == "@Ben Okafor knows more"


def test_dissent_declines_a_handover(session, type_, ada, now):
    ben = a_person(session, "ben")
    commitment = hand_over(session, a_commitment(session, "ben"), ben, ada, now)

    type_(lines.dissent, "C-1 I am away")

    assert what_happened(session, commitment)[-1] == "handover_refused"


def test_dissent_on_anothers_promise_names_whose_it_is(session, type_):
    a_commitment(session, "ben")

    with pytest.raises(lines.NotAProposal) as refused:
        type_(lines.dissent, "C-1 too late")

    assert refused.value.facts == {"record": "C-1", "who": "Ben Okafor"}


@pytest.mark.parametrize("text", ["", "too late", "P-4 too late"])
def test_dissent_without_a_commitment_has_nothing_to_answer(type_, text):
    with pytest.raises(lines.NothingToDissent):
        type_(lines.dissent, text)
