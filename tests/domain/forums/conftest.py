"""Ada's forum in #ops: every second Tuesday at ten, Berlin time; Ben stands in for her."""

from datetime import date, time

import pytest

from bot.domain.forums.making import Plan, start
from bot.domain.recurrence import Rhythm
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.factories import OPS, a_channel, a_person

TUESDAYS = Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 12, 1), time(10), "Europe/Berlin")


@pytest.fixture
def ada(session):
    a_channel(session)
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def dev(session):
    return a_person(session, "dev")


@pytest.fixture
def cleo(session):
    """The CCO."""
    cleo = a_person(session, "cleo")
    appoint_cco(session, cleo, NOON)
    return cleo


@pytest.fixture
def plan(session, ada, ben):
    """What Ada's forum is to be; a test names the detail that it is about."""

    def planned(**wanted):
        people = {"facilitator": ada.number, "members": (ada.number, ben.number)}
        return Plan(
            **{"channel_id": OPS, "rhythm": TUESDAYS, "deputy": ben.number} | people | wanted
        )

    return planned


@pytest.fixture
def forum(session, ada, plan, now):
    return start(session, ada, plan(), "U-1", now).forum
