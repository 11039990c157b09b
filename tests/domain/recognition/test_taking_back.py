"""Thanks are undone, withdrawn, taken off, reworded, and told what they changed."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.history import is_unbroken, story_of
from bot.domain.lines import Line
from bot.domain.notices import Notice
from bot.domain.notices.rows import State as Fate
from bot.domain.people import Person
from bot.domain.recognition.finding import had_lately, shown
from bot.domain.recognition.joining import join
from bot.domain.recognition.privacy import choose_privacy
from bot.domain.recognition.records import NOUN, GivingDay, State
from bot.domain.recognition.rights import (
    NoSuchThanks,
    NotYoursToWithdraw,
    NotYourThanks,
    thanks_for,
)
from bot.domain.recognition.taking_back import (
    JoinedSince,
    UndoOver,
    undo,
    withdraw,
    withdraw_deleted,
)
from bot.domain.recognition.wording import Wording, reword, say_changed
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.domain.recognition.thanking import CHANGED, DID, thanks
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_person, to_be_said

LATER = NOON + timedelta(minutes=11)


def happened(session, given):
    session.flush()
    story = story_of(session, TEAM, NOUN, given.number)
    assert is_unbroken(story)
    return [each.what for each in story]


def test_undo_takes_the_post_and_the_dm_away(session):
    given = thanks(session)

    undo(session, given, a_person(session, "ada"), NOON + timedelta(minutes=10))

    assert given.state is State.WITHDRAWN
    assert to_be_said(session) == set()
    assert happened(session, given) == ["given", "undone"]


def test_undo_is_over_after_ten_minutes_or_once_another_joined(session):
    ada = a_person(session, "ada")
    old, joined = thanks(session), thanks(session, "dev", did=f"{DID} too")
    join(session, joined, a_person(session, "cleo"), NOON)

    with pytest.raises(UndoOver):
        undo(session, old, ada, LATER)
    with pytest.raises(JoinedSince):
        undo(session, joined, ada, NOON)
    with pytest.raises(NotYourThanks):
        undo(session, old, a_person(session, "ben"), NOON)


@pytest.mark.parametrize("by", ["ada", "dev"])
def test_who_gave_them_and_the_cco_withdraw_all_of_it(session, by):
    given = thanks(session, "ben", "cleo")
    appoint_cco(session, a_person(session, "dev"), NOON)

    withdraw(session, given, a_person(session, by), LATER)

    assert given.state is State.WITHDRAWN
    assert had_lately(session, a_person(session, "ben"), LATER) == []
    told = session.exec(select(Line.kind).where(Line.kind == "kudos_withdrawn")).all()
    assert len(told) == (by != "ada")


def test_who_is_thanked_takes_themselves_off_and_the_last_one_withdraws(session):
    given = thanks(session, "ben", "cleo")

    withdraw(session, given, a_person(session, "ben"), LATER)
    assert [person.called for person in shown(session, given).people] == ["Cleo Marsh"]
    assert to_be_said(session) == {("kudos.post", OPS), ("kudos.told", "UCLEO")}

    withdraw(session, given, a_person(session, "cleo"), LATER)
    assert given.state is State.WITHDRAWN
    assert happened(session, given) == ["given", "taken_off", "withdrawn"]


def test_nobody_else_withdraws(session):
    given = thanks(session)

    with pytest.raises(NotYoursToWithdraw) as refusal:
        withdraw(session, given, a_person(session, "cleo"), LATER)

    assert refusal.value.facts["who"] == "Ada Lind or who is thanked"


def test_a_post_that_was_deleted_withdraws_its_thanks(session):
    given, other = thanks(session), thanks(session, "cleo", did=f"{DID} twice")
    notices = session.exec(select(Notice).where(Notice.kind == "kudos.post")).all()
    gone = next(each for each in notices if each.subject_number == given.number)
    gone.state = Fate.GONE
    session.flush()

    assert withdraw_deleted(session, LATER) == 1
    assert withdraw_deleted(session, LATER) == 0

    assert (given.state, other.state) == (State.WITHDRAWN, State.GIVEN)


def test_thanks_are_reworded_for_ten_minutes(session):
    given, ada = thanks(session), a_person(session, "ada")

    reword(session, given, ada, Wording(f"{DID}, on a Sunday", ""), NOON)

    assert (shown(session, given).did, shown(session, given).changed) == (f"{DID}, on a Sunday", "")
    with pytest.raises(UndoOver):
        reword(session, given, ada, Wording(DID), LATER)


def test_what_it_changed_is_said_at_any_time_by_who_gave_them(session):
    given = thanks(session, changed="")

    with pytest.raises(NotYourThanks):
        say_changed(session, given, a_person(session, "ben"), CHANGED, LATER)
    say_changed(session, given, a_person(session, "ada"), CHANGED, NOON + timedelta(days=9))

    assert shown(session, given).changed == CHANGED
    assert happened(session, given) == ["given", "changed_said"]


def test_who_then_likes_it_privately_is_taken_out_of_the_post(session):
    given, ben = thanks(session), a_person(session, "ben")

    choose_privacy(session, given, ben, NOON, privately=True)

    assert to_be_said(session) == {("kudos.told", "UBEN")}
    assert session.get_one(Person, (TEAM, ben.number)).called == "Ben Okafor"


def test_what_was_said_in_private_is_seen_by_those_on_it(session):
    private = thanks(session, scene=type(PUBLIC_SCENE)(channel_id="CPRIV", is_private=True))

    assert thanks_for(session, a_person(session, "ben"), private.number)
    assert thanks_for(session, a_person(session, "dev"), private.number, here="CPRIV")
    with pytest.raises(NoSuchThanks):
        thanks_for(session, a_person(session, "dev"), private.number, here=OPS)


def taking_back(name, number):
    """Return how one of the cast withdraws, as a button does."""

    def take(session):
        me = a_person(session, name)
        withdraw(session, thanks_for(session, me, number), me, NOON)
        return name

    return take


def test_of_two_who_withdraw_at_the_same_moment_one_does_and_it_is_given_back_once(race, saved):
    number = saved(lambda session: thanks(session, "ben").number)
    saved(lambda session: thanks(session, "cleo", did=f"{DID} too"))

    answers = race(taking_back("ada", number), taking_back("ben", number))

    assert len({"ada", "ben"} & set(answers)) == 1
    assert saved(lambda session: session.exec(select(GivingDay.given)).all()) == [1]
