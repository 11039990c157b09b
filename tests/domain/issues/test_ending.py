"""Issues that rest, end otherwise, and come to life again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of
from bot.domain.commitments.settling import ReasonMissing
from bot.domain.issues.ending import NotReopenable, WhyReopened, not_ours, reopen, wont_fix
from bot.domain.issues.moving import IssueEnded
from bot.domain.issues.records import Report, State
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.resting import (
    DoesNotRest,
    ParkedInThePast,
    ParkedTooLong,
    WaitsOnItself,
    go_on,
    park,
    wait_for,
)
from bot.domain.issues.rights import NobodyOwnsIt, NotYours
from bot.domain.issues.stepping import Step, next_step, say_cause, solved_already
from bot.domain.lines import Line
from tests.domain.issues.test_stepping import MAILED, WHOLE
from tests.factories import OPS, TEAM, issue_story, to_be_said, words_at

NEXT_WEEK = timedelta(days=7)


@pytest.fixture
def finance(session, dev):
    area = next(each for each in areas_of(session, TEAM) if each.name == "Finance")
    area.leader = dev.number
    session.flush()
    return area


def test_waiting_it_goes_on_where_it_was(session, owned, ben, finance, dev, now):
    say_cause(session, owned, ben, "a form", now)
    wait_for(session, owned, ben, finance.number, "they own the form", now)
    assert (owned.state, next_step(owned)) == (State.WAITING, Step.GO_ON)
    lines = session.exec(select(Line.listing).where(Line.kind == "issue_waits_on"))
    assert lines.all() == [f"digest:{dev.number}"]

    go_on(session, owned, ben, now)

    assert (owned.state, owned.resumes, owned.waiting_on) == (State.CAUSE_KNOWN, None, None)
    assert words_at(session, owned.reason) == "they own the form"


def test_from_waiting_to_parked_it_still_knows_where_it_was(session, owned, ben, finance, now):
    wait_for(session, owned, ben, finance.number, "x", now)
    park(session, owned, ben, (now + NEXT_WEEK).date(), "after the fair", now)

    assert (owned.state, owned.resumes, owned.waiting_on) == (State.PARKED, State.OWNED, None)


def test_it_rests_for_a_reason_and_with_an_owner(session, issue, owned, ben, finance, now):
    with pytest.raises(ReasonMissing):
        wait_for(session, owned, ben, finance.number, "", now)
    owned.area = finance.number
    with pytest.raises(WaitsOnItself):
        wait_for(session, owned, ben, finance.number, "x", now)


def test_what_nobody_owns_does_not_rest(session, issue, cleo, now):
    with pytest.raises(NobodyOwnsIt):
        park(session, issue, cleo, (now + NEXT_WEEK).date(), "x", now)
    with pytest.raises(DoesNotRest):
        go_on(session, issue, cleo, now)


@pytest.mark.parametrize(("days", "refusal"), [(0, ParkedInThePast), (400, ParkedTooLong)])
def test_it_is_parked_until_a_day_to_come(session, owned, ben, now, days, refusal):
    with pytest.raises(refusal):
        park(session, owned, ben, (now + timedelta(days=days)).date(), "x", now)


def test_what_stays_as_it_is_is_told_to_the_customer(session, owned, cleo, ben, now):
    wont_fix(session, owned, cleo, "one customer a year", MAILED, now)

    assert (owned.state, owned.told_by) == (State.WONT_FIX, cleo.number)
    assert to_be_said(session) == {("issue.card", OPS), ("issue.closed", "UADA")}
    with pytest.raises(IssueEnded):
        say_cause(session, owned, ben, "x", now)


def test_who_does_not_own_it_decides_nothing(session, owned, ada, now):
    with pytest.raises(NotYours):
        not_ours(session, owned, ada, "x", now)


def test_not_a_customer_issue_has_a_reason(session, issue, cleo, now):
    with pytest.raises(ReasonMissing):
        not_ours(session, issue, cleo, "", now)
    not_ours(session, issue, cleo, "a test of ours", now)

    assert (issue.state, issue.owner) == (State.NOT_OURS, None)


def test_not_solved_for_my_customer_opens_it_again(session, owned, ben, ada, now):
    solved_already(session, owned, ben, WHOLE, now)
    reopen(session, owned, ada, "Acme still has no number", now + NEXT_WEEK)

    assert (owned.state, owned.owner, owned.reopened) == (State.OWNED, ben.number, 1)
    assert (owned.told_by, owned.told_how, owned.ended_at) == (None, None, None)
    reports = session.exec(select(Report.reopens).order_by(Report.id)).all()
    assert (reports, owned.reports) == ([False, True], 2)
    assert ("issue.told", "UBEN") in to_be_said(session)


def test_of_an_owner_who_left_nobody_owns_it(session, owned, ben, ada, now):
    solved_already(session, owned, ben, WHOLE, now)
    ben.is_deactivated = True
    reopen(session, owned, ada, "still", now)

    assert (owned.state, owned.owner, next_step(owned)) == (State.NEW, None, Step.OWN)
    assert owned.own_by > now


def test_who_has_no_part_in_it_does_not_reopen_it(session, owned, ben, dev, ada, now):
    with pytest.raises(NotReopenable):
        reopen(session, owned, ada, "x", now)
    solved_already(session, owned, ben, WHOLE, now)
    with pytest.raises(NotYours):
        reopen(session, owned, dev, "x", now)
    with pytest.raises(WhyReopened):
        reopen(session, owned, ada, "", now)


def test_closed_a_second_time_its_reporters_hear_again(session, owned, ben, ada, now):
    for _ in range(2):
        solved_already(session, owned, ben, WHOLE, now)
        reopen(session, owned, ada, "still", now)
    solved_already(session, owned, ben, WHOLE, now)

    assert issue_story(session, owned).count("closed") == 3


def test_a_report_on_what_is_closed_counts_and_opens_nothing(session, owned, ben, dev, now):
    solved_already(session, owned, ben, WHOLE, now)
    reported = add_report(session, owned, dev, ReportWish("Acme"), now)

    assert (owned.state, owned.reports, reported.is_new) == (State.CLOSED, 2, True)
