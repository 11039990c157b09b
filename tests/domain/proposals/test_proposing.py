"""Putting a proposal out: who is asked, until when, who leads, and each only once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import func, select

from bot.domain.areas import areas_of
from bot.domain.channels import Posting
from bot.domain.forums.making import Plan, start
from bot.domain.proposals.finding import round_of, seats_in, text_of
from bot.domain.proposals.proposing import (
    CannotPropose,
    Draft,
    SeatHoursOff,
    TooLong,
    UntilPassed,
    UntilTooFar,
    WhatMissing,
    asked_by_default,
    default_close,
    propose,
)
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.seating import CannotBeAsked, NobodyAsked, TooManyAsked
from bot.domain.recurrence import Rhythm
from bot.domain.roles import appoint_cco
from bot.domain.words import Words
from tests.domain.proposals.rounds_of import NAMES, WHAT, Round
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_channel, a_person, to_be_said

FORM = replace(PUBLIC_SCENE, origin="view:V1")
# The end of the fifth working day after a Tuesday, in Berlin.
FIVE_DAYS = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


@pytest.fixture
def put_out(session, now):
    """Put something out as one of the cast."""
    a_channel(session)

    def put(by="ada", scene=PUBLIC_SCENE, moment=now, **draft):
        people = {"people": tuple(a_person(session, name).number for name in NAMES)}
        wanted = {"what": WHAT} | people | draft
        return propose(session, a_person(session, by), Draft(**wanted), scene, moment)

    return put


def asked(session, proposal):
    return [seat.person for seat in seats_in(session, round_of(session, proposal))]


def names(session, proposal):
    people = {a_person(session, name).number: name for name in NAMES}
    return [people[number] for number in asked(session, proposal)]


@pytest.fixture
def forum(session, now):
    """A forum of Ben's in the channel, with Cleo as deputy, in New York's zone."""
    a_channel(session)
    ben, cleo, dev = (a_person(session, name) for name in ("ben", "cleo", "dev"))
    rhythm = Rhythm("FREQ=WEEKLY;BYDAY=TU", date(2026, 11, 24), time(10), "America/New_York")
    plan = Plan(OPS, rhythm, ben.number, (ben.number, dev.number), deputy=cleo.number)
    return start(session, ben, plan, "view:F", now).forum


def test_it_asks_at_once(session, put_out):
    made = put_out()

    assert made.is_new
    assert (made.proposal.label, made.proposal.state) == ("P-1", State.ASKING)
    assert text_of(session, made.proposal) == WHAT


def test_its_post_and_a_question_to_each_are_promised_to_the_proposer_as_well(session, put_out):
    put_out()

    people = {("stance.asked", f"U{name.upper()}") for name in NAMES}
    assert to_be_said(session) == {("proposal.post", OPS)} | people


def test_a_proposer_who_did_not_pick_themselves_is_asked_all_the_same(session, put_out):
    made = put_out(people=(a_person(session, "ben").number, a_person(session, "dev").number))

    assert set(names(session, made.proposal)) == {"ada", "ben", "dev"}


def test_a_round_takes_five_working_days_unless_said_otherwise(session, put_out):
    assert round_of(session, put_out().proposal).closes_at == FIVE_DAYS


def test_a_day_means_the_end_of_its_afternoon(session, put_out):
    closes = round_of(session, put_out(until=date(2026, 11, 26)).proposal).closes_at

    assert closes == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def test_an_hour_is_kept(session, put_out):
    made = put_out(until=date(2026, 11, 26), at=time(9, 30))

    assert round_of(session, made.proposal).closes_at.astimezone(UTC).time() == time(8, 30)


def test_without_a_forum_the_proposer_leads(session, put_out):
    proposal = put_out("ben").proposal

    assert proposal.facilitator == proposal.proposer == a_person(session, "ben").number


def test_in_a_forum_its_people_lead_and_its_members_are_asked(session, forum, put_out):
    proposal = put_out(people=()).proposal

    leads = (a_person(session, "ben").number, a_person(session, "cleo").number)
    assert (proposal.facilitator, proposal.deputy, proposal.forum) == (*leads, forum.number)
    assert set(names(session, proposal)) == {"ada", "ben", "dev"}


def test_in_a_forum_the_round_closes_by_its_clock(session, forum, put_out, now):
    closes = round_of(session, put_out().proposal).closes_at

    assert closes == datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    assert default_close(session, a_person(session, "ada"), OPS, now) == closes


def test_who_is_asked_is_prefilled_from_the_forum(session, forum):
    assert {each.name for each in asked_by_default(session, TEAM, OPS)} == {"Ben Okafor", "Dev Rao"}


def test_leaders_of_affected_areas_are_asked_as_well(session, put_out):
    area = areas_of(session, TEAM)[0]
    area.leader = a_person(session, "dev").number
    session.flush()

    made = put_out(people=(a_person(session, "ben").number,), areas=(area.number,))

    assert "dev" in names(session, made.proposal)


def test_seniors_come_last_around_the_table(session, put_out, now):
    area = areas_of(session, TEAM)[0]
    area.leader, area.sponsor = a_person(session, "ada").number, a_person(session, "ben").number
    appoint_cco(session, a_person(session, "cleo"), now)
    session.flush()

    assert names(session, put_out(is_around=True).proposal) == ["dev", "ada", "ben", "cleo"]


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_guests_bots_strangers_and_who_left_are_refused_by_name(session, put_out, name):
    person = a_person(session, name)

    with pytest.raises(CannotBeAsked) as refused:
        put_out(people=(person.number,))

    assert refused.value.facts["who"] == person.called


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        ({"what": " \u200b"}, WhatMissing),
        ({"what": "x" * 3001}, TooLong),
        ({"seat_hours": 0}, SeatHoursOff),
        ({"until": date(2026, 11, 23)}, UntilPassed),
        ({"until": date(2027, 4, 1)}, UntilTooFar),
        ({"people": ()}, NobodyAsked),
        ({"people": tuple(range(1, 203))}, TooManyAsked),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(put_out, draft, refusal):
    with pytest.raises(refusal):
        put_out(**draft)


def test_a_guest_puts_nothing_out(put_out):
    with pytest.raises(CannotPropose):
        put_out("gus")


def test_the_same_form_sent_twice_makes_one(session, put_out):
    first, second = put_out(scene=FORM), put_out(scene=FORM, what="Something else")

    assert second.proposal is first.proposal
    assert not second.is_new
    assert session.exec(select(func.count()).select_from(Proposal)).one() == 1


def test_the_same_words_within_a_minute_are_the_same_proposal(put_out, now):
    first = put_out()

    assert put_out(what=f" {WHAT.upper()}").proposal is first.proposal
    assert put_out(moment=now + timedelta(seconds=61)).proposal.number == 2


def test_on_purpose_the_same_words_make_another(put_out):
    put_out()

    assert put_out(scene=replace(PUBLIC_SCENE, again=True)).is_new


def test_a_draft_is_said_to_nobody(session, put_out):
    proposal = put_out(is_draft=True).proposal

    assert (proposal.state, proposal.round) == (State.DRAFT, 0)
    assert to_be_said(session) == set()


@pytest.mark.parametrize("posting", [Posting.KEPT, Posting.EXTERNAL, Posting.GONE])
def test_where_nothing_may_be_posted_only_the_people_are_asked(session, posting):
    a_channel(session)
    a_channel(session, "CELSE", is_external=True, is_archived=posting is Posting.GONE)
    Round(session, scene=replace(PUBLIC_SCENE, channel_id="CELSE", posting=posting))

    assert {kind for kind, _ in to_be_said(session)} == {"stance.asked"}


def test_words_of_people_are_only_where_words_are(session, put_out):
    put_out()

    assert [row.text for row in session.exec(select(Words))] == [WHAT]
