"""What time does to issues: each thing is said once, to the right one, and in their hours."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import join_area
from bot.domain.issues.handing import hand_over
from bot.domain.issues.keeping import erase_issue_words, look_at_issues
from bot.domain.issues.merging import merge
from bot.domain.issues.owning import begin_help
from bot.domain.issues.records import Severity, State
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.resting import park, wait_for
from bot.domain.issues.stepping import say_cause, solved_already
from bot.domain.issues.terms import SearchRow
from bot.domain.issues.wording import name_customer
from bot.domain.leaving import take_in
from bot.domain.lines import BRIEF, Line, digest_of
from bot.domain.people import Profile, learn_people, person_seen
from bot.domain.words import Words
from tests.domain.issues.test_stepping import WHOLE
from tests.factories import CAST, TEAM, a_person, an_issue, issue_story, to_be_told

DAYS = timedelta(days=1)


@pytest.fixture
def look(session):
    """Have the clock look at what is due, until nothing is."""

    def looking(now):
        for _ in range(20):
            if not look_at_issues(session, now):
                return
        raise AssertionError("It looks for ever.")

    return looking


@pytest.fixture
def said(session):
    """The kinds of lines that wait in a listing."""

    def read(listing):
        session.flush()
        found = select(Line.kind).where(Line.listing == listing).order_by(Line.since)
        return list(session.exec(found))

    return read


def test_what_nobody_owns_in_time_is_named_in_the_brief_once(session, issue, look, said, now):
    look(issue.own_by - timedelta(seconds=1))
    assert said(BRIEF) == []
    for later in range(3):
        look(issue.own_by + later * DAYS)

    assert said(BRIEF) == ["issue_unowned"]
    assert session.exec(select(Line.facts)).one()["cross"] is True
    assert issue.next_look_at is None


def test_its_areas_leader_hears_a_day_before_the_cco(session, service, cleo, dev, look, said):
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    issue = an_issue(session, area=service.number, severity=Severity.HIGH, now=monday)
    look(issue.own_by)
    assert (said(digest_of(dev.number)), said(BRIEF)) == (["issue_new"], [])

    look(datetime(2026, 11, 25, 1, tzinfo=UTC))
    assert said(BRIEF) == ["issue_unowned"]


def test_heard_in_another_area_it_crosses_areas(session, service, ada, look):
    issue = an_issue(session, area=service.number)
    join_area(session, ada, service.number + 1)
    look(issue.own_by + 9 * DAYS)

    assert session.exec(select(Line.facts).where(Line.listing == BRIEF)).one()["cross"] is True


def test_owned_in_time_nobody_hears(session, owned, look, said, now):
    look(now + 9 * DAYS)

    assert said(BRIEF) == []


def test_who_asked_hears_of_silence_and_then_that_it_is_over(
    session, owned, ben, dev, look, said, now
):
    hand_over(session, owned, ben, dev, now)
    look(now + 3 * DAYS)
    assert said(digest_of(ben.number)) == ["issue_offer_waits"]

    look(now + 14 * DAYS)

    assert "issue_offer_lapsed" in said(digest_of(ben.number))
    assert (owned.owner, owned.handover_to) == (ben.number, None)
    assert issue_story(session, owned)[-1] == "offer_lapsed"


def test_parked_it_comes_back_on_its_day(session, owned, ben, look, said, now):
    say_cause(session, owned, ben, "a form", now)
    park(session, owned, ben, datetime(2026, 12, 1, tzinfo=UTC).date(), "after the fair", now)
    look(datetime(2026, 12, 1, 4, 59, tzinfo=UTC))
    assert owned.state is State.PARKED

    look(datetime(2026, 12, 1, 5, 0, tzinfo=UTC))  # Midnight in New York.

    assert (owned.state, owned.parked_until) == (State.CAUSE_KNOWN, None)
    assert said(digest_of(ben.number)) == ["issue_back"]
    assert issue_story(session, owned)[-1] == "came_back"


def test_a_step_that_stands_still_is_said_to_its_owner_alone(session, owned, ben, look, said, now):
    look(now + 13 * DAYS)
    assert said(digest_of(ben.number)) == []
    for days in (14, 20, 40):
        look(now + days * DAYS)

    assert said(digest_of(ben.number)) == ["issue_stands"]
    assert said(BRIEF) == []


def test_waiting_its_clock_stands_and_its_owner_hears_after_a_week(
    session, owned, ben, service, dev, look, said, now
):
    wait_for(session, owned, ben, service.number, "x", now)
    look(now + 7 * DAYS)

    assert said(digest_of(ben.number)) == ["issue_still_waits"]
    assert said(digest_of(dev.number)) == ["issue_waits_on"]


def test_of_who_leaves_it_is_without_an_owner(session, owned, ben, dev, ada, said, now):
    other = an_issue(session, what="b")
    hand_over(session, other, ada, ben, now)
    begin_help(session, other, ben, ben, now)
    take_in(session, TEAM, [_gone("ben")], now)

    assert (owned.owner, owned.state, other.handover_to) == (ben.number, State.OWNED, None)
    assert said(BRIEF) == ["issue_left"]
    assert issue_story(session, owned)[-1] == "owner_left"
    assert issue_story(session, other)[-2:] == ["taker_left", "helper_removed"]


def test_words_of_what_ended_are_erased_and_its_history_stays(session, owned, ben, dev, cleo, now):
    other = an_issue(session, what="bills", customer="Acme", words="We cannot pay this.")
    add_report(session, other, dev, ReportWish("Bolt", words="Nor can we."), now)
    merge(session, cleo, other.number, owned.number, now)
    solved_already(session, owned, ben, WHOLE, now)
    assert erase_issue_words(session, now + 300 * DAYS, 12) == 0

    assert erase_issue_words(session, now + 400 * DAYS, 12) == 2

    assert session.exec(select(Words)).all() == []
    assert session.exec(select(SearchRow)).all() == []
    assert issue_story(session, owned)[-1] == "closed"
    assert erase_issue_words(session, now + 400 * DAYS, 12) == 0


def test_a_customer_s_earlier_name_is_erased_too(session, owned, ben, now):
    for name in ("Coal", "Coal Mine"):
        name_customer(session, owned, a_person(session, "ada"), name, now)
    solved_already(session, owned, ben, WHOLE, now)

    assert erase_issue_words(session, now + 400 * DAYS, 12) == 1
    assert session.exec(select(Words)).all() == []


def test_however_many_reported_it_each_hears_twice(session, issue, ben, ada, look, now):
    profiles = [Profile(f"U{number}", f"Person {number}") for number in range(120)]
    learn_people(session, TEAM, profiles)
    for profile in profiles:
        person = person_seen(session, TEAM, profile.slack_id)
        add_report(session, issue, person, ReportWish(), now)
    solved_already(session, issue, ben, WHOLE, now)
    look(now)

    told = {reader for kind, reader in to_be_told(session) if kind == "issue.closed"}
    assert told == {"UADA", *(profile.slack_id for profile in profiles)}
    assert len(session.exec(select(Line).where(Line.kind == "issue.closed")).all()) == 121
    assert len(session.exec(select(Line).where(Line.kind == "issue_owned")).all()) == 121
    assert issue.next_look_at is None


def _gone(name):
    return Profile(**{**vars(CAST[name]), "is_deactivated": True})
