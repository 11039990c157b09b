"""What a proposal can come to: a yes only as large as what people have said."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.proposals.possible import YES, Facts, possible_outcomes
from bot.domain.proposals.records import State

NO = State.NOT_ALIGNED
HEARD = {"state": State.HEARD, "commits": 3}


@pytest.mark.parametrize(
    ("facts", "possible"),
    [
        (HEARD, {NO, State.ALIGNED}),
        (HEARD | {"commits": 0}, {NO}),
        (HEARD | {"unsettled": 1}, {NO}),
        (HEARD | {"fallen": 1}, {NO}),
        (HEARD | {"is_answered_since": True}, {NO}),
        (HEARD | {"recorded": 1}, {NO, State.ALIGNED_WITH_DISSENT}),
        (HEARD | {"conditions": 1}, {NO, State.ALIGNED_WITH_CONDITIONS}),
        (HEARD | {"conditions": 1, "recorded": 1}, {NO, State.ALIGNED_WITH_CONDITIONS}),
        (HEARD | {"conditions": 1, "unsettled": 1}, {NO}),
        (HEARD | {"state": State.WORKING_DISSENT}, {NO, State.ALIGNED}),
        (HEARD | {"state": State.NOT_HEARD}, set()),
        (HEARD | {"state": State.ASKING}, set()),
        (HEARD | {"state": State.DRAFT}, set()),
        (HEARD | {"state": State.WITHDRAWN}, set()),
    ],
)
def test_an_outcome_follows_from_the_facts(facts, possible):
    assert possible_outcomes(Facts(**facts)) == possible


SOME = some.integers(0, 3)


@given(some.builds(Facts, some.sampled_from(State), SOME, SOME, SOME, some.booleans(), SOME, SOME))
def test_a_whole_yes_never_hides_anything(facts):
    possible = possible_outcomes(facts)

    assert len(possible & YES) <= 1
    if State.ALIGNED in possible:
        hidden = (facts.unsettled, facts.recorded, facts.conditions, facts.fallen)
        assert (hidden, facts.is_answered_since) == ((0, 0, 0, 0), False)
        assert facts.commits
        assert facts.state in {State.HEARD, State.WORKING_DISSENT}
