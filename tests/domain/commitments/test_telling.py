"""What a change makes us say anew: every message about it, and the Home of everybody concerned."""

from datetime import date

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.commitments.moving import (
    Wording,
    hand_over,
    move,
    refuse_handover,
    reword,
    take_over,
)
from bot.domain.commitments.offers import Wish, accept, decline, discuss, take_offer_back
from bot.domain.commitments.settling import drop, keep, release
from bot.domain.commitments.undoing import undo
from bot.domain.lines import Line
from bot.domain.notices import Notice, Place, home_key, promise
from bot.domain.people import Person
from bot.domain.wishes import Wishes, change_wishes
from tests.factories import FRIDAY, TEAM, a_channel, a_commitment, a_person

NAMES = ("ada", "ben", "cleo", "dev")
MONDAY = FRIDAY.replace(day=30)


@pytest.fixture
def people(session, now):
    """Four people, each of whom has opened Home."""
    a_channel(session)
    found = {name: a_person(session, name) for name in NAMES}
    for person in found.values():
        place = Place(person_id=person.slack_id, home=True)
        key = home_key(person.slack_id)
        promise(session, TEAM, key, kind=Kind.HOME, place=place, now=now)
    return found


@pytest.fixture
def drawn_anew(session, people):
    """Return whose Home is wanted anew since the last time this was asked."""
    seen = {}

    def whose():
        session.flush()
        homes = session.exec(select(Notice).where(Notice.home)).all()
        wanted = {home.person_id: home.wanted for home in homes}
        changed = {name for name in NAMES if wanted[f"U{name.upper()}"] > seen.get(name, 1)}
        seen.update({name: wanted[f"U{name.upper()}"] for name in NAMES})
        return changed

    return whose


@pytest.fixture
def promised(session, people, drawn_anew):
    commitment = a_commitment(session, "ada", to="cleo")
    drawn_anew()
    return commitment


@pytest.fixture
def offered(session, people, drawn_anew):
    commitment = a_commitment(session, "ada", owner="ben")
    drawn_anew()
    return commitment


def test_a_new_promise_is_on_the_home_of_those_on_it(session, people, drawn_anew):
    a_commitment(session, "ada", to="cleo")

    assert drawn_anew() == {"ada", "cleo"}


def test_an_offer_is_on_the_home_of_the_two(session, people, drawn_anew):
    a_commitment(session, "ada", owner="ben")

    assert drawn_anew() == {"ada", "ben"}


def test_what_is_owed_is_on_the_home_of_who_acts_for_its_owner(session, people, now, drawn_anew):
    change_wishes(session, people["ada"], Wishes(deputy="UBEN"), now)
    commitment = a_commitment(session, "ada")
    first = drawn_anew()

    keep(session, commitment, people["ben"], "proof", now)

    assert (first, drawn_anew()) == ({"ada", "ben"}, {"ada", "ben"})


SETTLED = {
    "done": lambda s, c, p, now: keep(s, c, p["ada"], "proof", now),
    "dropped": lambda s, c, p, now: drop(s, c, p["ada"], "why", now),
    "released": lambda s, c, p, now: release(s, c, p["cleo"], "", now),
    "moved": lambda s, c, p, now: move(s, c, p["ada"], (MONDAY, None), "why", now),
    "reworded": lambda s, c, p, now: reword(s, c, p["ada"], Wording("less"), now),
}


@pytest.mark.parametrize("what", SETTLED)
def test_a_change_is_on_the_home_of_those_on_it(session, promised, people, now, drawn_anew, what):
    SETTLED[what](session, promised, people, now)

    assert drawn_anew() == {"ada", "cleo"}


ANSWERED = {
    "accepted": lambda s, c, p, now: accept(s, c, p["ben"], now),
    "declined": lambda s, c, p, now: decline(s, c, p["ben"], "", now),
    "discussed": lambda s, c, p, now: discuss(s, c, p["ben"], Wish("less"), now),
    "taken back": lambda s, c, p, now: take_offer_back(s, c, p["ada"], now),
}


@pytest.mark.parametrize("what", ANSWERED)
def test_an_answer_is_on_the_home_of_the_two(session, offered, people, now, drawn_anew, what):
    ANSWERED[what](session, offered, people, now)

    assert drawn_anew() == {"ada", "ben"}


def test_who_was_asked_before_no_longer_sees_it_waiting(session, promised, people, now, drawn_anew):
    hand_over(session, promised, people["ada"], people["ben"], now)
    first = drawn_anew()

    hand_over(session, promised, people["ada"], people["dev"], now)

    assert (first, drawn_anew()) == ({"ada", "ben", "cleo"}, set(NAMES))


def test_done_by_the_giver_it_no_longer_waits_for_the_one_asked(
    session, promised, people, now, drawn_anew
):
    hand_over(session, promised, people["ada"], people["ben"], now)
    drawn_anew()

    keep(session, promised, people["ada"], "", now)

    assert "ben" in drawn_anew()


@pytest.mark.parametrize("answer", [take_over, lambda *how: refuse_handover(*how[:3], "", how[3])])
def test_giver_and_taker_both_see_the_answer(session, promised, people, now, drawn_anew, answer):
    hand_over(session, promised, people["ada"], people["ben"], now)
    drawn_anew()

    answer(session, promised, people["ben"], now)

    assert drawn_anew() == {"ada", "ben", "cleo"}


def test_an_undone_handover_is_gone_from_the_home_of_the_one_asked(
    session, promised, people, now, drawn_anew
):
    hand_over(session, promised, people["ada"], people["ben"], now)
    drawn_anew()

    undo(session, promised, people["ada"], 2, now)

    assert "ben" in drawn_anew()


def test_every_message_about_it_is_drawn_anew(session, people, now):
    promised = a_commitment(session, "ada", due_on=date(2026, 11, 20))
    hand_over(session, promised, people["ada"], people["ben"], now)
    about = select(Notice).where(Notice.subject_number == promised.number)
    before = {notice.key: notice.wanted for notice in session.exec(about)}

    keep(session, promised, people["ada"], "proof", now)

    after = {notice.key: notice.wanted for notice in session.exec(about)}
    assert set(before) == {"card:C-1", "commitment.handover:C-1:2"}
    assert all(after[key] > wanted for key, wanted in before.items())


def test_somebody_erased_is_told_nothing(session, people, now):
    cleo = session.get_one(Person, (TEAM, people["cleo"].number))
    commitment = a_commitment(session, "ada", to="cleo")
    cleo.slack_id = None
    session.flush()

    keep(session, commitment, people["ada"], "proof", now)

    told = select(Line.key).where(Line.kind == Kind.TOLD)
    assert session.exec(told).all() == [f"told:C-1:1:{cleo.number}"]
