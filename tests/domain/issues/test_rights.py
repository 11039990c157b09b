"""Who may see an issue, who may do what with it, and what a digest still says of it."""

import pytest
from sqlmodel import select

from bot.domain.digests.matters import is_still_so
from bot.domain.history import Event
from bot.domain.issues.handing import hand_over
from bot.domain.issues.hearing import reports_of
from bot.domain.issues.owning import begin_help, own
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import (
    Act,
    NoSuchIssue,
    NotYours,
    can_see,
    demand,
    issue_for,
    may,
)
from bot.domain.issues.stepping import say_cause
from bot.domain.lines import Line, digest_of
from bot.domain.preferences import change_preferences
from bot.domain.scenes import Scene
from tests.factories import OPS, a_person, an_issue

PRIVATE = Scene(channel_id="CPRIV", is_private=True)


@pytest.fixture
def private(session, ada, ben, cleo, dev):
    """An issue that Ada has opened in a private channel."""
    return an_issue(session, scene=PRIVATE)


def test_what_was_said_in_private_is_for_who_is_there_or_on_it(session, private, ada, ben, cleo):
    assert [can_see(session, private, each) for each in (ada, ben, cleo, None)] == [
        *(True, False, False, False)
    ]
    assert can_see(session, private, ben, "CPRIV")
    assert can_see(session, private, None, "CPRIV")
    assert not can_see(session, private, ben, OPS)


def test_who_is_asked_helps_or_reports_is_on_it(session, private, ada, ben, cleo, dev, now):
    hand_over(session, private, ada, ben, now)
    begin_help(session, private, cleo, cleo, now)
    add_report(session, private, dev, ReportWish(), now)

    assert all(can_see(session, private, each) for each in (ben, cleo, dev))
    assert not can_see(session, private, a_person(session, "gus"))


def test_to_others_it_is_as_if_it_were_not_there(session, private, ben):
    with pytest.raises(NoSuchIssue):
        issue_for(session, ben, private.number)
    with pytest.raises(NoSuchIssue):
        issue_for(session, ben, 99)
    assert reports_of(session, private, ben) == []
    assert len(reports_of(session, private, ben, "CPRIV")) == 1


def test_a_wrong_presser_hears_who_can(session, owned, ada):
    with pytest.raises(NotYours) as refused:
        demand(session, owned, ada, Act.DECIDE)

    assert refused.value.facts["who"] == "Ben Okafor or Cleo Marsh"


def test_who_acts_for_its_owner_takes_it_on(session, owned, ben, dev, now):
    change_preferences(session, ben, Event(ben.number, "chose", now), deputy=dev.number)
    say_cause(session, owned, dev, "a form", now)

    assert not may(session, owned, dev, Act.DECIDE)
    assert not may(session, owned, dev, Act.REASSIGN)


def test_who_helps_takes_it_on_and_decides_nothing(session, owned, ben, dev, now):
    begin_help(session, owned, ben, dev, now)

    assert may(session, owned, dev, Act.STEP)
    assert not may(session, owned, dev, Act.DECIDE)


def test_what_is_settled_before_the_morning_is_not_said(session, service, ada, ben, dev, now):
    issue = an_issue(session, area=service.number)
    line = session.exec(select(Line).where(Line.listing == digest_of(dev.number))).one()
    assert is_still_so(session, dev, line, now)

    own(session, issue, ben, now)

    assert not is_still_so(session, dev, line, now)
    theirs = session.exec(select(Line).where(Line.listing == digest_of(ada.number))).one()
    assert is_still_so(session, ada, theirs, now)
