"""The outcome: what the facts allow, who writes it, and what comes of it."""

from datetime import date, timedelta

import pytest

from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.proposals.amending import ask_again
from bot.domain.proposals.dissents import (
    accept_as_risk,
    maintain,
    offer_alternative,
    resolve,
    say_unseen,
)
from bot.domain.proposals.opening import demand_form
from bot.domain.proposals.outcomes import (
    AskAgainFirst,
    GuardUnanswered,
    NotHeardEnough,
    NotPossible,
    NotTheProposerAlone,
    NotYetDecided,
    Outcome,
    OutcomeBefore,
    ReviewInThePast,
    TooManyLines,
    answer_guard,
    record_outcome,
)
from bot.domain.proposals.possible import (
    YES,
    needs_guard,
    open_conditions,
    outcome_facts,
    possible_outcomes,
)
from bot.domain.proposals.records import State
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.said import SayWhat
from bot.domain.roles import appoint_cco
from bot.domain.unfinished import FormKind, all_unfinished
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import TEAM, to_be_said, words_at

NO = State.NOT_ALIGNED


@pytest.fixture
def write(session):
    """Write an outcome as one of the cast, with a form of its own."""

    def record(one, name, state, *, origin="view:V1", **more):
        outcome = Outcome(state, "We do it from December on", **more)
        return one.act(record_outcome, name, outcome, origin)

    return record


def agreed(session, **more):
    """Return a round in which all committed, and one of them gave a thought to it."""
    one = Round(session, **more).all_commit()
    one.act(say_unseen, "cleo", "December is full")
    return one.closes()


def test_an_outcome_is_written_by_a_person_with_a_review_in_ninety_days(session, write):
    one = agreed(session)

    write(one, "ada", State.ALIGNED)

    proposal = one.proposal
    assert (proposal.state, proposal.outcome_by) == (State.ALIGNED, one.number("ada"))
    assert words_at(session, proposal.outcome) == "We do it from December on"
    assert proposal.review_on == date(2027, 2, 22)
    assert ("outcome", "COPS") in to_be_said(session)
    assert one.story()[-1] == "outcome"


def test_another_review_date_is_in_the_days_to_come(session, write):
    one = agreed(session)
    with pytest.raises(ReviewInThePast):
        write(one, "ada", State.ALIGNED, review_on=one.now.date())

    write(one, "ada", State.ALIGNED, review_on=date(2027, 1, 15))

    assert one.proposal.review_on == date(2027, 1, 15)


def test_only_who_leads_writes_the_outcome(session, write):
    one = agreed(session, cco="dev")

    with pytest.raises(NotYours):
        write(one, "ben", State.ALIGNED)

    write(one, "dev", State.ALIGNED)
    assert one.proposal.outcome_by == one.number("dev")


def test_the_same_form_writes_it_once_and_another_form_not_at_all(session, write):
    one = agreed(session)
    first = write(one, "ada", State.ALIGNED, promises="@me call Acme by friday")

    assert write(one, "ada", State.ALIGNED, promises="@me call Acme by friday") == first
    with pytest.raises(OutcomeBefore):
        write(one, "ada", NO, origin="view:V2")


def test_lines_become_commitments_linked_to_the_proposal(session, write):
    one = agreed(session)
    lines = "- <@UBEN> hire two people by 15 January\n* call every customer by friday\n\n<@UROBO> x"

    recorded = write(one, "ada", State.ALIGNED, promises=lines)

    made = [session.get_one(Commitment, (TEAM, number)) for number in recorded.made]
    assert [(each.state, each.linked_to) for each in made] == [
        (Stage.OFFERED, "P-1"),
        (Stage.OPEN, "P-1"),
    ]
    kept = all_unfinished(session, one.people["ada"], one.now)
    assert [each.number for each in kept] == recorded.unread
    assert len(recorded.unread) == 1


def test_thirty_lines_are_enough(session):
    with pytest.raises(TooManyLines):
        Outcome(State.ALIGNED, "Yes", promises="call Acme by friday\n" * 31)


def test_an_outcome_without_words_is_none():
    with pytest.raises(SayWhat):
        Outcome(State.ALIGNED, " ")


def test_nothing_is_decided_while_people_are_asked(session, write):
    with pytest.raises(NotYetDecided):
        write(Round(session).all_commit(), "ada", State.ALIGNED)


def test_without_enough_voices_nothing_is_decided(session, write):
    one = Round(session).all_commit("ada").closes()

    for state in (*YES, NO):
        with pytest.raises(NotHeardEnough):
            write(one, "ada", state)
    with pytest.raises(NotHeardEnough):  # Said at once: a form without any choice cannot be shown.
        demand_form(session, one.proposal, one.people["ada"], FormKind.OUTCOME, 0, one.now)


def test_an_open_dissent_leaves_no_yes(session, write):
    one = disputed(session, cco="dev")

    for state in YES:
        with pytest.raises(NotPossible):
            write(one, "dev", state)
    write(one, "dev", NO)
    assert one.proposal.state is NO


def test_while_a_dissent_stands_the_proposer_alone_writes_nothing(session, write):
    one = disputed(session, cco="dev")
    one.act(maintain, "ben")
    with pytest.raises(NotTheProposerAlone) as refused:
        write(one, "ada", State.ALIGNED_WITH_DISSENT)

    assert refused.value.facts["who"] == "Dev Rao"
    write(one, "dev", State.ALIGNED_WITH_DISSENT)
    assert one.proposal.state is State.ALIGNED_WITH_DISSENT


def test_where_nobody_else_leads_the_dissenter_may_write_it(session, write):
    one = disputed(session)
    one.act(maintain, "ben")
    with pytest.raises(NotTheProposerAlone):
        write(one, "ada", State.ALIGNED_WITH_DISSENT)
    with pytest.raises(NotYours):
        write(one, "cleo", State.ALIGNED_WITH_DISSENT)

    write(one, "ben", State.ALIGNED_WITH_DISSENT)


def test_a_risk_that_somebody_carries_is_a_dissent_on_record(session, write):
    one = disputed(session, cco="dev")
    one.act(accept_as_risk, "dev", one.number("ben"), one.people["cleo"])

    with pytest.raises(NotPossible):
        write(one, "dev", State.ALIGNED)
    write(one, "dev", State.ALIGNED_WITH_DISSENT)


def test_a_dissent_that_was_resolved_asks_again_before_a_yes(session, write):
    one = disputed(session, cco="dev")
    one.act(offer_alternative, "ada", one.number("ben"), "with two more people")
    one.act(resolve, "ben")

    with pytest.raises(AskAgainFirst):
        write(one, "dev", State.ALIGNED)


def test_an_open_condition_makes_the_only_yes_one_with_conditions(session, write):
    one = Round(session).says("ben", "condition", "Sales lends us two people by friday")
    one.all_commit("ada", "cleo", "dev").closes()

    assert [each.stance.person for each in open_conditions(session, one.proposal)] == [
        one.number("ben")
    ]
    with pytest.raises(NotPossible):
        write(one, "ada", State.ALIGNED)
    write(one, "ada", State.ALIGNED_WITH_CONDITIONS)


def test_a_dissent_of_an_earlier_round_stands_while_its_writer_is_silent(session):
    one = disputed(session, asked=("ada", "ben", "cleo", "dev"))
    one.act(maintain, "ben")
    one.act(ask_again, "ada")
    one.all_commit("ada", "cleo", "dev").later(days=8).closes("")

    facts = outcome_facts(session, one.proposal, one.now)
    assert (facts.recorded, facts.state) == (1, one.proposal.state)
    assert State.ALIGNED not in possible_outcomes(facts)


def test_an_easy_yes_is_not_written_before_one_question_is_answered(session, write):
    one = Round(session).all_commit().closes()
    assert needs_guard(session, one.proposal, one.now)
    with pytest.raises(GuardUnanswered) as refused:
        write(one, "ada", State.ALIGNED)
    assert refused.value.field == "unseen"

    write(one, "ada", State.ALIGNED, unseen="What it costs in December")

    assert words_at(session, one.proposal.guard_answer) == "What it costs in December"
    assert one.proposal.state is State.ALIGNED


def test_the_question_can_be_answered_before_the_form(session, write):
    one = Round(session).all_commit().closes()

    one.act(answer_guard, "ada", "What it costs in December")

    assert not needs_guard(session, one.proposal, one.now)
    write(one, "ada", State.ALIGNED)


def test_a_no_is_never_too_easy(session, write):
    one = Round(session).all_commit().closes()

    write(one, "ada", NO)


@pytest.mark.parametrize("minutes", [11, 600])
def test_a_yes_that_took_its_time_asks_nothing_more(session, minutes):
    one = Round(session).all_commit("ada", "ben", "cleo").later(minutes=minutes)
    one.all_commit("dev").closes()

    assert not needs_guard(session, one.proposal, one.now)


def test_one_reason_anywhere_is_enough(session):
    assert not needs_guard(session, agreed(session).proposal, Round(session).now)


def test_a_cco_named_since_can_write_it(session, write):
    one = disputed(session)
    one.act(maintain, "ben")
    appoint_cco(session, one.people["cleo"], one.now)

    write(one, "cleo", State.ALIGNED_WITH_DISSENT)
    assert one.proposal.ended_at - one.now == timedelta(0)
