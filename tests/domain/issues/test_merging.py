"""Two issues that are one, and undoing: what was counted is counted once, wherever it stands."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.issues.handing import accept, hand_over
from bot.domain.issues.hearing import reports_of
from bot.domain.issues.merging import MergedWithItself, OtherEyes, merge
from bot.domain.issues.moving import IssueEnded
from bot.domain.issues.owning import begin_help, own
from bot.domain.issues.records import Helping, Report, Severity, State, WeekCount
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import NoSuchIssue, NotYours, issue_for
from bot.domain.issues.stepping import solved_already
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.issues.undoing import ActedOnSince, NotYourChange, UndoOver, undo
from bot.domain.issues.wording import (
    BasisMissing,
    Sorting,
    WordingSet,
    Worth,
    WorthUnclear,
    name_customer,
    reword,
    set_worth,
    sort_issue,
)
from bot.domain.scenes import Scene
from tests.domain.issues.test_stepping import WHOLE
from tests.factories import (
    TEAM,
    an_issue,
    issue_story,
    to_be_said,
    words_at,
)

ELEVEN_MINUTES = timedelta(minutes=11)


@pytest.fixture
def other(session, owned, dev):
    """Another issue, of Dev's, that is about the same, and urgent."""
    return an_issue(session, "dev", what="no order number on bills", severity=Severity.URGENT)


def reports_on(session):
    return session.exec(select(Report.issue, Report.first_issue).order_by(Report.id)).all()


def weeks(session):
    return dict(session.exec(select(WeekCount.touchpoint, WeekCount.reports)).all())


def helpers(session):
    return set(session.exec(select(Helping.issue, Helping.person)).all())


def test_the_old_id_leads_to_what_it_became_part_of(session, owned, other, dev, cleo, ben, now):
    begin_help(session, other, dev, dev, now)
    stays = merge(session, cleo, 2, 1, now)

    assert (stays.number, stays.reports, stays.severity) == (1, 2, Severity.URGENT)
    assert (other.state, other.reports, other.merged_into) == (State.MERGED, 0, 1)
    assert reports_on(session) == [(1, 1), (1, 2)]
    assert helpers(session) == {(1, dev.number)}
    assert issue_for(session, ben, 2).number == 1
    assert issue_story(session, other)[-1] == "merged"
    assert issue_story(session, stays)[-1] == "took_in"


def test_a_merger_is_undone_as_if_it_had_not_been(session, owned, other, dev, cleo, now):
    begin_help(session, other, dev, dev, now)
    before = helpers(session)
    stays = merge(session, cleo, 2, 1, now)
    undo(session, stays, cleo, stays.revision, now)

    assert (stays.reports, stays.severity) == (1, Severity.NORMAL)
    assert (other.state, other.reports, other.merged_into) == (State.NEW, 1, None)
    assert reports_on(session) == [(1, 1), (2, 2)]
    assert helpers(session) == before


def test_neither_itself_nor_what_ended_nor_what_is_anothers(session, owned, other, ben, cleo, now):
    with pytest.raises(MergedWithItself):
        merge(session, cleo, 1, 1, now)
    with pytest.raises(NotYours):
        merge(session, ben, 2, 1, now)
    with pytest.raises(NoSuchIssue):
        merge(session, cleo, 2, 9, now)
    solved_already(session, owned, ben, WHOLE, now)
    with pytest.raises(IssueEnded):
        merge(session, cleo, 2, 1, now)


def test_what_was_said_in_private_and_what_others_see_stay_apart(session, owned, ben, now):
    private = an_issue(session, what="b", scene=Scene(channel_id="CPRIV"))
    own(session, private, ben, now)

    for number, into in ((2, 1), (1, 2)):  # Its reporters would see what they are not to see.
        with pytest.raises(OtherEyes):
            merge(session, ben, number, into, now)


def test_just_opened_it_is_withdrawn_and_counts_nowhere(session, issue, ada, now):
    undo(session, issue, ada, 1, now)

    assert (issue.state, issue.reports, reports_on(session)) == (State.WITHDRAWN, 0, [])
    assert weeks(session) == {0: 0}
    assert to_be_said(session) == set()


def test_not_when_somebody_has_acted_on_it_or_later(session, issue, ada, ben, now):
    with pytest.raises(UndoOver):
        undo(session, issue, ada, 1, now + ELEVEN_MINUTES)
    with pytest.raises(NotYourChange):
        undo(session, issue, ben, 1, now)
    add_report(session, issue, ben, ReportWish(), now)
    with pytest.raises(ActedOnSince):
        undo(session, issue, ada, 1, now)


def test_one_click_that_closed_it_is_undone_in_one_click(session, issue, ben, now):
    solved_already(session, issue, ben, WHOLE, now)
    undo(session, issue, ben, issue.revision, now)

    assert (issue.state, issue.owner, issue.cause, issue.told_by) == (State.NEW, None, None, None)
    assert issue_story(session, issue)[-1] == "undone"
    assert ("issue.closed", "UADA") not in to_be_said(session)


def test_a_report_that_was_none_counts_nowhere(session, issue, ben, now):
    add_report(session, issue, ben, ReportWish("Acme"), now)
    undo(session, issue, ben, issue.revision, now)

    assert (issue.reports, len(reports_on(session)), weeks(session)) == (1, 1, {0: 1})


def test_who_helped_and_owned_it_for_a_moment_helps_again(session, owned, ben, dev, now):
    begin_help(session, owned, ben, dev, now)
    hand_over(session, owned, ben, dev, now)
    accept(session, owned, dev, now)
    undo(session, owned, dev, owned.revision, now)

    assert (owned.owner, owned.handover_to) == (ben.number, dev.number)
    assert helpers(session) == {(1, dev.number)}


def test_what_was_undone_is_not_undone_again(session, issue, ada, now):
    undo(session, issue, ada, 1, now)
    with pytest.raises(ActedOnSince):
        undo(session, issue, ada, 1, now)


def test_its_wording_is_edited_within_ten_minutes(session, issue, ada, ben, now):
    reword(session, issue, ada, "bills come without the order number", now)
    assert words_at(session, issue.what) == "bills come without the order number"
    with pytest.raises(WordingSet):
        reword(session, issue, ada, "x", now + ELEVEN_MINUTES)
    own(session, issue, ben, now)
    with pytest.raises(WordingSet):
        reword(session, issue, ada, "x", now)


def test_sorted_elsewhere_its_reports_are_counted_there(session, issue, ada, ben, now):
    first, second, *_ = touchpoints_of(session, TEAM)
    add_report(session, issue, ben, ReportWish(), now)
    sort_issue(session, issue, ada, Sorting(first.number, Severity.HIGH), now)
    sort_issue(session, issue, ada, Sorting(second.number, Severity.HIGH), now)

    assert weeks(session) == {0: 0, first.number: 0, second.number: 2}
    assert issue.severity is Severity.HIGH

    undo(session, issue, ada, issue.revision, now)
    assert weeks(session) == {0: 0, first.number: 2, second.number: 0}


def test_what_it_is_worth_has_a_basis(session, owned, ben, now):
    with pytest.raises(BasisMissing):
        Worth(100, "")
    with pytest.raises(WorthUnclear):
        Worth(0, "x")
    set_worth(session, owned, ben, Worth(1200, "four invoices a week"), now)

    assert (owned.worth, words_at(session, owned.worth_basis)) == (1200, "four invoices a week")


def test_whoever_reported_it_names_the_customer_later_and_undoes_that(
    session, issue, ada, dev, now
):
    name_customer(session, issue, ada, "Acme", now)
    name_customer(session, issue, ada, "Acme Offices", now)
    heard = [each.customer for each in reports_of(session, issue, ada)]
    undo(session, issue, ada, issue.revision, now)

    assert heard == ["Acme Offices"]
    assert [each.customer for each in reports_of(session, issue, ada)] == ["Acme"]
    with pytest.raises(NotYours):
        name_customer(session, issue, dev, "Bolt", now)
