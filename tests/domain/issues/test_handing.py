"""Who owns it: the first who says so, who accepts, and what happens when nobody does."""

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.settling import ReasonMissing
from bot.domain.forums.making import Plan, start
from bot.domain.history import Event
from bot.domain.issues.handing import (
    AskedAlready,
    NobodyToAnswer,
    NotAsked,
    accept,
    decline,
    discuss,
    hand_over,
    take_offer_back,
)
from bot.domain.issues.owning import (
    HelpsAlready,
    OwnedAlready,
    begin_help,
    end_help,
    own,
)
from bot.domain.issues.records import State
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import CannotOwn, NotYours
from bot.domain.lines import Line
from bot.domain.preferences import change_preferences
from bot.domain.sessions.agendas import topics_of
from tests.domain.forums.conftest import TUESDAYS
from tests.factories import OPS, TEAM, a_person, issue_story, to_be_said


def lines(session, kind):
    found = session.exec(select(Line.listing).where(Line.kind == kind))
    return sorted(found.all())


def test_the_second_who_would_own_it_hears_who_does(session, owned, dev, now):
    with pytest.raises(OwnedAlready) as refused:
        own(session, owned, dev, now)

    assert refused.value.facts["who"] == "Ben Okafor"


def test_it_goes_to_the_area_of_its_owner(session, issue, service, ben, now):
    own(session, issue, ben, now)

    assert (issue.area, issue.own_by, issue.state) == (service.number, None, State.OWNED)


def test_who_reported_it_reads_once_that_somebody_owns_it(session, issue, ada, ben, dev, now):
    add_report(session, issue, dev, ReportWish("Acme"), now)
    add_report(session, issue, ben, ReportWish("Bolt"), now)
    own(session, issue, ben, now)
    hand_over(session, issue, ben, dev, now)
    accept(session, issue, dev, now)

    assert lines(session, "issue_owned") == sorted(
        f"digest:{each.number}" for each in (ada, dev, ben)
    )


def test_anybody_may_ask_somebody_to_own_what_nobody_does(session, issue, dev, ben, now):
    hand_over(session, issue, dev, ben, now)
    assert (issue.state, issue.owner, issue.handover_to) == (State.NEW, None, ben.number)
    assert ("issue.offer", "UBEN") in to_be_said(session)

    accept(session, issue, ben, now)

    assert (issue.owner, issue.handover_to, issue.handed_on) == (ben.number, None, 0)
    assert ("issue.told", "UDEV") in to_be_said(session)
    assert issue_story(session, issue) == ["opened", "asked", "owned"]


def test_whoever_is_quicker_than_who_was_asked_owns_it(session, issue, ada, ben, dev, now):
    hand_over(session, issue, ada, ben, now)
    own(session, issue, dev, now)

    assert (issue.owner, issue.handover_to) == (dev.number, None)
    with pytest.raises(NotAsked):
        accept(session, issue, ben, now)


def test_until_it_is_accepted_it_stays_with_who_has_it(session, owned, service, ben, dev, now):
    product = next(each for each in areas_of(session, TEAM) if each.name == "Product")
    join_area(session, dev, product.number)
    hand_over(session, owned, ben, dev, now, "Product has to say")
    assert owned.owner == ben.number

    accept(session, owned, dev, now)

    assert (owned.owner, owned.area, owned.handed_on) == (dev.number, product.number, 1)
    assert issue_story(session, owned)[-2:] == ["handed_over", "taken_over"]


def test_a_no_needs_a_reason_and_is_told_to_who_asked(session, owned, ben, dev, now):
    hand_over(session, owned, ben, dev, now)
    with pytest.raises(ReasonMissing):
        decline(session, owned, dev, " ", now)

    decline(session, owned, dev, "no time", now)

    assert (owned.owner, owned.handover_to, owned.refusals) == (ben.number, None, 1)
    assert ("issue.told", "UBEN") in to_be_said(session)


def test_what_would_need_to_change_is_told_to_who_asked_and_the_question_waits(
    session, owned, ben, dev, now
):
    hand_over(session, owned, ben, dev, now)
    discuss(session, owned, dev, "I need the price list", now)

    assert (owned.handover_to, owned.owner) == (dev.number, ben.number)
    assert ("issue.told", "UBEN") in to_be_said(session)
    with pytest.raises(ReasonMissing):
        discuss(session, owned, dev, " ", now)
    with pytest.raises(NotYours):
        discuss(session, owned, ben, "what?", now)


def test_a_source_discusses_nothing(session, issue, dev, now):
    hand_over(session, issue, None, dev, now)

    with pytest.raises(NobodyToAnswer):
        discuss(session, issue, dev, "what is it?", now)


def test_after_two_refusals_it_is_talked_about_in_the_forum(session, owned, ben, dev, ada, now):
    plan = Plan(OPS, TUESDAYS, facilitator=ben.number, members=(ben.number, dev.number))
    forum = start(session, ben, plan, "U-1", now).forum
    for person in (dev, ada):
        hand_over(session, owned, ben, person, now)
        decline(session, owned, person, "no time", now)

    assert lines(session, "issue_refused") == [f"agenda:{forum.number}"]
    assert [each.issue.issue for each in topics_of(session, forum, now)] == [owned]

    hand_over(session, owned, ben, dev, now)
    accept(session, owned, dev, now)
    assert topics_of(session, forum, now) == []


def test_without_a_forum_the_cco_reads_of_it(session, owned, ben, dev, ada, now):
    for person in (dev, ada):
        hand_over(session, owned, ben, person, now)
        decline(session, owned, person, "no time", now)

    assert lines(session, "issue_refused") == ["brief"]


def test_once_it_is_taken_refusals_are_counted_anew(session, owned, ben, dev, now):
    hand_over(session, owned, ben, dev, now)
    decline(session, owned, dev, "no time", now)
    hand_over(session, owned, ben, dev, now)
    accept(session, owned, dev, now)

    assert (owned.refusals, owned.handed_on) == (0, 1)


def test_what_was_asked_can_be_taken_back(session, owned, ben, dev, ada, now):
    hand_over(session, owned, ben, dev, now)
    with pytest.raises(AskedAlready):
        hand_over(session, owned, ben, dev, now)
    with pytest.raises(NotYours):
        take_offer_back(session, owned, ada, now)

    take_offer_back(session, owned, ben, now)

    assert (owned.handover_to, owned.owner) == (None, ben.number)


def test_nobody_hands_over_what_is_anothers(session, owned, ada, dev, cleo, now):
    for person in (ada, cleo):
        with pytest.raises(NotYours):
            hand_over(session, owned, person, dev, now)


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_only_a_colleague_owns_one(session, owned, ben, name, now):
    with pytest.raises(CannotOwn):
        hand_over(session, owned, ben, a_person(session, name), now)


def test_of_who_is_away_for_long_the_leader_and_the_cco_hand_it_over(
    session, owned, service, ben, ada, dev, cleo, now
):
    today = now.date()
    event = Event(ben.number, "went_away", now)
    away = {"away_from": today, "away_until": today.replace(month=12)}
    change_preferences(session, ben, event, **away)

    hand_over(session, owned, dev, ada, now)
    hand_over(session, owned, cleo, dev, now)

    assert (owned.handover_to, owned.owner) == (dev.number, ben.number)


def test_who_hands_it_to_themselves_has_said_yes(session, issue, dev, now):
    hand_over(session, issue, dev, dev, now)

    assert (issue.owner, issue.handover_to) == (dev.number, None)
    assert ("issue.offer", "UDEV") not in to_be_said(session)


def test_what_belongs_to_nobody_who_is_here_can_be_owned(session, owned, ben, dev, now):
    ben.is_deactivated = True
    session.flush()

    own(session, owned, dev, now)

    assert owned.owner == dev.number


def test_others_help_and_there_is_still_one_owner(session, owned, ben, dev, ada, now):
    begin_help(session, owned, ben, dev, now)
    begin_help(session, owned, ada, ada, now)
    with pytest.raises(HelpsAlready):
        begin_help(session, owned, ben, ben, now)
    end_help(session, owned, ada, ada, now)

    assert owned.owner == ben.number
    assert lines(session, "issue_helps") == [f"digest:{dev.number}"]
    assert ("issue.card", OPS) in to_be_said(session)
