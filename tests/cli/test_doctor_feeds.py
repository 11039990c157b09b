"""What the doctor says of feeds: nothing without one, a line for each that fails."""

import pytest
from sqlmodel import Session

from bot.cli.doctor.feeds import feed_findings
from bot.cli.doctor.findings import Verdict
from bot.database import Database, database_url
from bot.domain.wins.feeds import Reading, keep_feed, note_failure, note_read
from tests.conftest import NOON
from tests.factories import TEAM, a_person

URL = "https://crm.example/wins"


@pytest.fixture
def seen(url):
    """What the doctor sees after something was done with a feed."""

    def after(*doings):
        database = Database(url)
        with Session(database.engine) as session:
            keep_feed(session, a_person(session, "ada"), "crm", URL, NOON)
            for doing, *told in doings:
                doing(session, Reading(TEAM, "crm", URL, "", URL), *told, NOON)
            session.commit()
        database.dispose()
        return list(feed_findings(database_url(url)))

    return after


def test_one_that_fails_is_named_with_its_reason(seen):
    [finding] = seen((note_failure, "it answered 503"))

    assert finding.verdict is Verdict.BAD
    assert "crm cannot be read since 2026-11-24 17:00 UTC: it answered 503." in finding.sentence
    assert finding.mend.startswith(f"`curl -v {URL}`")


def test_read_again_it_is_good(seen):
    [finding] = seen((note_failure, "it answered 503"), (note_read, ""))

    assert finding.verdict is Verdict.GOOD


def test_without_feeds_nothing_is_said(url):
    assert list(feed_findings(database_url(url))) == []
