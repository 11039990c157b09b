"""An issue of Ada's, and those who have to do with it; Cleo is CCO."""

import pytest

from bot.domain.areas import areas_of, join_area
from bot.domain.issues.owning import own
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.factories import TEAM, a_channel, a_person, an_issue


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def dev(session):
    return a_person(session, "dev")


@pytest.fixture
def cleo(session):
    cleo = a_person(session, "cleo")
    appoint_cco(session, cleo, NOON)
    return cleo


@pytest.fixture
def issue(session, ada, ben, cleo, dev):
    """An issue that Ada has opened in a channel, and nobody owns yet."""
    a_channel(session)
    return an_issue(session, "ada")


@pytest.fixture
def owned(session, issue, ben, now):
    """The same, owned by Ben."""
    return own(session, issue, ben, now)


@pytest.fixture
def service(session, dev, ben):
    """The area Service: Dev leads it, Ben works there."""
    area = next(each for each in areas_of(session, TEAM) if each.name == "Service")
    area.leader = dev.number
    join_area(session, ben, area.number)
    session.flush()
    return area
