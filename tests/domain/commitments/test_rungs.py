"""The ladder of one commitment, day by day: which rung, when, and what leaves one out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.calendar import at_local, zone_named
from bot.domain.commitments.records import Commitment, Rung, State
from bot.domain.commitments.rungs import Around, Fate, Step, cover_steps, next_rung
from bot.domain.hours import Hours
from bot.domain.preferences import Reminders

BERLIN = zone_named("Europe/Berlin")
WEDNESDAY = date(2026, 12, 2)
MADE = datetime(2026, 11, 10, 9, tzinfo=UTC)
HOURS = Hours(zone=BERLIN)


def a_promise(due_on=WEDNESDAY, rung=Rung.NONE, rung_on=None, **more):
    row = {"team_id": "T1", "number": 12, "state": State.OPEN, "owner": 1, "made_at": MADE}
    return Commitment(due_on=due_on, rung=rung, rung_on=rung_on, **(row | more))


def at(day, hour=9):
    return at_local(day, time(hour), BERLIN)


def december(day):
    return date(2026, 12, day)


def asked(commitment, day, hours=HOURS, reminders=Reminders.ALL, hour=7, **around):
    """Ask early on a day what is to be said next."""
    return next_rung(commitment, hours, reminders, at(day, hour), Around(**around))


def climbed(commitment, hours=HOURS, reminders=Reminders.ALL, **around):
    """Return every rung with its day, when each is said on the day it is due."""
    steps, now = [], MADE
    while step := next_rung(commitment, hours, reminders, now, Around(**around)):
        steps.append((step.rung.value, step.on))
        commitment.rung, commitment.rung_on = step.rung, step.on
        now = hours.morning_of(step.on)
    return steps


def test_every_rung_is_said_once_each_on_its_day():
    assert climbed(a_promise()) == [
        ("soon", date(2026, 11, 30)),
        ("today", december(2)),
        ("late", december(3)),
        ("late_again", december(7)),
        ("late_still", december(9)),
        ("warned", december(11)),
        ("told", december(14)),
        ("tabled", december(15)),
    ]


def test_who_wants_fewer_reminders_hears_from_its_day_on():
    assert climbed(a_promise(), reminders=Reminders.FEWER)[0] == ("today", december(2))


def test_without_anybody_to_tell_it_goes_to_the_agenda_and_without_a_forum_nowhere():
    assert climbed(a_promise(), tells=False)[-2:] == [
        ("late_still", december(9)),
        ("tabled", december(11)),
    ]
    assert climbed(a_promise(), tells=False, tables=False)[-1] == ("late_still", december(9))


def test_a_date_on_a_free_day_is_said_on_the_last_working_morning_before_it():
    steps = climbed(a_promise(due_on=december(5)))

    assert steps[:3] == [("soon", december(2)), ("today", december(4)), ("late", december(7))]


def test_only_the_days_somebody_works_count():
    mondays = Hours(zone=BERLIN, days=frozenset({0}))

    assert climbed(a_promise(due_on=december(9)), hours=mondays)[:4] == [
        ("soon", date(2026, 11, 23)),
        ("today", december(7)),
        ("late", december(14)),
        ("late_again", december(28)),
    ]


def test_what_falls_due_during_an_absence_is_said_before_it_and_then_after_it():
    away = Hours(zone=BERLIN, away_from=december(1), away_until=december(8))

    assert climbed(a_promise(), hours=away)[:3] == [
        ("soon", date(2026, 11, 26)),
        ("today", date(2026, 11, 30)),
        ("late", december(9)),
    ]


def test_an_absence_without_a_beginning_is_no_endless_search():
    away = Hours(zone=BERLIN, away_until=december(8))

    assert climbed(a_promise(), hours=away)[0] == ("late", december(9))


@pytest.mark.parametrize(
    ("day", "rung"),
    [(1, Rung.SOON), (2, Rung.TODAY), (3, Rung.LATE), (17, Rung.LATE)],
)
def test_after_a_missed_morning_only_the_newest_rung_is_said(day, rung):
    assert asked(a_promise(), december(day)) == Step(rung, december(day))


def test_in_the_evening_it_is_what_applies_next_morning():
    assert asked(a_promise(), december(1), hour=18) == Step(Rung.TODAY, december(2))
    assert asked(a_promise(), december(2), hour=18) == Step(Rung.LATE, december(3))


def test_what_was_promised_that_day_needs_no_reminder_of_it():
    today = a_promise(rung_on=WEDNESDAY)
    tomorrow = a_promise(rung_on=december(1))

    assert asked(today, WEDNESDAY) == Step(Rung.LATE, december(3))
    assert asked(tomorrow, december(1)) == Step(Rung.TODAY, december(2))


def test_a_promise_made_before_this_ladder_counts_from_its_making():
    late = a_promise(made_at=at(december(1)))

    assert asked(late, december(1)) == Step(Rung.TODAY, december(2))


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_nothing_is_said_of_what_is_not_open(state):
    settled = a_promise()
    settled.state = state

    assert asked(settled, december(3)) is None
    assert cover_steps(settled, HOURS) == []


@pytest.mark.parametrize("fate", [Fate.LOST, Fate.WAITS])
@pytest.mark.parametrize(
    ("rung", "on"), [("late", 3), ("late_again", 7), ("late_still", 9), ("warned", 11)]
)
def test_what_never_arrived_is_said_again_the_next_morning(rung, on, fate):
    lost = a_promise(rung=Rung(rung), rung_on=december(on))

    step = asked(lost, december(on), fate=fate, said_today=True)

    assert step == Step(Rung(rung), HOURS.day_after(december(on)))


def test_a_lost_reminder_gives_way_to_a_newer_one():
    lost = a_promise(rung=Rung.SOON, rung_on=december(1))

    assert asked(lost, december(1), fate=Fate.LOST, said_today=True) == Step(
        Rung.TODAY, december(2)
    )


def test_a_warning_leaves_one_whole_working_day():
    warned = a_promise(rung=Rung.WARNED, rung_on=december(11))

    assert asked(warned, december(11)) == Step(Rung.TOLD, december(14))
    assert asked(warned, december(11), fate=Fate.ARRIVED_LATE) == Step(Rung.TOLD, december(15))
    assert asked(warned, december(11), fate=Fate.LOST, said_today=True).rung is Rung.WARNED


def test_a_warning_is_a_matter_of_the_morning():
    still = a_promise(rung=Rung.LATE_STILL, rung_on=december(9))

    assert asked(still, december(11), hour=10) == Step(Rung.WARNED, december(11))
    assert asked(still, december(11), hour=12) == Step(Rung.WARNED, december(14))


def test_a_snooze_is_kept_until_its_day():
    quiet = a_promise(snoozed_until=december(2))

    assert asked(quiet, date(2026, 11, 30)) == Step(Rung.TODAY, december(2))
    assert asked(a_promise(snoozed_until=december(5)), december(3)) == Step(Rung.LATE, december(7))


def test_a_snooze_cannot_keep_from_others_for_ever_what_they_wait_for():
    for_ever = {"rung": Rung.LATE_STILL, "rung_on": december(9), "snoozed_until": date(2027, 6, 1)}

    assert asked(a_promise(**for_ever), december(10)).on == date(2027, 6, 1)
    assert asked(a_promise(**for_ever, promised_to=2), december(10)).on == december(16)


def test_a_day_whose_digest_is_out_is_over():
    late = a_promise(rung=Rung.NONE)

    assert asked(late, december(3), said_today=True) == Step(Rung.LATE, december(4))


def test_the_cover_hears_of_what_falls_due_in_the_absence_alone():
    away = Hours(zone=BERLIN, away_from=december(1), away_until=december(8))

    assert cover_steps(a_promise(), away) == [Step(Rung.TODAY, december(2))]
    assert [step.rung for step in cover_steps(a_promise(due_on=december(4)), away)] == [
        Rung.SOON,
        Rung.TODAY,
    ]
    assert cover_steps(a_promise(due_on=december(9)), HOURS) == []


def test_at_any_hour_of_two_months_the_next_rung_is_on_a_working_day_that_is_not_past():
    for hours in range(0, 24 * 60, 5):
        now = MADE + timedelta(hours=hours)
        step = next_rung(a_promise(), HOURS, Reminders.ALL, now)

        assert step.on.weekday() < 5
        assert HOURS.morning_of(step.on) + timedelta(hours=9) > now
