"""Contracts between areas: both agree, clocks run, and what is late is counted fairly."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.settling import ReasonMissing
from bot.domain.history import is_unbroken, story_of
from bot.domain.hours import Hours
from bot.domain.issues.agreeing import (
    AGREED,
    NOT_AGREED,
    ContractWish,
    NobodyToAgree,
    NoSuchContract,
    NotForYou,
    NotOpenAnyMore,
    TwoAreas,
    WhatIsHanded,
    accept_contract,
    contract_for,
    decline_contract,
    end_contract,
    offer_contract,
)
from bot.domain.issues.board import board_of
from bot.domain.issues.contracts import NOUN, ContractState, Handing
from bot.domain.issues.handing import accept, decline, hand_over
from bot.domain.issues.handings import (
    LATE,
    SaidToday,
    TooLateToUndo,
    counted,
    due_at,
    follow_handings,
    say_how_it_went,
    unsay,
)
from bot.domain.issues.owning import own
from bot.domain.issues.undoing import undo
from bot.domain.lines import Line
from bot.domain.roles import appoint_cco
from bot.domain.scenes import Scene
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, TEAM, a_person, an_issue, to_be_said

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHAT = "a signed scope"


@pytest.fixture
def areas(session):
    """Ada leads the first area and Ben the second; Cleo works in the first, Dev in the second."""
    found = areas_of(session, TEAM)[:2]
    for area, leader, member in zip(found, ("ada", "ben"), ("cleo", "dev"), strict=True):
        for name in (leader, member):
            join_area(session, a_person(session, name), area.number)
        area.leader = a_person(session, leader).number
    session.flush()
    return found


def a_wish(areas, within=18, **more):
    wanted = {"giver": areas[0].number, "receiver": areas[1].number, "what": WHAT}
    return ContractWish(within_hours=within, **wanted | more)


def offered(session, areas, by="ada", scene=PUBLIC_SCENE, **more):
    return offer_contract(session, a_person(session, by), a_wish(areas, **more), scene, NOON)


def agreed(session, areas, **more):
    contract = offered(session, areas, **more)
    return accept_contract(session, contract, a_person(session, "ben"), NOON)


def handed(session, to="dev"):
    """An issue of Cleo's that somebody is asked to take."""
    cleo = a_person(session, "cleo")
    issue = own(session, an_issue(session), cleo, NOON)
    return hand_over(session, issue, cleo, a_person(session, to), NOON)


def told(session, kind):
    lines = session.exec(select(Line).where(Line.kind == kind)).all()
    return sorted(line.listing for line in lines)


def digests(session, *names):
    return sorted(f"digest:{a_person(session, name).number}" for name in names)


def test_it_holds_once_both_leaders_have_said_yes(session, areas):
    contract = offered(session, areas, by="dev")
    assert to_be_said(session) == {("contract.offer", "UADA"), ("contract.offer", "UBEN")}

    accept_contract(session, contract, a_person(session, "ada"), NOON)
    assert contract.state is ContractState.OFFERED
    accept_contract(session, contract, a_person(session, "ben"), NOON)

    assert contract.state is ContractState.ACTIVE
    assert told(session, AGREED) == digests(session, "ada", "dev")
    assert is_unbroken(story_of(session, TEAM, NOUN, contract.number))


def test_a_leader_who_offers_it_has_agreed_by_that(session, areas):
    contract = offered(session, areas, by="ada")

    assert (contract.giver_yes, contract.receiver_yes) == (areas[0].leader, None)
    assert to_be_said(session) == {("contract.offer", "UBEN")}


def test_declining_needs_a_reason_and_ends_it(session, areas):
    contract, ben = offered(session, areas), a_person(session, "ben")
    with pytest.raises(ReasonMissing):
        decline_contract(session, contract, ben, " ", NOON)

    decline_contract(session, contract, ben, "three days would do", NOON)

    assert contract.state is ContractState.DECLINED
    assert told(session, NOT_AGREED) == digests(session, "ada")
    with pytest.raises(NotOpenAnyMore):
        accept_contract(session, contract, ben, NOON)


def test_nobody_else_answers_or_ends_it(session, areas):
    contract = offered(session, areas)
    for act in (accept_contract, end_contract):
        with pytest.raises(NotForYou) as refused:
            act(session, contract, a_person(session, "dev"), NOON)
        assert "Ben Okafor" in refused.value.facts["who"]

    assert end_contract(session, contract, a_person(session, "ben"), NOON).state == "ended"


def test_without_a_leader_the_cco_agrees_and_without_both_nobody_can(session, areas):
    areas[1].leader = None
    session.flush()
    with pytest.raises(NobodyToAgree):
        offered(session, areas)

    appoint_cco(session, a_person(session, "dev"), NOON)
    contract = offered(session, areas)
    accept_contract(session, contract, a_person(session, "dev"), NOON)
    assert contract.state is ContractState.ACTIVE


def test_a_contract_is_between_two_areas_and_says_what(areas):
    with pytest.raises(TwoAreas):
        a_wish(areas, receiver=areas[0].number)
    with pytest.raises(WhatIsHanded):
        a_wish(areas, what=" ")


def test_what_was_offered_in_private_is_found_by_those_on_it(session, areas):
    contract = offered(session, areas, scene=Scene(channel_id="CX"))

    assert contract_for(session, a_person(session, "ben"), contract.number) is contract
    with pytest.raises(NoSuchContract):
        contract_for(session, a_person(session, "dev"), contract.number)


def test_one_form_makes_one_contract(session, areas):
    scene = Scene(origin="view:V1", is_private=False)

    assert offered(session, areas, scene=scene) is offered(session, areas, scene=scene)


@pytest.mark.parametrize(("within", "hours"), [(2, 2), (9, 24), (18, 48), (27, 72)])
def test_nine_working_hours_are_a_working_day(within, hours):
    zone = NOON.tzinfo

    assert due_at(Hours(zone), NOON - 4 * HOUR, within) == NOON - 4 * HOUR + hours * HOUR


def test_taken_in_time_it_is_kept(session, areas):
    contract = agreed(session, areas)
    accept(session, handed(session), a_person(session, "dev"), NOON + DAY)

    assert counted(session, contract, NOON + DAY) == (1, 0)


def test_taken_late_it_is_broken(session, areas):
    contract = agreed(session, areas)
    accept(session, handed(session), a_person(session, "dev"), NOON + 3 * DAY)

    assert counted(session, contract, NOON + 3 * DAY) == (0, 1)


def test_the_giver_hears_first_and_a_working_day_later_it_counts(session, areas):
    contract = agreed(session, areas)
    handed(session)
    late = NOON + 2 * DAY + HOUR  # Thursday evening, by two working days of the receiver.

    assert follow_handings(session, late) == 0
    assert told(session, LATE) == digests(session, "ada", "cleo")
    assert counted(session, contract, late) == (0, 0)
    assert follow_handings(session, late + DAY - 2 * HOUR) == 0  # Friday, before it ends.

    assert (follow_handings(session, late + 2 * DAY), contract.broken) == (1, 1)


def test_what_is_refused_is_measured_no_more(session, areas):
    contract = agreed(session, areas)
    decline(session, handed(session), a_person(session, "dev"), "not ours", NOON + DAY)

    assert follow_handings(session, NOON + 9 * DAY) == 0
    assert counted(session, contract, NOON + 9 * DAY) == (0, 0)
    assert session.exec(select(Handing)).all() == []


def test_a_yes_that_is_undone_counts_no_more_and_the_clock_runs_on(session, areas):
    contract, dev = agreed(session, areas), a_person(session, "dev")
    issue = accept(session, handed(session), dev, NOON + DAY)
    undo(session, issue, dev, issue.revision, NOON + DAY)

    assert counted(session, contract, NOON + DAY) == (0, 0)
    accept(session, issue, dev, NOON + 3 * DAY)
    assert counted(session, contract, NOON + 3 * DAY) == (0, 1)


def test_a_no_that_is_undone_is_measured_from_when_they_were_asked(session, areas):
    contract, dev = agreed(session, areas), a_person(session, "dev")
    issue = decline(session, handed(session), dev, "not ours", NOON + 2 * DAY)
    undo(session, issue, dev, issue.revision, NOON + 2 * DAY)

    accept(session, issue, dev, NOON + 3 * DAY)
    assert counted(session, contract, NOON + 3 * DAY) == (0, 1)


@pytest.mark.parametrize("to", ["ada", "gus"])
def test_within_an_area_or_to_nobodys_no_clock_runs(session, areas, to):
    agreed(session, areas)
    if to == "ada":
        handed(session, to)

    assert session.exec(select(Handing)).all() == []


def test_people_of_both_areas_say_how_it_went_once_a_day_each(session, areas):
    contract = agreed(session, areas)
    for name in ("cleo", "dev"):
        say_how_it_went(session, contract, a_person(session, name), NOON, in_time=True)
    with pytest.raises(SaidToday):
        say_how_it_went(session, contract, a_person(session, "dev"), NOON, in_time=False)

    assert counted(session, contract, NOON) == (2, 0)


def test_nobody_of_another_area_says_how_it_went(session, areas):
    contract = agreed(session, areas)

    with pytest.raises(NotForYou):
        say_how_it_went(session, contract, a_person(session, "gus"), NOON, in_time=True)


def test_said_late_it_counts_for_others_after_a_day(session, areas):
    contract = agreed(session, areas)
    say_how_it_went(session, contract, a_person(session, "dev"), NOON, in_time=False)

    assert told(session, LATE) == digests(session, "ada")
    assert counted(session, contract, NOON) == (0, 0)
    assert counted(session, contract, NOON + DAY + HOUR) == (0, 1)


def test_a_word_is_taken_back_within_ten_minutes(session, areas):
    contract, dev = agreed(session, areas), a_person(session, "dev")
    said = say_how_it_went(session, contract, dev, NOON, in_time=True)
    with pytest.raises(TooLateToUndo):
        unsay(session, dev, said.id, NOON + HOUR)

    unsay(session, dev, said.id, NOON)

    assert counted(session, contract, NOON) == (0, 0)


def test_the_board_shows_numbers_by_area_in_alphabetical_order(session, areas):
    contract = agreed(session, areas)
    say_how_it_went(session, contract, a_person(session, "dev"), NOON, in_time=True)
    own(session, an_issue(session, now=NOON), a_person(session, "cleo"), NOON)
    an_issue(session, what="the other one", area=areas[1].number)

    rows = board_of(session, TEAM, a_person(session, "dev"), NOON + DAY).rows

    assert [row.area.name for row in rows] == sorted(row.area.name for row in rows)
    first, second = rows[:2]
    assert (first.open, first.unowned, first.handed_in_time, first.stands_at) == (1, 0, 1, "owned")
    assert (second.open, second.unowned, second.stands_at) == (1, 1, "new")
