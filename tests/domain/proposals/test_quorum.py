"""When enough were heard: by share, by number, and by affected area."""

import pytest

from bot.domain.proposals.quorum import heard_enough

FIVE = range(1, 6)


@pytest.mark.parametrize(
    ("asked", "heard", "away", "is_enough"),
    [
        (5, 4, 0, True),  # Four of five are 80 %.
        (5, 3, 0, False),
        (5, 3, 2, True),  # Of those not away, everybody; and three voices.
        (5, 2, 3, False),  # Three voices are the least.
        (10, 8, 0, True),
        (10, 7, 0, False),
        (10, 6, 3, True),  # 80 % of seven are six, rounded up.
        (10, 5, 3, False),
        (4, 3, 0, False),  # 80 % of four are all four.
        (3, 3, 0, True),
        (3, 2, 0, False),
        (2, 2, 0, True),  # Fewer than three are asked: all of them.
        (2, 1, 0, False),
        (2, 1, 1, False),  # Being away does not make two into one.
        (1, 1, 0, True),
        (1, 0, 0, False),
        (0, 0, 0, False),
        (4, 0, 4, False),  # Nobody heard is never enough.
    ],
)
def test_a_share_of_those_not_away_and_at_least_three(asked, heard, away, is_enough):
    people = list(range(asked))
    gone = people[asked - away :]

    assert heard_enough(people, people[:heard], {}, gone).is_enough is is_enough


def test_who_is_away_and_heard_counts_like_everybody():
    quorum = heard_enough(FIVE, [1, 2, 3, 4], {}, [3, 4, 5])

    assert (quorum.heard, quorum.needed, quorum.away) == (4, 4, 1)


def test_every_affected_area_has_to_be_heard():
    quorum = heard_enough(FIVE, [1, 2, 3, 4], {10: [1], 20: [5]}, [])

    assert quorum.missing_areas == (20,)
    assert not quorum.is_enough


def test_one_voice_speaks_for_two_areas():
    assert heard_enough(FIVE, [1, 2, 3, 4], {10: [1], 20: [1]}, []).is_enough


def test_an_area_is_heard_through_its_leader_or_who_covers_for_them():
    assert heard_enough(FIVE, [1, 2, 3, 4], {10: [5, 4]}, []).is_enough


def test_an_area_without_anybody_who_speaks_for_it_is_missing():
    assert heard_enough(FIVE, FIVE, {10: []}, []).missing_areas == (10,)


def test_the_voice_of_somebody_who_is_not_asked_is_no_voice():
    assert heard_enough(FIVE, [6, 7, 8, 9], {10: [6]}, []).heard == 0
