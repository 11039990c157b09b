"""Two outboxes: one that keeps Slack's pace, and one that need not wait for anything."""

import pytest

from tests.domain.notices.outbox import AT_ONCE, Outbox


@pytest.fixture
def outbox(session):
    return Outbox(session)


@pytest.fixture
def hasty(session):
    return Outbox(session, AT_ONCE)
