"""The one way to change a commitment: as it was read, or not at all."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.changing import MovedOn, plain
from bot.domain.commitments.records import Commitment, DateTooFar, change, due_columns
from bot.domain.history import Event
from tests.factories import a_commitment, a_person, what_happened


def test_of_two_who_read_the_same_only_the_first_changes_it(session, now):
    commitment = a_commitment(session, "ada")
    read_before = Commitment(**commitment.model_dump())
    change(session, commitment, Event(1, "moved", now), moves=1)

    with pytest.raises(MovedOn):
        change(session, read_before, Event(2, "moved", now), moves=7)

    assert commitment.moves == 1
    assert what_happened(session, commitment) == ["made", "moved"]


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("ada", datetime(2026, 11, 27, 23, tzinfo=UTC)),
        ("cleo", datetime(2026, 11, 28, 8, tzinfo=UTC)),
        ("dev", datetime(2026, 11, 27, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_day_ends_where_its_owner_lives(session, name, ends):
    due = due_columns(date(2026, 11, 27), time(17), a_person(session, name))

    assert (due.due_at, due.overdue_from) == (time(17), ends)


def test_the_last_day_of_all_can_be_promised(session):
    ada = a_person(session, "ada")
    assert due_columns(date(2999, 12, 31), None, ada).overdue_from.year == 2999

    with pytest.raises(DateTooFar):
        due_columns(date(3000, 1, 1), None, ada)


@pytest.mark.parametrize(
    ("value", "kept"),
    [(date(2026, 11, 27), "2026-11-27"), (time(17), "17:00:00"), (3, 3), (None, None)],
)
def test_what_was_there_before_is_kept_as_text(value, kept):
    assert plain(value) == kept
