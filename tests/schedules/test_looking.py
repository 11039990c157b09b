"""One read tells which jobs have something to do: none is passed over, and the others rest."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.database import upsert
from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.offers import decline
from bot.domain.commitments.records import Commitment
from bot.domain.forums.records import State
from bot.domain.issues.agreeing import ContractWish, accept_contract, offer_contract
from bot.domain.issues.contracts import Handing
from bot.domain.issues.handing import hand_over
from bot.domain.issues.owning import own
from bot.domain.issues.records import Issue
from bot.domain.notices import Place, promise
from bot.domain.people import Person
from bot.domain.proposals.dissents import offer_alternative
from bot.domain.proposals.falling_through import look_after_conditions
from bot.domain.proposals.finding import round_of
from bot.domain.sessions.records import ForumSession
from bot.domain.wins.records import Feed, WinsChannel
from bot.domain.workspaces import workspace_of
from schedules import TIMETABLE
from schedules.looking import DELIVER, SIGNS, Lookout, jobs_due
from tests.conftest import NOON
from tests.domain.proposals.rounds_of import Round, disputed
from tests.domain.sessions.living import a_forum
from tests.domain.wins.telling import a_wins_channel
from tests.factories import FRIDAY, PUBLIC_SCENE, TEAM, a_commitment, a_person, an_issue

MOMENT = timedelta(microseconds=1)
AHEAD = NOON + timedelta(days=30)


def earliest(session, column):
    session.flush()
    planned = select(column).where(col(column).is_not(None)).order_by(col(column))
    return session.exec(planned.limit(1)).one()


def a_notice(session):
    promise(session, TEAM, "k", kind="note", place=Place(person_id="UADA"), now=NOON, due_at=AHEAD)
    return AHEAD


def a_held_notice(session):
    place = Place(person_id="UADA")
    promise(session, TEAM, "k", kind="note", place=place, now=NOON, held=True, expires_at=AHEAD)
    return AHEAD


def an_offer(session):
    return a_commitment(session, owner="ben").answer_by


def a_digest(session):
    a_commitment(session, due_on=FRIDAY + timedelta(days=7))
    return earliest(session, Person.next_digest_at)


def a_session(session):
    a_forum(session)
    return earliest(session, ForumSession.next_at)


def a_week(session):
    a_forum(session).next_week_at = AHEAD
    return AHEAD


def a_pause(session):
    forum = a_forum(session)
    forum.state, forum.resume_at = State.PAUSED, AHEAD
    return AHEAD


def an_open_issue(session):
    an_issue(session)
    return earliest(session, Issue.next_look_at)


def a_hand_off(session):
    giver, receiver = areas_of(session, TEAM)[:2]
    for area, leader in ((giver, "ada"), (receiver, "ben")):
        join_area(session, a_person(session, leader), area.number)
        area.leader = a_person(session, leader).number
    wish = ContractWish(giver=giver.number, receiver=receiver.number, what="x", within_hours=18)
    contract = offer_contract(session, a_person(session, "ada"), wish, PUBLIC_SCENE, NOON)
    accept_contract(session, contract, a_person(session, "ben"), NOON)
    ada = a_person(session, "ada")
    hand_over(
        session, own(session, an_issue(session), ada, NOON), ada, a_person(session, "ben"), NOON
    )
    return earliest(session, Handing.due_at)


def a_round(session):
    found = round_of(session, Round(session).proposal)
    return min(found.closes_at, found.next_nudge_at)


def a_dissent(session):
    one = disputed(session)
    return one.act(offer_alternative, "ada", one.number("ben"), "two days").answer_by


def a_review(session):
    one = Round(session)
    one.proposal.review_on = AHEAD.date()
    return AHEAD.replace(hour=0, minute=0)


def a_wins_hour(session):
    a_wins_channel(session)
    return earliest(session, WinsChannel.next_at)


def a_feed(session):
    owner = a_person(session, "ada").number
    upsert(session, Feed(team_id=TEAM, name="f", url="https://x", owner=owner, next_at=AHEAD))
    return AHEAD


def a_brief(session):
    workspace_of(session, TEAM).next_brief_at = AHEAD
    return AHEAD


@pytest.mark.parametrize(
    ("job", "planned"),
    [
        (DELIVER, a_notice),
        (DELIVER, a_held_notice),
        ("follow_up_offers", an_offer),
        ("send_digests", a_digest),
        ("follow_sessions", a_session),
        ("begin_weeks", a_week),
        ("resume_forums", a_pause),
        ("follow_issues", an_open_issue),
        ("watch_handings", a_hand_off),
        ("follow_rounds", a_round),
        ("settle_dissents", a_dissent),
        ("ask_about_outcomes", a_review),
        ("tell_wins", a_wins_hour),
        ("read_due_feeds", a_feed),
        ("send_briefs", a_brief),
    ],
)
def test_a_job_is_due_at_its_moment_and_not_before(session, job, planned):
    moment = planned(session)
    session.flush()

    assert job not in jobs_due(session, moment - MOMENT)
    assert job in jobs_due(session, moment)


def test_what_was_never_planned_is_looked_at(session):
    workspace_of(session, TEAM)
    a_forum(session).next_week_at = None
    session.flush()

    assert {"send_briefs", "begin_weeks"} <= jobs_due(session, NOON)


def test_a_condition_is_looked_at_while_it_waits_and_once_its_leader_was_silent(session):
    one = Round(session).says("ben", "condition", "Sales lends us two people by friday")
    one.all_commit("ada", "cleo", "dev").closes()
    assert "follow_conditions" in jobs_due(session, one.now)

    offer = session.get_one(Commitment, (TEAM, one.stance("ben").commitment))
    decline(session, offer, one.people["ada"], "they are busy", one.now)
    look_after_conditions(session, one.now)
    session.flush()

    assert "follow_conditions" not in jobs_due(session, one.now)
    assert "follow_conditions" in jobs_due(session, one.stance("ben").answer_by)


def test_where_nothing_is_planned_no_job_is_due(session):
    a_person(session, "ada")

    assert not jobs_due(session, NOON)


def test_each_job_of_a_second_has_a_sign():
    of_a_second = {job.__name__ for job, seconds in TIMETABLE.items() if seconds == 1}

    assert {job for job, _ in SIGNS} == {*of_a_second, DELIVER, "read_due_feeds"}


async def test_the_jobs_of_one_moment_are_told_by_one_read(database, clock):
    looks = []

    async def counted(query, *asked):
        looks.append(query)
        return await database.reading(query, *asked)

    lookout = Lookout(counted, clock)
    told = await asyncio.gather(*(lookout.is_due(job) for job, _ in SIGNS))

    assert (any(told), len(looks)) == (False, 1)
    assert await lookout.is_due("of_no_sign")
