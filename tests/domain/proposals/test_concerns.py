"""The safe box: no author, no moment, no order; shown only where nobody can tell who wrote it."""

import pytest
from sqlmodel import select

from bot.domain.history import Happening
from bot.domain.notices import Notice
from bot.domain.proposals.concerns import (
    BoxClosed,
    TooFewToHide,
    concerns_of,
    is_box_open,
    leave_concern,
)
from bot.domain.proposals.finding import round_of, seats_in
from bot.domain.proposals.records import Concern
from bot.domain.proposals.said import SayWhat, TooMuch
from bot.domain.proposals.taking_back import take_back_stance
from bot.domain.unfinished import Unfinished
from bot.domain.words import Words, keep_words
from tests.domain.proposals.rounds_of import Round
from tests.factories import TEAM

WORDS = "Last year we promised the same and dropped it"


def leave(session, one, *texts):
    for text in texts or (WORDS,):
        leave_concern(session, one.proposal, text)


def test_a_concern_is_shown_once_the_first_person_has_spoken(session):
    one = Round(session)
    leave(session, one, WORDS, "It costs too much")
    assert concerns_of(session, one.proposal) == []

    one.says("cleo", "commit")

    assert sorted(concerns_of(session, one.proposal)) == ["It costs too much", WORDS]


def test_where_nobody_speaks_it_is_shown_at_the_close(session):
    one = Round(session)
    leave(session, one)

    one.closes()

    assert concerns_of(session, one.proposal) == [WORDS]


@pytest.mark.parametrize("asked", [("ada", "ben", "cleo"), ("ada", "ben")])
def test_with_fewer_than_three_besides_the_proposer_nothing_is_kept(session, asked):
    one = Round(session, asked=asked)

    with pytest.raises(TooFewToHide):
        leave(session, one)
    assert session.exec(select(Concern)).all() == []


def test_when_somebody_is_taken_off_later_it_is_not_shown(session):
    one = Round(session)
    leave(session, one)
    one.says("cleo", "commit")

    seat = next(
        seat
        for seat in seats_in(session, round_of(session, one.proposal))
        if seat.person == one.number("dev")
    )
    seat.gone_at = one.now
    session.add(seat)
    session.flush()

    assert concerns_of(session, one.proposal) == []


def test_the_box_closes_with_the_first_voice_and_does_not_open_again(session):
    one = Round(session).says("cleo", "commit")

    assert not is_box_open(session, one.proposal)
    with pytest.raises(BoxClosed):
        leave(session, one)


def test_the_box_stays_closed_when_the_first_voice_is_taken_back(session):
    one = Round(session)
    leave(session, one)
    one.says("cleo", "commit").act(take_back_stance, "cleo")

    assert not is_box_open(session, one.proposal)
    assert concerns_of(session, one.proposal) == [WORDS]


def test_a_draft_has_no_box_since_only_its_proposer_sees_it(session):
    one = Round(session, is_draft=True)

    with pytest.raises(BoxClosed):
        leave(session, one)
    assert concerns_of(session, one.proposal) == []


def test_nothing_else_is_written_when_somebody_leaves_a_concern(session):
    one = Round(session)
    tables = (Happening, Notice, Unfinished)
    session.flush()
    before = [[row.model_dump() for row in session.exec(select(each))] for each in tables]

    leave(session, one)

    session.expire_all()
    after = [[row.model_dump() for row in session.exec(select(each))] for each in tables]
    assert after == before


def test_its_numbers_tell_nothing_about_what_was_written_before_and_after(session):
    one = Round(session)
    first = keep_words(session, TEAM, "before").id
    leave(session, one)
    second = keep_words(session, TEAM, "after").id

    assert second == first + 1
    concern = session.exec(select(Concern)).one()
    assert concern.words < 0
    assert set(Concern.model_fields) == {"id", "team_id", "proposal", "words"}


def test_what_is_shown_has_no_order(session):
    orders = set()
    for number in range(12):
        one = Round(session, what=f"Proposal {number}. We do it.")
        leave(session, one, "first", "second")
        orders.add(tuple(concerns_of(session, one.says("ben", "commit").proposal)))

    assert orders == {("first", "second"), ("second", "first")}


@pytest.mark.parametrize(("words", "refusal"), [(" ", SayWhat), ("x" * 3001, TooMuch)])
def test_a_concern_is_words_and_not_a_document(session, words, refusal):
    with pytest.raises(refusal):
        leave(session, Round(session), words)


def test_an_erased_concern_is_not_shown(session):
    one = Round(session)
    leave(session, one)
    one.says("cleo", "commit")
    session.delete(session.get_one(Words, session.exec(select(Concern)).one().words))
    session.flush()

    assert concerns_of(session, one.proposal) == []
