"""Two at the same moment: one is first, the other is told; and each issue has one owner."""

import pytest
from sqlmodel import select

from bot.domain.counters import Counter
from bot.domain.history import is_unbroken, story_of
from bot.domain.issues.handing import NotAsked, accept, decline, hand_over
from bot.domain.issues.merging import merge
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.owning import OwnedAlready, own
from bot.domain.issues.records import NOUN, Issue, Report, State, WeekCount
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import issue_for
from bot.domain.issues.stepping import solved_already
from bot.domain.people import person_seen
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.domain.issues.test_stepping import WHOLE
from tests.factories import CAST, PUBLIC_SCENE, TEAM, a_channel, a_person, an_issue

AT_ONCE = 6
PLAIN = ReportWish()


@pytest.fixture
def number(saved):
    """The number of an issue that nobody owns; Cleo is CCO."""

    def begin(session):
        a_channel(session)
        people = {name: a_person(session, name) for name in ("ada", "ben", "cleo", "dev")}
        appoint_cco(session, people["cleo"], NOON)
        return an_issue(session).number

    return saved(begin)


def acting(verb, name, number, *given):
    """Return a press of a button: somebody looks the issue up and does something."""

    def act(session):
        me = person_seen(session, TEAM, CAST[name].slack_id)
        return verb(session, issue_for(session, me, number), me, *given, NOON).state

    return act


def ask(session, issue, me, name, now):
    return hand_over(session, issue, me, person_seen(session, TEAM, CAST[name].slack_id), now)


def reporting(number, wish=PLAIN):
    """Return one more report of Ben's; it tells whether it was new."""

    def act(session):
        me = person_seen(session, TEAM, "UBEN")
        return add_report(session, issue_for(session, me, number), me, wish, NOON).is_new

    return act


@pytest.fixture
def do(saved):
    return lambda verb, name, number, *given: saved(acting(verb, name, number, *given))


@pytest.fixture
def story(saved):
    """Read what happened to an issue, after looking at its chain."""

    def read(number):
        def told(session):
            story = story_of(session, TEAM, NOUN, number)
            assert is_unbroken(story)
            assert len(story) == session.get_one(Issue, (TEAM, number)).revision
            return [each.what for each in story]

        return saved(told)

    return read


@pytest.fixture
def row(saved):
    return lambda number: saved(lambda session: session.get_one(Issue, (TEAM, number)))


def test_of_many_who_would_own_it_the_first_does(race, number, story):
    outcomes = race(*(acting(own, name, number) for name in ("ada", "ben", "cleo", "dev")))

    assert outcomes.count(State.OWNED) == 1
    assert outcomes.count(OwnedAlready) == 3
    assert story(number) == ["opened", "owned"]


def test_accepted_twice_at_once_it_is_accepted_once(race, do, number, story):
    do(ask, "ada", number, "ben")
    outcomes = race(*[acting(accept, "ben", number)] * 2)

    assert sorted(map(str, outcomes)) == sorted(["owned", str(NotAsked)])
    assert story(number) == ["opened", "asked", "owned"]


def test_of_owning_it_and_accepting_it_one_owner_remains(race, do, number, row, story):
    do(ask, "ada", number, "ben")
    outcomes = race(acting(own, "dev", number), acting(accept, "ben", number))

    assert outcomes.count(State.OWNED) == 1
    assert (row(number).handover_to, len(story(number))) == (None, 3)


def test_while_it_is_handed_over_nobody_else_takes_it(race, do, number, row):
    do(own, "ada", number)
    do(ask, "ada", number, "ben")
    outcomes = race(
        acting(own, "dev", number),
        acting(accept, "ben", number),
        acting(decline, "ben", number, "no time"),
        acting(ask, "ada", number, "dev"),
    )

    assert outcomes[0] is OwnedAlready
    assert row(number).handed_on + row(number).refusals <= 1


def test_closed_many_times_at_once_it_is_closed_once(race, do, number, story):
    do(own, "ben", number)
    outcomes = race(*[acting(solved_already, "ben", number, WHOLE)] * 3)

    assert outcomes.count(State.CLOSED) == 1
    assert story(number).count("closed") == 1


def test_reports_at_once_are_all_counted(race, saved, number, row):
    assert race(*[reporting(number)] * AT_ONCE) == [True] * AT_ONCE
    assert row(number).reports == AT_ONCE + 1
    weeks = saved(lambda session: session.exec(select(WeekCount.reports)).one())
    assert weeks == AT_ONCE + 1


def test_one_signal_that_comes_twice_at_once_is_one_report(race, number, row):
    signal = reporting(number, ReportWish(origin="desk:1"))

    assert sorted(race(*[signal] * AT_ONCE)) == [False] * (AT_ONCE - 1) + [True]
    assert row(number).reports == 2


def test_of_each_into_the_other_one_stays(race, saved, number, row):
    other = saved(lambda session: an_issue(session, "ben", what="bills").number)

    def merging(issue, into):
        return lambda session: (
            merge(session, person_seen(session, TEAM, "UCLEO"), issue, into, NOON).number
        )

    outcomes = race(merging(number, other), merging(other, number))

    assert len([each for each in outcomes if isinstance(each, int)]) == 1
    states = sorted([row(number).state, row(other).state])
    assert states == [State.MERGED, State.NEW]
    assert row(number).reports + row(other).reports == 2


def test_a_report_on_what_is_merged_at_that_moment_is_counted_where_it_went(
    race, saved, number, row
):
    other = saved(lambda session: an_issue(session, "ben", what="bills").number)

    def merging(session):
        return merge(session, person_seen(session, TEAM, "UCLEO"), number, other, NOON).number

    race(merging, reporting(number))

    reports = saved(lambda session: session.exec(select(Report.issue)).all())
    assert (row(number).reports, row(other).reports, set(reports)) == (0, 3, {other})


def test_the_same_line_typed_many_times_at_once_opens_one(race, saved, number):
    def typing(session):
        me = person_seen(session, TEAM, "UBEN")
        return open_issue(session, me, Draft("bills"), PUBLIC_SCENE, NOON).issue.number

    assert set(race(*[typing] * AT_ONCE)) == {number + 1}
    counted = saved(lambda session: session.get_one(Counter, (TEAM, NOUN)).last)
    assert counted == number + 1
