"""A commitment on the move: extended, promised anew, put into better words."""

from datetime import date, time, timedelta

import pytest

from bot.domain.commitments.making import TooLong, WhatMissing
from bot.domain.commitments.moving import (
    DateInThePast,
    DateUnchanged,
    Wording,
    WordingSet,
    correct_date,
    hand_over,
    move,
    reword,
    take_over,
)
from bot.domain.commitments.offers import accept
from bot.domain.commitments.records import DateTooFar, State
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, NotOpen, ReasonMissing, keep
from tests.factories import (
    FRIDAY,
    OPS,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
    words_at,
)

MONDAY = FRIDAY + timedelta(days=3)
TUESDAY = FRIDAY + timedelta(days=4)
WHY = "the file came late"
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def promised(session, ada):
    return a_commitment(session, "ada", to="cleo")


def test_extended_before_its_date_it_is_moved(session, promised, ada, now):
    move(session, promised, ada, (MONDAY, None), WHY, now)

    assert (promised.due_on, promised.moves, promised.broken_on) == (MONDAY, 1, None)
    assert what_happened(session, promised) == ["made", "moved"]


def test_whom_it_is_promised_to_hears_that_it_moved(session, promised, ada, now):
    move(session, promised, ada, (MONDAY, None), WHY, now)

    assert to_be_said(session) == {("commitment.card", OPS), ("commitment.told", "UCLEO")}


def test_each_move_is_counted(session, promised, ada, now):
    move(session, promised, ada, (MONDAY, None), WHY, now)
    move(session, promised, ada, (TUESDAY, None), WHY, now)

    assert (promised.moves, promised.first_due_on) == (2, FRIDAY)


def test_kept_is_judged_by_the_date_then_in_force(session, promised, ada, now):
    move(session, promised, ada, (MONDAY, None), WHY, now)

    keep(session, promised, ada, "", now + timedelta(days=6))

    assert promised.was_kept()


def test_extended_after_its_date_it_is_promised_anew(session, promised, ada, now):
    later = now + timedelta(days=5)

    move(session, promised, ada, (TUESDAY, None), WHY, later)

    assert (promised.broken_on, promised.moves) == (FRIDAY, 0)
    assert what_happened(session, promised) == ["made", "promised_anew"]


def test_what_was_promised_anew_is_never_called_kept(session, promised, ada, now):
    later = now + timedelta(days=5)
    move(session, promised, ada, (TUESDAY, None), WHY, later)

    keep(session, promised, ada, "", later)

    assert (promised.state, promised.was_kept()) == (State.DONE, False)


def test_the_first_date_that_passed_is_the_one_remembered(session, promised, ada, now):
    move(session, promised, ada, (TUESDAY, None), WHY, now + timedelta(days=5))

    later = TUESDAY + timedelta(days=7)
    move(session, promised, ada, (later, None), WHY, now + timedelta(days=9))

    assert promised.broken_on == FRIDAY


def test_another_hour_of_the_same_day_is_another_date(session, promised, ada, now):
    move(session, promised, ada, (FRIDAY, time(12)), WHY, now)

    assert (promised.due_on, promised.due_at) == (FRIDAY, time(12))


def test_an_hour_does_not_move_along_to_another_day(session, ada, now):
    commitment = a_commitment(session, "ada", due_at=time(12))

    assert move(session, commitment, ada, (MONDAY, None), WHY, now).due_at is None


@pytest.mark.parametrize("at", [None, time(12)])
def test_the_date_it_has_is_no_other_date(session, ada, now, at):
    commitment = a_commitment(session, "ada", due_at=time(12))

    with pytest.raises(DateUnchanged):
        move(session, commitment, ada, (FRIDAY, at), WHY, now)


def test_a_day_that_has_passed_is_refused(session, promised, ada, now):
    with pytest.raises(DateInThePast) as refused:
        move(session, promised, ada, (FRIDAY - timedelta(days=7), None), WHY, now)

    assert refused.value.field == "due"


def test_a_day_no_calendar_reaches_is_refused(session, promised, ada, now):
    with pytest.raises(DateTooFar):
        move(session, promised, ada, (date.max, None), WHY, now)


@pytest.mark.parametrize("nothing", ["", " ", "\u200b"])
def test_moving_needs_a_reason(session, promised, ada, now, nothing):
    with pytest.raises(ReasonMissing) as refused:
        move(session, promised, ada, (MONDAY, None), nothing, now)

    assert refused.value.field == "reason"


def test_only_its_owner_moves_it(session, promised, now):
    with pytest.raises(NotYours):
        move(session, promised, a_person(session, "cleo"), (MONDAY, None), WHY, now)


def test_an_offer_is_not_moved(session, ben, now):
    with pytest.raises(NotAccepted):
        move(session, a_commitment(session, "ada", owner="ben"), ben, (MONDAY, None), WHY, now)


def test_a_settled_promise_is_not_moved(session, promised, ada, now):
    keep(session, promised, ada, "", now)

    with pytest.raises(NotOpen):
        move(session, promised, ada, (MONDAY, None), WHY, now)


def test_better_words_replace_the_first(session, promised, ada, now):
    reword(session, promised, ada, Wording("call twelve customers", "Acme"), now)

    assert words_at(session, promised.what) == "call twelve customers"
    assert words_at(session, promised.customers) == "Acme"
    assert what_happened(session, promised) == ["made", "reworded"]


def test_with_better_words_comes_the_day_it_was_meant_for(session, promised, ada, now):
    reword(session, promised, ada, Wording("call customers", on=MONDAY), now)

    assert (promised.due_on, promised.first_due_on, promised.moves) == (MONDAY, MONDAY, 0)


def test_new_words_for_the_same_day_keep_its_hour(session, ada, now):
    commitment = a_commitment(session, "ada", due_at=time(12))

    reword(session, commitment, ada, Wording("call customers", on=FRIDAY), now)
    kept = commitment.due_at
    reword(session, commitment, ada, Wording("call customers", on=MONDAY), now)

    assert (kept, commitment.due_at) == (time(12), None)


def test_the_tenth_minute_is_the_last_for_better_words(session, promised, ada, now):
    last = now + TEN_MINUTES

    with pytest.raises(WordingSet):
        reword(session, promised, ada, Wording("less"), last + timedelta(seconds=1))
    assert reword(session, promised, ada, Wording("more"), last)


@pytest.mark.parametrize(
    ("what", "refusal"), [("", WhatMissing), ("\u200b", WhatMissing), ("x" * 1001, TooLong)]
)
def test_better_words_must_be_a_promise(what, refusal):
    with pytest.raises(refusal):
        Wording(what)


def test_no_day_that_has_passed_was_meant(session, promised, ada, now):
    yesterday = now.date() - timedelta(days=1)

    for act in (
        lambda: reword(session, promised, ada, Wording("call", on=yesterday), now),
        lambda: correct_date(session, promised, ada, yesterday, now),
    ):
        with pytest.raises(DateInThePast):
            act()


def test_the_other_day_a_date_could_mean_is_taken_in_one_press(session, promised, ada, now):
    correct_date(session, promised, ada, TUESDAY, now)

    assert (promised.due_on, promised.first_due_on, promised.moves) == (TUESDAY, TUESDAY, 0)


def test_an_offer_is_reworded_by_who_made_it(session, ada, now):
    offer = a_commitment(session, "ada", owner="ben")

    assert words_at(session, reword(session, offer, ada, Wording("less"), now).what) == "less"


def test_whom_it_is_offered_to_cannot_change_what_is_asked_of_them(session, ben, now):
    offer = a_commitment(session, "ada", owner="ben")

    with pytest.raises(NotYours):
        reword(session, offer, ben, Wording("less"), now)


def test_what_somebody_accepted_is_not_reworded_behind_their_back(session, ada, ben, now):
    commitment = accept(session, a_commitment(session, "ada", owner="ben"), ben, now)

    with pytest.raises(WordingSet):
        reword(session, commitment, ada, Wording("much more"), now)


def test_what_somebody_took_over_is_not_given_another_date_by_the_giver(session, ada, ben, now):
    commitment = a_commitment(session, "ada")
    hand_over(session, commitment, ada, ben, now)
    take_over(session, commitment, ben, now)

    with pytest.raises(WordingSet):
        correct_date(session, commitment, ada, MONDAY, now)


def test_a_settled_promise_is_not_reworded(session, promised, ada, now):
    keep(session, promised, ada, "", now)

    with pytest.raises(NotOpen):
        reword(session, promised, ada, Wording("less"), now)
