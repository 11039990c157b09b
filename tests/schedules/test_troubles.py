"""Lost answers: after three in a row one post at a time is tried, until one is answered."""

import pytest

from bot.domain.notices import Allowance, Notice, NotSent, Pace, Sent, Step, Unknown
from schedules.troubles import Troubles

POST = Notice(team_id="T1")
UPDATE = Notice(team_id="T1", ts="1.1")


@pytest.fixture
def troubles():
    troubles = Troubles(Pace())
    for _ in range(3):
        troubles.ended(POST, Unknown(), at=0)
    return troubles


def posts_at(troubles, at):
    """How many posts may begin, of the two hundred that Slack would allow."""
    allowance = troubles.lessen(Allowance({Step.POST: 200}, {}, {Step.POST: 30}), at)
    return sum(allowance.take("T1", Step.POST, is_answer=False) for _ in range(200))


def test_after_three_lost_answers_nothing_is_posted_for_a_moment(troubles):
    assert posts_at(troubles, at=0.1) == 0


def test_then_one_post_is_tried_whoever_waits_for_it(troubles):
    assert posts_at(troubles, at=2) == 1


def test_while_that_one_is_tried_no_other_is(troubles):
    troubles.begun(POST, at=2)

    assert posts_at(troubles, at=2.1) == 0


def test_the_longer_it_lasts_the_more_seldom_it_is_tried(troubles):
    for _ in range(6):
        troubles.ended(POST, Unknown(), at=0)

    assert (posts_at(troubles, at=20), posts_at(troubles, at=40)) == (0, 1)


@pytest.mark.parametrize("outcome", [Sent(), NotSent()])
def test_one_answer_ends_it(troubles, outcome):
    troubles.ended(POST, outcome, at=1)

    assert posts_at(troubles, at=1) == 170


def test_what_can_be_done_twice_does_not_count(troubles):
    troubles.ended(POST, Sent(), at=1)
    for _ in range(3):
        troubles.ended(UPDATE, Unknown(), at=1)

    assert posts_at(troubles, at=1) == 170


def test_other_workspaces_go_on(troubles):
    allowance = troubles.lessen(Allowance({Step.POST: 200}, {}), at=0)

    assert allowance.take("T2", Step.POST)
