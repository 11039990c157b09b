"""From owned to customer told: exactly what each step needs, and no loop half closed."""

from datetime import date, timedelta

import pytest

from bot.domain.issues.owning import own
from bot.domain.issues.records import State
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import CannotOwn, NobodyOwnsIt, NotYours
from bot.domain.issues.stepping import (
    Closing,
    NotClosable,
    NotItsTurn,
    Step,
    Telling,
    ToldInTheFuture,
    ToldNobody,
    WordsMissing,
    agree_fix,
    close,
    mark_fixed,
    missing,
    next_step,
    say_cause,
    solved_already,
    tell_customer,
)
from tests.factories import OPS, a_person, issue_story, to_be_said, words_at

MAILED = Telling("by mail, with the new invoice", count=3)
WHOLE = Closing(cause="a form without the field", fix="the field is back", telling=MAILED)


def test_each_step_asks_for_what_it_needs_and_tells_the_next(session, owned, ben, now):
    asked = [next_step(owned)]
    say_cause(session, owned, ben, "a form without the field", now)
    asked.append(next_step(owned))
    agree_fix(session, owned, ben, "bring it back", now)
    asked.append(next_step(owned))
    mark_fixed(session, owned, ben, now)
    asked.append(next_step(owned))
    tell_customer(session, owned, ben, MAILED, now)

    assert asked == [Step.CAUSE, Step.FIX, Step.FIXED, Step.TOLD]
    assert (owned.state, next_step(owned), owned.told_count) == (State.CLOSED, None, 3)
    assert (owned.told_by, owned.told_on) == (ben.number, date(2026, 11, 24))
    assert issue_story(session, owned)[-4:] == ["cause_known", "fix_agreed", "fixed", "closed"]


def test_closing_lists_all_that_is_missing(session, owned, ben, now):
    with pytest.raises(NotClosable) as refused:
        close(session, owned, ben, Closing(fix="x"), now)

    assert refused.value.missing == (Step.CAUSE, Step.FIXED, Step.TOLD)
    assert missing(owned) == (Step.CAUSE, Step.FIX, Step.FIXED, Step.TOLD)


def test_closed_with_all_that_is_missing_every_step_is_in_its_history(session, owned, ben, now):
    close(session, owned, ben, Closing("why", "what", fixed=True, telling=MAILED), now)

    assert issue_story(session, owned) == [
        *("opened", "owned", "cause_known", "fix_agreed", "fixed", "closed")
    ]


def test_the_customer_is_told_of_what_is_fixed_only(session, owned, ben, now):
    with pytest.raises(NotClosable):
        tell_customer(session, owned, ben, MAILED, now)

    assert (owned.state, owned.told_how) == (State.OWNED, None)


def test_a_small_one_is_solved_in_one_go_by_who_says_so(session, issue, ben, now):
    solved_already(session, issue, ben, WHOLE, now)

    assert (issue.state, issue.owner) == (State.CLOSED, ben.number)
    assert issue_story(session, issue) == [
        *("opened", "owned", "cause_known", "fix_agreed", "fixed", "closed")
    ]
    assert words_at(session, issue.told_how) == "by mail, with the new invoice"


def test_solved_already_needs_all_three_too(session, issue, ben, now):
    with pytest.raises(NotClosable) as refused:
        solved_already(session, issue, ben, Closing(cause="x"), now)

    assert refused.value.missing == (Step.FIX, Step.TOLD)
    assert (issue.state, issue.owner) == (State.NEW, None)


def test_who_reported_it_hears_how_the_customer_was_told(session, owned, ben, now):
    solved_already(session, owned, ben, WHOLE, now)

    assert to_be_said(session) == {("issue.card", OPS), ("issue.closed", "UADA")}


def test_closed_by_another_its_owner_hears_once(session, owned, ben, cleo, now):
    add_report(session, owned, ben, ReportWish(), now)
    solved_already(session, owned, cleo, WHOLE, now)

    told = {("issue.closed", "UADA"), ("issue.closed", "UBEN")}
    assert to_be_said(session) == {("issue.card", OPS), *told}


def test_nobody_else_takes_it_on(session, owned, dev, now):
    with pytest.raises(NotYours) as refused:
        say_cause(session, owned, dev, "x", now)

    assert refused.value.facts["who"] == "Ben Okafor or Cleo Marsh"


def test_what_nobody_owns_is_owned_first(session, issue, ben, now):
    with pytest.raises(NobodyOwnsIt):
        say_cause(session, issue, ben, "x", now)


def test_no_step_is_passed_over(session, owned, ben, now):
    with pytest.raises(NotItsTurn):
        agree_fix(session, owned, ben, "x", now)


def test_a_step_without_words_is_none(session, owned, ben, now):
    with pytest.raises(WordsMissing):
        say_cause(session, owned, ben, " ", now)


def test_a_day_to_come_is_no_day_on_which_somebody_was_told(session, owned, ben, now):
    tomorrow = Closing("a", "b", telling=Telling("x", on=now.date() + timedelta(days=1)))
    with pytest.raises(ToldInTheFuture):
        solved_already(session, owned, ben, tomorrow, now)


def test_told_is_told_to_somebody():
    with pytest.raises(ToldNobody):
        Telling("by mail", count=0)


def test_a_guest_owns_none(session, issue, now):
    with pytest.raises(CannotOwn):
        own(session, issue, a_person(session, "gus"), now)
