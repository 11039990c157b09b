"""A win: told once, its customer named only after a yes, private until it is opened, taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.channels import ChannelKind, Posting
from bot.domain.commitments.settling import keep
from bot.domain.history import is_unbroken, story_of
from bot.domain.roles import appoint_cco
from bot.domain.scenes import Scene
from bot.domain.wins import changing
from bot.domain.wins.drafting import Draft, StoryMissing, StoryTooLong
from bot.domain.wins.filling import Filled, fill
from bot.domain.wins.finding import not_told_yet, shown, veiled
from bot.domain.wins.making import GuestsAsk, NobodyThere, open_up, tell_win
from bot.domain.wins.offering import NothingWonYet, begin_from
from bot.domain.wins.records import NOUN, PublicText, State
from bot.domain.wins.rights import NotYourWin, can_see
from tests.conftest import NOON
from tests.domain.wins.telling import STORY, a_win, a_wins_channel, in_area
from tests.factories import (
    OPS,
    PUBLIC_SCENE,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
)

PRIVATE = Scene(channel_id="CPRIV", posting=Posting.POSTED, is_private=True)
MINUTE = timedelta(minutes=1)


def test_without_a_channel_for_wins_it_is_told_where_it_was(session):
    win = a_win(session)

    assert win.state is State.TOLD
    assert to_be_said(session) == {(Kind.WIN_POST, OPS)}


def test_the_cco_is_asked_once_for_a_channel(session):
    appoint_cco(session, a_person(session, "ada"), NOON)

    for story in ("they renewed for two years", "they came back after a year"):
        a_win(session, story=story)

    asked = [each for each in to_be_said(session) if each[0] == Kind.WINS_CHANNEL_ASKED]
    assert asked == [(Kind.WINS_CHANNEL_ASKED, "UADA")]


def test_with_a_channel_it_waits_for_the_shoutout(session):
    a_wins_channel(session)

    assert a_win(session).state is State.READY


def test_a_customer_is_named_only_after_a_yes(session):
    a_wins_channel(session)
    win = a_win(session, story="Acme renewed for two years", customer="Acme")
    assert win.state is State.WAITING
    assert (Kind.WIN_ASKED, "UADA") in to_be_said(session)
    assert shown(session, win).story == "a customer renewed for two years"

    changing.approve(session, win, a_person(session, "ada"), NOON)

    assert (win.state, shown(session, win).customer) == (State.READY, "Acme")


def test_without_the_name_nothing_of_it_is_left_in_the_story(session):
    a_wins_channel(session)
    win = a_win(session, story="ACME renewed, and Acme's board wrote", customer="Acme")

    changing.leave_name_out(session, win, a_person(session, "ada"), NOON)

    told = shown(session, win)
    assert (told.customer, told.story) == ("", "a customer renewed, and a customer's board wrote")


def test_while_nobody_can_say_yes_it_is_told_without_the_name(session):
    win = a_win(session, customer="Acme")

    assert (win.state, win.is_withheld) == (State.TOLD, True)


def test_who_can_say_yes_has_said_it_by_telling(session):
    a_wins_channel(session)

    win = a_win(session, "ada", customer="Acme")

    assert (win.state, shown(session, win).customer) == (State.READY, "Acme")


def test_the_cco_has_said_yes_in_an_area_that_another_leads(session):
    a_wins_channel(session)
    number = in_area(session, "ada", "Sales")
    session.get_one(Area, (TEAM, number)).leader = a_person(session, "cleo").number

    assert a_win(session, "ada", customer="Acme").state is State.READY


def test_what_was_taken_back_is_not_changed_into_life_again(session):
    a_wins_channel(session)
    win, ben = a_win(session), a_person(session, "ben")
    changing.withdraw(session, win, ben, NOON)

    with pytest.raises(changing.AlreadyDecided):
        changing.change(session, win, ben, Draft("other words here"), NOON)


def test_only_its_leader_or_the_cco_decides(session):
    a_wins_channel(session)
    win = a_win(session, customer="Acme")

    with pytest.raises(NotYourWin) as refused:
        changing.approve(session, win, a_person(session, "cleo"), NOON)

    assert refused.value.facts["who"] == "Ada Lind"


def test_decided_on_twice_it_stays_as_it_is(session):
    a_wins_channel(session)
    win = a_win(session, customer="Acme")
    ada = a_person(session, "ada")
    changing.approve(session, win, ada, NOON)

    with pytest.raises(changing.AlreadyDecided):
        changing.turn_down(session, win, ada, NOON)

    assert win.state is State.READY


def test_turned_down_it_can_be_changed_and_is_asked_about_again(session):
    a_wins_channel(session)
    win = a_win(session, customer="Acme")
    changing.turn_down(session, win, a_person(session, "ada"), NOON)
    assert (Kind.WIN_TOLD, "UBEN") in to_be_said(session)

    changing.change(session, win, a_person(session, "ben"), Draft(STORY, "Acme Corp"), NOON)

    assert win.state is State.WAITING


def test_the_same_words_within_a_minute_are_one(session):
    first, second = a_win(session), a_win(session, now=NOON + MINUTE / 2)

    assert first.number == second.number
    assert a_win(session, now=NOON + MINUTE * 2).number == 2


def test_one_form_makes_one(session):
    scene = replace(PUBLIC_SCENE, origin="view:V1")

    assert a_win(session, scene=scene).number == a_win(session, scene=scene, story="x y z").number


def test_what_was_said_in_private_waits_until_it_is_opened(session):
    a_wins_channel(session)
    a_channel(session, "CPRIV", kind=ChannelKind.PRIVATE, name="secret")
    win = a_win(session, scene=PRIVATE)
    assert not can_see(session, win, a_person(session, "cleo"))
    assert not_told_yet(session, a_person(session, "cleo")).is_empty

    open_up(session, win, a_person(session, "ben"), NOON)

    assert not not_told_yet(session, a_person(session, "cleo")).is_empty


def test_taken_back_nobody_sees_it(session):
    win = a_win(session)

    changing.undo(session, win, a_person(session, "ben"), NOON + MINUTE)

    assert win.state is State.WITHDRAWN
    assert to_be_said(session) == set()
    assert not can_see(session, win, a_person(session, "cleo"))


def test_after_ten_minutes_it_is_withdrawn_and_not_undone(session):
    win, ben = a_win(session), a_person(session, "ben")

    with pytest.raises(changing.UndoOver):
        changing.undo(session, win, ben, NOON + MINUTE * 11)

    assert changing.withdraw(session, win, ben, NOON + MINUTE * 11).state is State.WITHDRAWN


def test_what_is_told_keeps_its_words(session):
    win = a_win(session)

    with pytest.raises(changing.ToldAlready):
        changing.change(session, win, a_person(session, "ben"), Draft("other words here"), NOON)


def test_customers_read_only_what_the_cco_has_approved(session):
    a_wins_channel(session)
    win, ben = a_win(session), a_person(session, "ben")
    changing.word_for_customers(session, win, ben, "We refund within the hour.", NOON)
    with pytest.raises(NotYourWin):
        changing.approve_words(session, win, ben, NOON)

    changing.approve_words(session, win, a_person(session, "ada"), NOON)
    assert [each.public_text for each in not_told_yet(session, ben).for_customers] == [
        "We refund within the hour."
    ]
    changing.told_outside(session, win, ben, NOON)

    assert win.public_state is PublicText.TOLD


def test_other_words_need_another_yes(session):
    a_wins_channel(session)
    win, ada = a_win(session), a_person(session, "ada")
    changing.word_for_customers(session, win, ada, "We refund within the hour.", NOON)
    changing.approve_words(session, win, ada, NOON)

    changing.word_for_customers(session, win, ada, "We refund at once.", NOON)

    assert (win.public_state, win.public_by) == (PublicText.DRAFTED, None)


@pytest.mark.parametrize(
    ("draft", "problem"),
    [(Draft(" "), StoryMissing), (Draft("x" * 1501), StoryTooLong)],
)
def test_a_story_is_neither_empty_nor_a_book(session, draft, problem):
    with pytest.raises(problem) as refused:
        tell_win(session, a_person(session, "ben"), draft, PUBLIC_SCENE, NOON)

    assert refused.value.field == "what"


def test_guests_can_be_named_and_do_not_tell(session):
    gus, ben = a_person(session, "gus"), a_person(session, "ben")
    with pytest.raises(GuestsAsk):
        tell_win(session, gus, Draft(STORY), PUBLIC_SCENE, NOON)

    win = a_win(session, people=(gus.number, ben.number))

    assert len(shown(session, win).people) == 2


@pytest.mark.parametrize("name", ["robo", "olga", "stan"])
def test_a_win_names_colleagues(session, name):
    with pytest.raises(NobodyThere):
        a_win(session, people=(a_person(session, name).number,))


def test_a_kept_promise_is_told_once(session):
    commitment = a_commitment(session, "ben", customers="Acme")
    ben = a_person(session, "ben")
    with pytest.raises(NothingWonYet):
        begin_from(session, ben, commitment.name, OPS, NOON)

    keep(session, commitment, ben, "done", NOON)
    begun = begin_from(session, ben, commitment.name, OPS, NOON)
    fill(session, ben, f"U-{begun.facts['unfinished']}", Filled(words=STORY), NOON)

    again = begin_from(session, ben, commitment.name, OPS, NOON)
    assert (again.kind, again.facts["number"]) == (Kind.WIN, 1)


def test_every_change_is_in_its_history(session):
    a_wins_channel(session)
    win = a_win(session, customer="Acme")
    changing.approve(session, win, a_person(session, "ada"), NOON)
    session.flush()

    story = story_of(session, TEAM, NOUN, win.number)

    assert [each.what for each in story] == ["told", "waits", "approved"]
    assert is_unbroken(story)


@pytest.mark.parametrize("name", ["", "  "])
def test_without_a_name_nothing_is_veiled(name):
    assert veiled("as it is", name) == "as it is"
