"""Whatever the clock does, each slot of a forum has one row, and nothing stands still or floods."""

from datetime import timedelta
from random import Random

import pytest

from bot.domain.forums.finding import forum_numbered
from bot.domain.sessions.records import Outcome, Step
from tests.conftest import NOON
from tests.domain.sessions.living import FIRST, a_forum, brief, passes, said, sessions
from tests.factories import TEAM

WEEKLY = {"rule": "FREQ=WEEKLY;BYDAY=TU", "anchor_on": FIRST}
SILENCES = [(minutes, 60) for minutes in (1, 30, 300, 2000)] + [(60, 24 * 40), (-60, 24)]


def moments(seed):
    """Yield how the clock reads: onwards after up to forty days, or set back."""
    random, now = Random(seed), NOON
    for _ in range(30):
        least, hours = random.choice(SILENCES)
        back = least < 0
        by = timedelta(minutes=random.randint(1, hours * 60) + (0 if back else least))
        now = now - by if back else now + by
        yield now


@pytest.fixture(params=range(2))
def lived(session, request):
    """A forum that lived through such a clock; how far the clock ever was."""
    a_forum(session, **WEEKLY)
    seen = []
    for now in moments(request.param):
        before = len(said(session))
        passes(session, now)
        seen.append((now, len(said(session)) - before))
    return seen


def test_every_slot_that_has_begun_is_decided_once(session, lived):
    latest = max(now for now, _ in lived)
    ruled = forum_numbered(session, TEAM, 1).rhythm.slots_after(FIRST - timedelta(days=1))
    begun = [slot.slot_on for slot, _ in zip(ruled, range(200), strict=False)]

    decided = [each.slot_on for each in sessions(session)]

    assert decided == begun[: len(decided)]
    assert sessions(session)[-1].starts_at > latest


def test_nothing_stands_still(session, lived):
    for each in sessions(session):
        is_over = each.outcome is not Outcome.AHEAD
        assert is_over == (each.step is Step.CLOSED)
        assert is_over == (each.next_at is None)


def test_however_long_the_silence_little_is_said_at_once(session, lived):
    assert max(count for _, count in lived) <= 4
    assert len(brief(session)) <= 2 * len(lived)
