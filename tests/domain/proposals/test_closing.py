"""Closing a round: by hand with a reason, by the clock, on sight; and what it comes to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.areas import areas_of, join_area
from bot.domain.following import follow_channel
from bot.domain.history import last_of
from bot.domain.leaving import take_in
from bot.domain.lines import Line, digest_of
from bot.domain.proposals.asked import change_asked, last_changed
from bot.domain.proposals.asking import EverybodyHeard, ask_unheard_again
from bot.domain.proposals.closing import (
    WITHDRAWN,
    AlreadyEnded,
    NothingToClose,
    WhySoEarly,
    close,
    fresh,
    withdraw,
)
from bot.domain.proposals.finding import last_happened, round_of
from bot.domain.proposals.heard import ALL_HEARD, ROUND_CLOSED, are_all_heard
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.quorum import quorum_of, unheard_areas
from bot.domain.proposals.records import NOUN, State
from bot.domain.proposals.reminding import look_at_rounds
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.taking_back import take_back_stance
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import CAST, OPS, TEAM, a_person, words_at

OVER = timedelta(days=8)


def test_everybody_heard_and_nobody_against_is_heard(session):
    assert Round(session).all_commit().closes().proposal.state is State.HEARD


def test_with_a_dissent_it_is_worked_on(session):
    assert disputed(session).proposal.state is State.WORKING_DISSENT


def test_too_few_voices_are_not_enough(session):
    one = Round(session).all_commit("ada", "ben", "cleo").closes()

    assert one.proposal.state is State.NOT_HEARD


def test_silence_is_no_consent(session):
    assert Round(session).closes().proposal.state is State.NOT_HEARD


@pytest.mark.parametrize("kind", ["condition", "aside"])
def test_a_condition_and_standing_aside_are_heard(session, kind):
    one = Round(session).all_commit("ada", "ben", "cleo").says("dev", kind, "two people more")

    assert one.closes().proposal.state is State.HEARD


def test_it_closes_early_only_with_a_reason(session):
    one = Round(session).all_commit()

    with pytest.raises(WhySoEarly):
        one.closes(" ")


def test_the_reason_is_kept_with_the_round(session):
    round_ = round_of(session, Round(session).closes("Acme waits").proposal)

    assert words_at(session, round_.close_reason) == "Acme waits"
    assert round_.closed_by is not None


def test_after_its_time_anybody_who_may_closes_it_without_one(session):
    one = Round(session).all_commit().later(days=8).closes("")

    assert one.proposal.state is State.HEARD


@pytest.mark.parametrize("name", ["ada", "cleo"])
def test_proposer_and_cco_close_it(session, name):
    one = Round(session, cco="cleo")

    assert one.act(close, name, "Acme waits").state is State.NOT_HEARD


def test_somebody_else_does_not_and_is_told_who_can(session):
    one = Round(session, cco="cleo")

    with pytest.raises(NotYours) as refused:
        one.act(close, "ben", "Acme waits")

    assert refused.value.facts["who"] == "Ada Lind or Cleo Marsh"


def test_closed_stays_closed(session):
    one = Round(session).all_commit().closes()

    with pytest.raises(NothingToClose):
        one.closes()


def test_the_clock_closes_it(session):
    one = Round(session).all_commit().later(days=8)

    assert look_at_rounds(session, one.now) == 1
    assert look_at_rounds(session, one.now) == 0
    assert one.proposal.state is State.HEARD
    assert round_of(session, one.proposal).closed_by is None


def test_whoever_looks_at_a_round_whose_time_is_over_sees_it_closed(session, now):
    Round(session).all_commit()

    seen = proposal_for(session, a_person(session, "ben"), 1, now + OVER)

    assert seen.state is State.HEARD


def test_looking_without_the_lock_changes_nothing(session, now):
    Round(session)

    seen = proposal_for(session, a_person(session, "ben"), 1, now + OVER, lock=False)

    assert seen.state is State.ASKING


def test_looking_in_time_closes_nothing(session, now):
    one = Round(session)

    assert fresh(session, one.proposal, now).state is State.ASKING


def test_an_affected_area_has_to_be_heard(session):
    area = areas_of(session, TEAM)[0]
    area.leader = a_person(session, "olga").number
    join_area(session, a_person(session, "dev"), area.number)
    one = Round(session, areas=(area.number,), asked=("ada", "ben", "cleo", "dev"))
    one.all_commit("ada", "ben", "cleo")

    quorum = quorum_of(session, one.proposal, round_of(session, one.proposal), one.now)
    assert quorum.missing_areas == (area.number,)
    where = (session, one.proposal, round_of(session, one.proposal), one.now)
    assert unheard_areas(*where) == [(area, True)]
    one.says("dev", "aside")
    assert unheard_areas(*where) == []


def test_an_area_for_which_nobody_who_is_asked_speaks_is_told_apart(session):
    area = areas_of(session, TEAM)[0]
    one = Round(session, areas=(area.number,)).all_commit().closes()

    round_ = round_of(session, one.proposal)
    assert unheard_areas(session, one.proposal, round_, one.now) == [(area, False)]
    assert one.proposal.state is State.NOT_HEARD
    with pytest.raises(EverybodyHeard):
        one.act(ask_unheard_again, "ada")


def test_what_it_came_to_is_in_the_history_without_words(session):
    one = Round(session).all_commit("ada", "ben", "cleo").closes()

    last = last_of(session, TEAM, NOUN, 1, one.proposal.revision)
    told = {name: last.facts[name] for name in ("heard", "needed", "asked", "missing_areas")}
    assert told == {"heard": 3, "needed": 4, "asked": 4, "missing_areas": []}


def test_who_leads_finds_it_in_their_digest_when_the_clock_closed_it(session):
    one = Round(session).later(days=8)
    look_at_rounds(session, one.now)

    listings = session.exec(select(Line.listing).where(Line.kind == ROUND_CLOSED)).all()
    assert listings == [digest_of(one.number("ada"))]


def heard_lines(session):
    session.flush()
    return set(session.exec(select(Line.listing).where(Line.kind == ALL_HEARD)).all())


def test_once_all_are_heard_who_leads_reads_so_in_their_digest(session):
    one = Round(session).all_commit("ada", "ben", "cleo")
    assert heard_lines(session) == set()
    one.says("dev", "dissent", "too early")

    assert heard_lines(session) == {digest_of(one.number("ada"))}
    assert are_all_heard(session, one.proposal, 1, one.now)
    one.act(take_back_stance, "dev")
    assert not are_all_heard(session, one.proposal, 1, one.now)


def test_who_spoke_last_has_seen_it_and_who_leads_hears_when_the_last_is_taken_off(session):
    Round(session).all_commit("ben", "cleo", "dev", "ada")
    assert heard_lines(session) == set()

    one = Round(session, what="Another.", cco="dev").all_commit("ada", "ben", "cleo")
    numbers = {one.number(name) for name in ("ada", "ben", "cleo")}
    one.act(change_asked, "dev", numbers, "Dev is CCO now")

    assert heard_lines(session) == {digest_of(one.number("ada"))}


def test_who_closed_it_is_not_told_so(session):
    Round(session).closes()

    assert session.exec(select(Line).where(Line.kind == ROUND_CLOSED)).all() == []


@pytest.mark.parametrize("closed", [False, True])
def test_it_is_taken_back_by_its_proposer(session, closed):
    one = disputed(session, closed=closed)
    one.act(withdraw, "ada", "Acme has left")

    assert one.proposal.state is State.WITHDRAWN
    assert one.proposal.ended_at == one.now
    assert round_of(session, one.proposal).closed_at is not None


def test_nobody_else_takes_it_back(session):
    with pytest.raises(NotYours):
        Round(session, cco="cleo").act(withdraw, "cleo", "")


def test_what_somebody_who_left_put_out_is_taken_back_by_who_leads(session):
    one = Round(session, cco="cleo")
    take_in(session, TEAM, [replace(CAST["ada"], is_deactivated=True)], one.now)

    assert one.act(withdraw, "cleo", "").state is State.WITHDRAWN


def test_it_follows_its_channel_to_another_id(session):
    one = Round(session)
    follow_channel(session, TEAM, OPS, "CNEW")
    session.refresh(one.proposal)

    assert one.proposal.channel_id == "CNEW"


def test_what_has_ended_is_not_taken_back(session):
    one = Round(session)
    one.act(withdraw, "ada", "")

    with pytest.raises(AlreadyEnded):
        one.act(withdraw, "ada", "")


def test_why_it_closed_early_was_changed_or_is_no_more_is_there_to_be_read(session):
    one = Round(session)
    one.act(change_asked, "ada", {one.number(name) for name in ("ada", "ben")}, "Dev is away")
    one.closes("Acme waits")
    round_ = round_of(session, one.proposal)
    assert words_at(session, round_.close_reason) == "Acme waits"
    assert words_at(session, last_changed(session, one.proposal, round_).words) == "Dev is away"

    one.act(withdraw, "ada", "not now")

    gone = last_happened(session, one.proposal, WITHDRAWN)
    assert (words_at(session, gone.words), gone.person) == ("not now", one.number("ada"))
