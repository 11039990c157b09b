"""The next line in our DM answers what we asked there, and what was typed before is not lost."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.commitments import lines
from bot.domain.commitments.answering import answer_question
from bot.domain.commitments.finding import told
from bot.domain.commitments.promising import promise
from bot.domain.commitments.records import Commitment, State
from bot.domain.unfinished import FormKind, all_unfinished, leave_unfinished, question_to
from tests.factories import FRIDAY, PUBLIC_SCENE, TEAM, a_commitment, a_person, words_at

DM = replace(PUBLIC_SCENE, channel_id="DADA", posting=Posting.PERSONAL, is_private=True)
LIST = "send the churn list"
MONDAY = date(2026, 11, 30)


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    return a_person(session, "ada")


@pytest.fixture
def dialogue(session, ada, now):
    """Say a line that begins with `commit`, then answer; returns what the answer led to."""

    def hold(line, *answers):
        said = promise(session, ada, DM, line, now)
        for answer in answers:
            asked = question_to(session, ada, now)
            assert asked.number == said.facts["unfinished"]
            said = answer_question(session, ada, DM, (asked, answer), now)
        return said

    return hold


@pytest.fixture
def made(session, dialogue):
    return lambda *said: session.get_one(Commitment, (TEAM, dialogue(*said).facts["number"]))


@pytest.fixture
def kept(session, ada, now):
    """Return the words of what is unfinished."""
    return lambda: [each.words for each in all_unfinished(session, ada, now)]


@pytest.mark.parametrize("answer", ["monday", "by monday", "on Monday.", "30 november"])
@pytest.mark.parametrize("unclear", ["by 3/4", "by yesterday", "by 30 feb"])
def test_a_date_answers_which_day(session, made, answer, unclear):
    commitment = made(f"{LIST} {unclear}", answer)

    assert (words_at(session, commitment.what), commitment.due_on) == (LIST, MONDAY)


@pytest.mark.parametrize("answer", ["by 5/6", "hm", "the first one"])
def test_what_is_no_clear_date_is_asked_about_again(dialogue, kept, answer):
    said = dialogue(f"{LIST} by 3/4", answer)

    assert said.kind is Kind.FORM
    assert kept() == [f"{LIST} by 3/4"]


def test_a_date_asked_for_twice_is_taken_the_second_time(session, made):
    commitment = made(f"{LIST} by 3/4", "hm", "monday")

    assert (words_at(session, commitment.what), commitment.due_on) == (LIST, MONDAY)


def test_a_whole_line_replaces_one_with_an_unclear_date(session, made):
    commitment = made(f"{LIST} by 3/4", "call every customer by monday")

    assert words_at(session, commitment.what) == "call every customer"


def test_an_offer_whose_date_was_asked_keeps_its_owner(session, made):
    commitment = made(f"<@UBEN> {LIST} to <@UCLEO> by 3/4", "monday")

    assert commitment.owner == a_person(session, "ben").number
    assert commitment.promised_to == a_person(session, "cleo").number


@pytest.mark.parametrize("answer", ["<@UBEN>", "<@UBEN>.", "@ben", "ben", "Ben Okafor"])
def test_a_name_answers_who_was_meant(session, made, answer):
    commitment = made(f"@zoe {LIST} by friday 17:00", answer)

    assert commitment.owner == a_person(session, "ben").number
    assert words_at(session, commitment.what) == LIST
    assert (commitment.due_on, commitment.due_at) == (FRIDAY, time(17))


@pytest.mark.parametrize("line", [f"@zoe {LIST} by friday", f"@zoe {LIST}"])
@pytest.mark.parametrize("answer", ["@yan", "yan", "by friday", "that one there"])
def test_an_unknown_name_is_asked_about_again(dialogue, kept, line, answer):
    assert dialogue(line, answer).kind is Kind.FORM
    assert kept()[0].endswith(LIST)


def test_a_name_with_words_is_a_new_line(session, made):
    commitment = made(f"@zoe {LIST}", "@ben call every customer by monday")

    assert commitment.owner == a_person(session, "ben").number
    assert words_at(session, commitment.what) == "call every customer"


def test_a_whole_line_answers_what_exactly(session, made):
    commitment = made("call acme", f"{LIST} by friday")

    assert (words_at(session, commitment.what), commitment.due_on) == (LIST, FRIDAY)


def test_a_date_alone_answers_by_when_and_the_words_stay(session, made):
    commitment = made("call acme", "by monday")

    assert (words_at(session, commitment.what), commitment.due_on) == ("call acme", MONDAY)


def test_words_answer_what_and_the_date_stays(session, made):
    commitment = made("by friday", LIST)

    assert (words_at(session, commitment.what), commitment.due_on) == (LIST, FRIDAY)


def test_a_shorter_text_answers_too_long(session, made):
    assert words_at(session, made("x " * 501, f"{LIST} by friday").what) == LIST


@pytest.mark.parametrize("answer", ["yes", "ok :tada:", "<@UBEN>"])
def test_neither_yes_nor_a_name_takes_the_place_of_a_long_text(dialogue, kept, answer):
    dialogue("x" * 1001, answer)

    assert kept() == ["x" * 1001]


def test_a_whole_sentence_is_no_name(dialogue, kept):
    assert dialogue(f"@nobody {LIST}", "call Acme about the invoice") is None

    assert kept() == [f"@nobody {LIST}"]


def test_a_date_does_not_make_a_long_text_shorter(dialogue, kept):
    dialogue("word " * 250, "by friday")

    assert "word word" in kept()[0]


def test_an_answer_finishes_what_was_begun(made, kept):
    made("call acme", f"{LIST} by friday")

    assert kept() == []


@pytest.mark.parametrize("answer", ["yes", "Ok!", ":+1:"])
def test_yes_makes_the_copies(session, dialogue, kept, answer):
    numbers = dialogue(f"<@UBEN> <@UCLEO> @me {LIST} by friday", answer).facts["numbers"]

    made = [session.get_one(Commitment, (TEAM, number)) for number in numbers]
    assert [each.state for each in made] == [State.OFFERED, State.OFFERED, State.OPEN]
    assert {words_at(session, each.what) for each in made} == {LIST}
    assert ({each.due_on for each in made}, kept()) == ({FRIDAY}, [])


@pytest.mark.parametrize("answer", ["no", "Never mind.", "cancel"])
@pytest.mark.parametrize("line", [f"<@UBEN> <@UCLEO> {LIST}", "call acme"])
def test_no_ends_the_asking(dialogue, kept, line, answer):
    assert dialogue(line, answer).kind is Kind.THANKS
    assert kept() == []


@pytest.mark.parametrize("answer", ["hm", "", "..."])
def test_what_does_not_answer_leaves_the_question_open(dialogue, kept, answer):
    assert dialogue(f"<@UBEN> <@UCLEO> {LIST} by friday", answer) is None
    assert kept() == [LIST]


def test_copies_for_nobody_who_can_promise_are_not_made(session, dialogue, kept):
    for name in ("robo", "olga"):
        a_person(session, name)

    assert dialogue(f"<@UROBO> <@UOLGA> {LIST}", "yes") is None
    assert kept() == [LIST]


@pytest.fixture
def settle(session, ada, now):
    """Type `done`, `extend` … and answer what is asked."""

    def hold(kind, line, *answers):
        said = lines.settle(session, ada, DM, (kind, line), now)
        for answer in answers:
            asked = question_to(session, ada, now)
            said = answer_question(session, ada, DM, (asked, answer), now)
        return said

    return hold


@pytest.mark.parametrize("answer", ["C-1", "c1", "to C-1."])
def test_an_id_answers_which_one(session, settle, answer):
    commitment = a_commitment(session, "ada")

    settle(FormKind.DONE, "https://crm/1", answer)

    assert commitment.state is State.DONE
    assert words_at(session, commitment.proof) == "https://crm/1"


def test_no_id_does_not_answer_which_one(session, settle, kept):
    a_commitment(session, "ada")

    assert settle(FormKind.DONE, "https://crm/1", "that one") is None
    assert kept() == ["https://crm/1"]


def test_a_line_answers_how_others_can_see_it(session, settle):
    commitment = a_commitment(session, "ada")

    settle(FormKind.DONE, "C-1", "see https://crm/1")

    assert words_at(session, commitment.proof) == "see https://crm/1"


def test_a_reason_joins_the_date_that_was_typed(session, settle):
    commitment = a_commitment(session, "ada")

    settle(FormKind.EXTEND, "C-1 to monday 17:00", "the file came late")

    assert (commitment.due_on, commitment.due_at) == (MONDAY, time(17))


def test_a_date_joins_the_reason_that_was_typed(session, settle):
    commitment = a_commitment(session, "ada")

    settle(FormKind.EXTEND, "C-1 because the file came late", "monday")

    assert (commitment.due_on, commitment.moves) == (MONDAY, 1)


def test_a_name_answers_who_takes_it_over(session, settle):
    commitment = a_commitment(session, "ada")

    settle(FormKind.HANDOVER, "C-1", "<@UBEN> because I am away")

    assert commitment.handover_to == a_person(session, "ben").number


def test_a_wish_about_an_offer_is_told_in_the_words_of_the_answer(session, ada, now):
    offer = a_commitment(session, "ben", owner="ada")
    lines.commit(session, ada, DM, "C-1 by monday", now)
    asked = question_to(session, ada, now)

    answer_question(session, ada, DM, (asked, "I need the list first,"), now)

    assert told(session, offer)[-1].words == "I need the list first, by monday"
    assert offer.state is State.OFFERED


def test_what_was_typed_to_nobody_known_is_kept(session, settle, kept):
    a_commitment(session, "ada")

    settle(FormKind.HANDOVER, "C-1 to the new colleague")

    assert kept() == ["to the new colleague"]


def test_what_another_form_was_asked_about_is_not_mine(session, ada, now):
    ben = a_person(session, "ben")
    leave_unfinished(session, ben, FormKind.PROMISE, "call", {}, now, is_question=True)

    assert question_to(session, ada, now) is None
