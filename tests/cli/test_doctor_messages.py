"""What the doctor says of messages: how many of a day were lost, of which kind, and why."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.cli.doctor.findings import Verdict
from bot.cli.doctor.messages import message_findings
from bot.database import Database, database_url
from bot.domain.notices import Notice, Problem, State
from tests.conftest import NOON
from tests.factories import TEAM


@pytest.fixture
def seen(url):
    """What the doctor sees after some messages ended so."""

    def after(*endings, now=NOON):
        database = Database(url)
        with Session(database.engine) as session:
            for number, (state, problem) in enumerate(endings):
                key = {"team_id": TEAM, "key": f"digest:{number}", "mark": f"{number}"}
                session.add(
                    Notice(
                        **key,
                        kind="digest",
                        person_id="UADA",
                        due_at=NOON,
                        state=state,
                        problem=problem,
                    )
                )
            session.commit()
        database.dispose()
        return list(message_findings(database_url(url), now))

    return after


def test_what_slack_refused_and_what_broke_is_counted_by_its_reason(seen):
    refused, broke = (State.DEAD, Problem.REFUSED), (State.DEAD, Problem.BUG)

    [finding] = seen(refused, refused, broke, (State.SENT, Problem.NONE))

    assert finding.verdict is Verdict.BAD
    assert "3 of the last 24 hours could not be said" in finding.sentence
    assert "2 × digest (slack_refused), 1 × digest (bug)" in finding.sentence


@pytest.mark.parametrize("problem", [Problem.PERSON_GONE, Problem.ARCHIVED])
def test_what_its_place_or_reader_keeps_away_is_no_fault(seen, problem):
    [finding] = seen((State.DEAD, problem))

    assert finding.verdict is Verdict.GOOD


def test_what_was_lost_long_ago_is_let_be(seen):
    assert seen((State.DEAD, Problem.BUG), now=NOON + timedelta(days=2)) == []


def test_before_anything_was_said_nothing_is(seen):
    assert seen() == []
