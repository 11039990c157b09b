"""Who is asked changes in mid-round; and the ways on when not enough were heard."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.domain.history import last_of
from bot.domain.leaving import take_in
from bot.domain.notices import Notice
from bot.domain.proposals.asked import ReasonForChange, change_asked
from bot.domain.proposals.asking import AskedOnceMore, NothingToAsk, ask_unheard_again
from bot.domain.proposals.finding import round_of, seats_in, waiting_for, waiting_here
from bot.domain.proposals.records import NOUN, State
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.seating import CannotBeAsked, NobodyAsked, SpokenAlready
from tests.domain.proposals.rounds_of import NAMES, Round
from tests.factories import CAST, OPS, TEAM, a_person, to_be_said, words_at


def names(one):
    seats = seats_in(one.session, round_of(one.session, one.proposal))
    return {name for name in NAMES if one.number(name) in {seat.person for seat in seats}}


def asks(one, *names, by="ada", why="Dev leads it now"):
    return one.act(change_asked, by, {one.number(name) for name in names}, why)


def test_somebody_is_added_and_asked(session):
    one = Round(session, asked=("ada", "ben"))
    asks(one, "ada", "ben", "dev")

    assert names(one) == {"ada", "ben", "dev"}
    assert ("stance.asked", "UDEV") in to_be_said(session)


def test_the_reason_is_kept_for_all_to_read(session):
    one = Round(session)
    asks(one, "ada", "ben", "cleo")

    last = last_of(session, TEAM, NOUN, 1, one.proposal.revision)
    assert (last.what, words_at(session, last.words)) == ("asked_changed", "Dev leads it now")
    assert (last.facts["taken_off"], last.facts["added"]) == ([one.number("dev")], [])


def test_without_a_reason_nothing_changes(session):
    with pytest.raises(ReasonForChange):
        asks(Round(session), "ada", why=" ")


def test_nobody_who_has_spoken_is_taken_off(session):
    one = Round(session).says("dev", "dissent", "too early")

    with pytest.raises(SpokenAlready) as refused:
        asks(one, "ada", "ben", "cleo")
    assert refused.value.facts["who"] == "Dev Rao"


def test_who_was_taken_off_can_come_back(session):
    one = Round(session)
    asks(one, "ada", "ben", "cleo")
    asks(one, *NAMES)

    assert names(one) == set(NAMES)
    assert one.says("dev", "commit").stance("dev")


def test_the_same_people_are_no_change(session):
    one = Round(session)
    asks(one, *NAMES)

    assert one.story() == ["drafted", "asked"]


@pytest.mark.parametrize(("picked", "refusal"), [((), NobodyAsked), (("gus",), CannotBeAsked)])
def test_who_cannot_be_asked_is_refused(session, picked, refusal):
    one = Round(session)

    with pytest.raises(refusal):
        one.act(change_asked, "ada", {a_person(session, name).number for name in picked}, "why")


def test_only_proposer_and_who_leads_change_it(session):
    with pytest.raises(NotYours):
        asks(Round(session), "ada", by="ben")


def test_fewer_who_are_asked_can_make_what_was_heard_enough(session):
    one = Round(session).all_commit("ada", "ben", "cleo").closes()
    asks(one, "ada", "ben", "cleo")

    assert one.proposal.state is State.HEARD
    assert round_of(session, one.proposal).closed_at is not None


def test_more_who_are_asked_open_the_round_once_more(session):
    one = Round(session, asked=("ada", "ben", "cleo")).all_commit("ada", "ben").closes()
    asks(one, *NAMES)

    assert one.proposal.state is State.ASKING
    assert one.says("dev", "commit").stance("ada").kind == "commit"


def test_when_enough_were_heard_it_is_not_changed(session):
    with pytest.raises(NothingToAsk):
        asks(Round(session).all_commit().closes(), "ada")


def test_the_unheard_are_asked_once_more_for_two_working_days(session):
    one = Round(session).all_commit("ada", "ben").closes()
    round_ = one.act(ask_unheard_again, "ada")

    assert one.proposal.state is State.ASKING
    assert (round_.round, round_.closes_at) == (1, datetime(2026, 11, 26, 16, 0, tzinfo=UTC))
    assert one.stance("ben").kind == "commit"


def test_only_the_unheard_hear_it_again(session, now):
    one = Round(session).all_commit("ada", "ben").closes()
    before = keys(session)
    one.act(ask_unheard_again, "ada")

    new = {key for key in keys(session) - before if key.startswith("ask:")}
    expected = {f"ask:P-1:1:{one.number(name)}:unheard:2026-11-24" for name in ("cleo", "dev")}
    assert new == expected


def keys(session):
    session.flush()
    return set(session.exec(select(Notice.key)))


def test_they_are_asked_once_more_and_not_twice(session):
    one = Round(session).closes()
    one.act(ask_unheard_again, "ada")
    one.closes()

    with pytest.raises(AskedOnceMore):
        one.act(ask_unheard_again, "ada")


def test_what_was_heard_enough_is_not_asked_once_more(session):
    with pytest.raises(NothingToAsk):
        Round(session).all_commit().closes().act(ask_unheard_again, "ada")


def test_who_leaves_drops_out_by_themselves(session):
    one = Round(session).all_commit("ada", "ben", "cleo")
    take_in(session, TEAM, [replace(CAST["dev"], is_deactivated=True)], one.now)

    assert names(one) == {"ada", "ben", "cleo"}
    assert one.story()[-1] == "dropped_out"
    assert one.closes().proposal.state is State.HEARD


def test_the_word_of_who_has_left_stays(session):
    one = Round(session).all_commit()
    take_in(session, TEAM, [replace(CAST["dev"], is_deactivated=True)], one.now)

    assert names(one) == set(NAMES)
    assert one.stance("dev").kind == "commit"


def test_what_waits_for_my_voice(session):
    one = Round(session).says("ben", "commit")

    assert waiting_for(session, a_person(session, "dev")) == [one.proposal]
    assert waiting_here(session, a_person(session, "dev"), OPS) == [one.proposal]
    assert waiting_here(session, a_person(session, "dev"), "CELSE") == []
    assert waiting_for(session, a_person(session, "ben")) == []
