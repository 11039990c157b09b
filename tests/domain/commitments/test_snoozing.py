"""Snoozing: quiet until a working day, by the owner alone, and not for ever where others wait."""

from datetime import date, timedelta

import pytest

from bot.domain.commitments.finding import told
from bot.domain.commitments.moving import move
from bot.domain.commitments.records import Rung
from bot.domain.commitments.rights import NotYours
from bot.domain.commitments.settling import NotAccepted, NotOpen, keep
from bot.domain.commitments.snoozing import (
    SnoozeDayMissing,
    SnoozeTooLong,
    SomebodyWaits,
    snooze,
    snooze_for,
)
from bot.domain.commitments.undoing import undo
from tests.factories import FRIDAY, a_commitment, a_person, what_happened

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("days", "back_on"), [(1, date(2026, 11, 25)), (3, FRIDAY), (4, date(2026, 11, 30))]
)
def test_it_is_quiet_until_a_working_day(session, ada, promised, now, days, back_on):
    snooze_for(session, promised, ada, days, now)

    assert promised.snoozed_until == back_on
    assert (promised.due_on, promised.moves) == (FRIDAY, 0)
    assert what_happened(session, promised) == ["made", "snoozed"]


def test_a_snooze_is_no_movement(session, ada, promised, now):
    before = promised.changed_at

    snooze_for(session, promised, ada, 1, now + WEEK)

    assert promised.changed_at == before


def test_a_snooze_can_be_undone(session, ada, promised, now):
    snooze_for(session, promised, ada, 1, now)
    undo(session, promised, ada, promised.revision, now)

    assert promised.snoozed_until is None


def test_another_date_ends_a_snooze(session, ada, promised, now):
    snooze_for(session, promised, ada, 1, now)
    move(session, promised, ada, (FRIDAY + WEEK, None), "the file is late", now)

    assert (promised.snoozed_until, promised.rung) == (None, Rung.NONE)


@pytest.mark.parametrize(
    ("days", "refusal"), [(0, SnoozeDayMissing), (-1, SnoozeDayMissing), (15, SnoozeTooLong)]
)
def test_it_ends_after_today_and_within_two_weeks(session, ada, promised, now, days, refusal):
    with pytest.raises(refusal):
        snooze_for(session, promised, ada, days, now)


def test_where_somebody_waits_it_ends_two_weeks_past_the_date(session, ada, promised, now):
    late = FRIDAY + 2 * WEEK
    moment = now + (late - now.date())

    with pytest.raises(SomebodyWaits) as refused:
        snooze(session, promised, ada, late + WEEK, moment)

    assert refused.value.facts == {"record": "C-1", "who": "Cleo Marsh"}
    own = a_commitment(session, "ada", what="call Acme", now=now)
    assert snooze(session, own, ada, late + WEEK, moment).snoozed_until == date(2026, 12, 18)


def test_only_its_owner_snoozes_and_only_what_is_open(session, ada, promised, offered, now):
    with pytest.raises(NotYours):
        snooze_for(session, promised, a_person(session, "cleo"), 1, now)
    with pytest.raises(NotAccepted):
        snooze_for(session, offered, ada, 1, now)
    with pytest.raises(NotOpen):
        snooze_for(session, keep(session, promised, ada, "", now), ada, 1, now)


@pytest.mark.parametrize(("name", "knows"), [("ada", True), ("cleo", False), ("ben", False)])
def test_that_a_reminder_was_put_off_is_nobody_else_s_business(
    session, ada, promised, now, name, knows
):
    snooze_for(session, promised, ada, 1, now)

    story = told(session, promised, a_person(session, name))
    assert ("snoozed" in [each.happening.what for each in story]) is knows
