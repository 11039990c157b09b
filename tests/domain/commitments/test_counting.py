"""Counts end where they stop to matter, and take their conditions together."""

import pytest
from sqlalchemy import and_
from sqlmodel import col

from bot.database import apart_from, counted_to
from bot.domain.commitments.records import Commitment
from bot.domain.scenes import Scene
from tests.factories import TEAM, a_commitment

OURS, OTHERS = "CPRIV", "GELSE"


@pytest.fixture
def private(session, ada):
    """Three commitments of one private channel, two of another."""
    for number, channel in enumerate([OURS] * 3 + [OTHERS] * 2):
        a_commitment(session, what=f"{number}", scene=Scene(channel_id=channel, is_private=True))
    session.flush()


def hidden(*more):
    of = (col(Commitment.team_id) == TEAM, col(Commitment.is_private).is_(True))
    return and_(*of, col(Commitment.state) == "open", *more)


@pytest.mark.parametrize(("most", "counted"), [(9, 5), (5, 5), (4, 5), (1, 2)])
def test_a_count_ends_one_beyond_what_matters(session, private, most, counted):
    assert counted_to(session, most, Commitment.number, [hidden()]) == counted


def test_several_conditions_are_counted_together(session, private):
    sides = [hidden(side) for side in apart_from(Commitment.channel_id, OURS)]

    assert counted_to(session, 9, Commitment.number, sides) == 2
    assert counted_to(session, 1, Commitment.number, sides) == 2
    assert [apart_from(Commitment.channel_id, "")[0].compile().string] == ["true"]
