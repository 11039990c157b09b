"""Unfinished things: nothing typed is lost for a week; a question waits fifteen minutes."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.notices import Notice, Place, promise
from bot.domain.unfinished import (
    ANSWERED_WITHIN,
    KEPT_FOR,
    NOUN,
    BegunByAnother,
    FormKind,
    UnfinishedGone,
    all_unfinished,
    finish,
    forget_unfinished,
    leave_unfinished,
    question_to,
    unfinished_numbered,
)
from bot.domain.words import Words
from tests.factories import TEAM, a_person

MOMENT = timedelta(seconds=1)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


def left(session, person, now, words="call Acme", **more):
    return leave_unfinished(session, person, FormKind.PROMISE, words, {"x": 1}, now, **more)


def texts_kept(session):
    return [words.text for words in session.exec(select(Words))]


def test_what_was_typed_is_there_to_go_on_with(session, ada, now):
    begun = left(session, ada, now)

    started = unfinished_numbered(session, ada, begun.number)

    assert (started.kind, started.words, started.facts) == (FormKind.PROMISE, "call Acme", {"x": 1})


def test_a_form_may_be_begun_without_words(session, ada, now):
    begun = left(session, ada, now, words="")

    assert unfinished_numbered(session, ada, begun.number).words == ""
    assert texts_kept(session) == []


def test_only_who_began_goes_on(session, ada, ben, now):
    begun = left(session, ada, now)

    with pytest.raises(BegunByAnother):
        unfinished_numbered(session, ben, begun.number)


def test_what_is_finished_is_gone_with_its_words(session, ada, now):
    begun = left(session, ada, now)

    assert finish(session, ada, begun.number)

    assert texts_kept(session) == []
    with pytest.raises(UnfinishedGone):
        unfinished_numbered(session, ada, begun.number)


def test_it_is_finished_once(session, ada, now):
    begun = left(session, ada, now)
    finish(session, ada, begun.number)

    assert not finish(session, ada, begun.number)


def test_another_does_not_finish_it(session, ada, ben, now):
    begun = left(session, ada, now)

    assert not finish(session, ben, begun.number)
    assert unfinished_numbered(session, ada, begun.number).words == "call Acme"


def test_the_newest_ten_are_listed(session, ada, ben, now):
    begun = [left(session, ada, now).number for _ in range(12)]
    left(session, ben, now)

    listed = [started.number for started in all_unfinished(session, ada, now)]

    assert listed == begun[:1:-1]


def test_after_a_week_it_is_no_longer_listed(session, ada, now):
    left(session, ada, now)

    assert all_unfinished(session, ada, now + KEPT_FOR - MOMENT)
    assert all_unfinished(session, ada, now + KEPT_FOR) == []


def test_after_a_week_its_words_are_erased(session, ada, now):
    left(session, ada, now - MOMENT, words="old")
    left(session, ada, now, words="young")
    left(session, ada, now - MOMENT, words="")

    assert forget_unfinished(session, now + KEPT_FOR - MOMENT) == 2
    assert texts_kept(session) == ["young"]


def test_our_question_is_answered_by_the_next_line_for_fifteen_minutes(session, ada, now):
    begun = left(session, ada, now, is_question=True)

    in_time = question_to(session, ada, now + ANSWERED_WITHIN - MOMENT)

    assert in_time.number == begun.number
    assert question_to(session, ada, now + ANSWERED_WITHIN) is None


def test_what_is_no_question_waits_for_no_line(session, ada, now):
    left(session, ada, now)

    assert question_to(session, ada, now) is None


def test_of_two_questions_the_last_is_answered(session, ada, ben, now):
    left(session, ada, now, words="first", is_question=True)
    left(session, ada, now, words="second", is_question=True)
    left(session, ben, now, words="Ben's", is_question=True)

    assert question_to(session, ada, now).words == "second"


def test_the_message_that_asked_shows_that_it_is_answered(session, ada, now):
    begun = left(session, ada, now)
    subject = (NOUN, begun.number)
    promise(
        session, TEAM, "asked", kind="form", place=Place(person_id="UADA"), now=now, subject=subject
    )
    asked = session.exec(select(Notice).where(Notice.key == "asked")).one()
    wished = asked.wanted

    finish(session, ada, begun.number)

    assert asked.wanted > wished
