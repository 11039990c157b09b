"""Columns: a moment keeps its zone, a word is one of its list, facts are JSON."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from bot.database import insert_once
from bot.domain.deliveries import Delivery
from tests.factories import TEAM

MOMENT = datetime(2026, 11, 24, 17, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def session(database):
    with Session(database.engine, expire_on_commit=False) as session:
        yield session


def received(session, at):
    insert_once(session, Delivery(team_id=TEAM, key="k", received_at=at))
    return session.exec(select(Delivery)).one().received_at


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/Los_Angeles"])
def test_a_moment_comes_back_as_the_same_moment_in_utc(session, zone):
    kept = received(session, MOMENT.astimezone(ZoneInfo(zone)))

    assert (kept, kept.utcoffset()) == (MOMENT, timedelta())


def test_a_moment_without_a_zone_is_refused(session):
    with pytest.raises(StatementError, match="needs a time zone"):
        received(session, MOMENT.replace(tzinfo=None))


def test_moments_are_compared_as_moments(session):
    received(session, MOMENT.astimezone(ZoneInfo("Asia/Kolkata")))
    later = MOMENT.astimezone(ZoneInfo("America/Los_Angeles")) + timedelta(seconds=1)

    found = session.exec(select(Delivery).where(Delivery.received_at < later)).all()

    assert len(found) == 1


def test_no_facts_are_null_not_the_word(session):
    received(session, MOMENT)

    assert session.scalar(text("SELECT count(*) FROM deliveries WHERE answer IS NULL")) == 1
