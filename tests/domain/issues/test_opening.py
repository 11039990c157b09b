"""Opening an issue: what is made of it, who hears of it, and that it is opened once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.domain.issues.moving import TooLong
from bot.domain.issues.opening import Draft, NoSuchTouchpoint, WhatMissing, open_issue
from bot.domain.issues.records import Channel, Report, Severity, State, WeekCount
from bot.domain.lines import Line
from bot.domain.notices import Notice
from bot.domain.preferences import Event, change_preferences
from bot.domain.scenes import Scene
from tests.factories import OPS, PUBLIC_SCENE, TEAM, an_issue, issue_story, to_be_said, words_at


def test_it_needs_only_what_customers_hit(session, issue):
    assert (issue.state, issue.owner, issue.reports, issue.label) == (State.NEW, None, 1, "I-1")
    assert issue_story(session, issue) == ["opened"]
    assert to_be_said(session) == {("issue.card", OPS)}


def test_the_first_report_comes_with_it(session, ada):
    issue = an_issue(session, customer="Acme", heard_by=Channel.CALL, words="We cannot pay this.")

    report = session.exec(select(Report)).one()
    assert (report.person, report.issue, report.heard_by) == (ada.number, issue.number, "call")
    assert words_at(session, report.words) == "We cannot pay this."
    assert session.exec(select(WeekCount.reports, WeekCount.week)).one() == (1, report.week)


def test_without_words_there_is_none():
    with pytest.raises(WhatMissing):
        Draft("\u200b ")


def test_a_document_is_to_be_linked():
    with pytest.raises(TooLong):
        Draft("a" * 1001)


def test_a_touchpoint_that_nobody_knows_is_refused(session, ada, now):
    with pytest.raises(NoSuchTouchpoint):
        open_issue(session, ada, Draft("x", touchpoint=99), PUBLIC_SCENE, now)


def test_the_same_words_within_a_minute_are_the_same_issue(session, ada, issue, now):
    draft = Draft("Invoices come without  the order number")
    again = open_issue(session, ada, draft, PUBLIC_SCENE, now + timedelta(seconds=59))
    later = open_issue(session, ada, draft, PUBLIC_SCENE, now + timedelta(seconds=60))

    assert (again.issue.number, again.is_new) == (issue.number, False)
    assert (later.issue.number, later.is_new) == (2, True)


def test_one_form_sent_twice_opens_one(session, ada, now):
    scene = Scene(origin="view:V1")
    first, second = (open_issue(session, ada, Draft(text), scene, now) for text in "ab")

    assert (second.issue.number, second.is_new) == (first.issue.number, False)


def test_a_source_opens_one_for_itself(session, now):
    scene = Scene(origin="desk:1", is_private=False)
    opened = open_issue(session, None, Draft("x"), scene, now, team_id=TEAM)

    assert opened.issue.opened_by is None
    assert issue_story(session, opened.issue) == ["opened"]


@pytest.mark.parametrize(
    ("severity", "opened", "by"),
    [
        (Severity.URGENT, (24, 17, 0), (24, 21, 0)),  # From 09:00 on in Los Angeles.
        (Severity.URGENT, (24, 23, 0), (25, 18, 0)),
        (Severity.HIGH, (27, 20, 0), (30, 20, 0)),
        (Severity.NORMAL, (28, 20, 0), (3, 17, 0)),
    ],
)
def test_it_is_to_be_owned_within_working_hours(session, cleo, severity, opened, by):
    day, hour, minute = opened
    made_at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    issue = an_issue(session, severity=severity, now=made_at)

    assert (issue.own_by.day, issue.own_by.hour, issue.own_by.minute) == by


def test_an_urgent_one_is_told_to_the_areas_leader_in_their_hours(session, service, now):
    an_issue(session, severity=Severity.URGENT, area=service.number)

    told = session.exec(select(Notice).where(Notice.kind == "issue.urgent")).one()
    assert (told.person_id, told.due_at) == ("UDEV", datetime(2026, 11, 25, 3, 30, tzinfo=UTC))


def test_who_switched_it_on_hears_at_once(session, service, dev, now):
    change_preferences(session, dev, Event(dev.number, "chose", now), urgent_issues=True)
    an_issue(session, severity=Severity.URGENT, area=service.number)

    told = session.exec(select(Notice).where(Notice.kind == "issue.urgent")).one()
    assert told.due_at == now


def test_while_the_leader_is_away_who_covers_for_them_hears(session, service, dev, ada, now):
    day = now.date()
    away = {"away_from": day, "away_until": day + timedelta(days=20), "cover": ada.number}
    change_preferences(session, dev, Event(dev.number, "went_away", now), **away)
    an_issue(session, "ben", severity=Severity.URGENT, area=service.number)

    assert ("issue.urgent", "UADA") in to_be_said(session)


def test_what_was_said_in_private_the_leader_reads_as_a_number(session, service):
    private = Scene(channel_id="CPRIV", is_private=True)
    an_issue(session, severity=Severity.URGENT, area=service.number, scene=private)

    assert to_be_said(session) == set()
    assert [line.kind for line in session.exec(select(Line))] == ["issue_new"]


def test_the_leader_reads_of_any_other_in_passing(session, service, dev):
    an_issue(session, area=service.number)

    assert session.exec(select(Line.listing, Line.kind)).all() == [
        (f"digest:{dev.number}", "issue_new")
    ]
    assert to_be_said(session) == {("issue.card", OPS)}
