"""A draft: kept, edited by its proposer alone, and put out as it was kept last."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.areas import areas_of
from bot.domain.proposals.finding import areas_affected, round_of, seats_in, text_of
from bot.domain.proposals.proposing import Draft, UntilPassed
from bot.domain.proposals.records import State
from bot.domain.proposals.redrafting import NotADraft, open_draft, redraft
from tests.domain.proposals.rounds_of import WHAT, Round
from tests.factories import TEAM, to_be_said

BETTER = "We answer every complaint within a day."
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def one(session):
    return Round(session, is_draft=True, until=THURSDAY)


def asked(one):
    round_ = round_of(one.session, one.proposal)
    return {seat.person for seat in seats_in(one.session, round_)}


def test_it_is_put_out_as_it_was_kept(one):
    one.later(hours=20).act(open_draft, "ada")

    assert one.proposal.state is State.ASKING
    assert asked(one) == {one.number(name) for name in one.asked}
    closes_at = round_of(one.session, one.proposal).closes_at
    assert closes_at == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def test_one_whose_time_has_passed_takes_five_working_days(one):
    one.later(days=7).act(open_draft, "ada")

    closes_at = round_of(one.session, one.proposal).closes_at
    assert closes_at == datetime(2026, 12, 8, 16, 0, tzinfo=UTC)


def test_all_of_it_is_edited_before_anybody_reads_it(one, session):
    area = areas_of(session, TEAM)[0].number
    people = (one.number("ben"), one.number("cleo"))
    draft = Draft(BETTER, people, date(2026, 11, 30), areas=(area,), is_around=True, seat_hours=2)
    one.act(redraft, "ada", draft)
    assert to_be_said(session) == set()

    one.act(open_draft, "ada")

    assert asked(one) == {*people, one.number("ada")}
    assert (text_of(session, one.proposal), one.proposal.version) == (BETTER, 1)
    assert [each.number for each in areas_affected(session, one.proposal)] == [area]
    assert (one.proposal.is_around, one.proposal.seat_hours) == (True, 2)
    assert round_of(session, one.proposal).closes_at.day == 30
    assert one.story()[:2] == ["drafted", "redrafted"]


def test_a_time_that_has_passed_is_asked_about(one):
    with pytest.raises(UntilPassed):
        one.later(days=7).act(redraft, "ada", Draft(BETTER, until=THURSDAY))


def test_only_a_draft_of_ones_own_is_edited_or_put_out(one, session):
    for verb, given in ((open_draft, ()), (redraft, (Draft(BETTER),))):
        with pytest.raises(NotADraft):
            one.act(verb, "ben", *given)
    one.act(open_draft, "ada")

    with pytest.raises(NotADraft):
        one.act(redraft, "ada", Draft(BETTER))
    assert text_of(session, one.proposal) == WHAT
