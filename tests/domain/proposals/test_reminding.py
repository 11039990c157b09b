"""Reminders: only to the unheard, in their digest, at half time and before the last day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.lines import Line, digest_of
from bot.domain.notices import Notice
from bot.domain.people import Profile, learn_people, person_seen
from bot.domain.proposals.finding import round_of
from bot.domain.proposals.moments import reminders_of
from bot.domain.proposals.reminding import (
    REMINDED,
    ROUND_WAITS,
    NobodyToRemind,
    NoRoundToRemind,
    RemindedToday,
    look_at_rounds,
    remind,
)
from bot.domain.proposals.rights import NotYours
from tests.domain.proposals.rounds_of import Round
from tests.factories import TEAM, a_person


@pytest.fixture
def waits(session):
    """Whom a line about the round waits for, by Slack id."""

    def look(which=""):
        session.flush()
        found = session.exec(select(Line).where(Line.kind == ROUND_WAITS))
        listings = {line.listing for line in found if line.key.endswith(which)}
        people = {
            digest_of(a_person(session, name).number): name for name in ("ben", "cleo", "dev")
        }
        people[digest_of(a_person(session, "ada").number)] = "ada"
        return {people[listing] for listing in listings}

    return look


def test_half_time_and_the_working_day_before_the_close(session):
    one = Round(session)

    moments = reminders_of(session, one.proposal, round_of(session, one.proposal))
    assert [(which, moment) for which, moment in moments] == [
        ("half", datetime(2026, 11, 28, 4, 30, tzinfo=UTC)),
        ("last", datetime(2026, 11, 30, 16, 0, tzinfo=UTC)),
    ]


def test_a_round_of_one_day_has_no_reminders(session, now):
    one = Round(session, until=now.date() + timedelta(days=1))

    assert reminders_of(session, one.proposal, round_of(session, one.proposal)) == []


def test_before_half_time_nobody_is_reminded(session, waits):
    one = Round(session).later(days=3)

    assert look_at_rounds(session, one.now) == 0
    assert waits() == set()


def test_at_half_time_those_not_heard_are_the_proposer_too(session, waits):
    one = Round(session).says("ben", "commit").says("cleo", "dissent", "no").later(days=4)
    look_at_rounds(session, one.now)

    assert waits("half") == {"ada", "dev"}


def test_each_is_reminded_once_at_each_time(session, waits):
    one = Round(session).later(days=4)
    looks = [look_at_rounds(session, one.now) for _ in range(3)]

    assert looks == [1, 0, 0]
    assert waits("last") == set()


def test_on_the_last_day_those_still_not_heard_are_reminded_again(session, waits):
    one = Round(session).later(days=4)
    look_at_rounds(session, one.now)
    one.says("ada", "commit").later(days=2)
    look_at_rounds(session, one.now)

    assert waits("last") == {"ben", "cleo", "dev"}


def test_after_a_long_sleep_only_the_later_one_is_said(session, waits):
    one = Round(session).later(days=6, hours=1)
    look_at_rounds(session, one.now)

    assert waits("half") == set()
    assert waits("last") == {"ada", "ben", "cleo", "dev"}


def digests(session, at):
    """Let the digests of this moment be composed; returns what each says."""
    for _ in range(10):
        who = people_due(session, at)
        if not who:
            break
        compose_digests(session, who, at)
        session.flush()
    found = session.exec(select(Notice).where(Notice.kind == Kind.DIGEST))
    return {notice.person_id: notice.facts["items"] for notice in found}


# Monday the 30th: ten in Berlin, when the last day has not begun for New York.
MONDAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def test_the_line_is_in_the_digest_of_the_unheard(session):
    one = Round(session).says("ben", "commit").later(days=6)
    look_at_rounds(session, one.now)

    said = digests(session, MONDAY + timedelta(hours=16))
    expected = {"noun": "proposal", "number": 1, "as": ROUND_WAITS, "round": 1, "last": True}
    assert said["UADA"] == [expected]
    assert "UBEN" not in said


def test_who_spoke_meanwhile_is_not_reminded_any_more(session):
    one = Round(session).later(days=6)
    look_at_rounds(session, one.now)
    one.says("ada", "commit")

    assert "UADA" not in digests(session, MONDAY + timedelta(hours=16))


def test_once_closed_nobody_is_reminded(session):
    one = Round(session).later(days=6)
    look_at_rounds(session, one.now)
    one.closes("Acme waits")

    assert digests(session, MONDAY + timedelta(hours=16)) == {}


def test_by_hand_those_not_heard_are_asked_once_more(session):
    one = Round(session).says("ben", "commit")

    assert one.act(remind, "ada") == 3
    asks = session.exec(select(Notice).where(Notice.kind == Kind.STANCE_ASKED)).all()
    again = {each.person_id for each in asks if each.facts.get("what") == REMINDED}
    assert again == {"UADA", "UCLEO", "UDEV"}


def test_by_hand_at_most_once_a_day(session):
    one = Round(session)
    one.act(remind, "ada")

    with pytest.raises(RemindedToday):
        one.later(hours=1).act(remind, "ada")
    assert one.later(days=1).act(remind, "ada") == 4


def test_when_everybody_was_heard_nobody_is_reminded(session):
    with pytest.raises(NobodyToRemind):
        Round(session).all_commit().act(remind, "ada")


def test_when_it_is_closed_nobody_is_reminded(session):
    with pytest.raises(NoRoundToRemind):
        Round(session).closes().act(remind, "ada")


def test_only_proposer_and_who_leads_remind(session):
    with pytest.raises(NotYours):
        Round(session).act(remind, "dev")


@pytest.fixture
def many(session):
    """The numbers of a hundred colleagues."""
    profiles = [Profile(f"U{n:04}", f"Leader {n:04}") for n in range(100)]
    learn_people(session, TEAM, profiles)
    session.flush()
    return [person_seen(session, TEAM, profile.slack_id).number for profile in profiles]


def test_many_are_asked_and_reminded_a_batch_at_a_time(session, many):
    one = Round(session, people=tuple(many))
    asked = [look_at_rounds(session, one.now) for _ in range(20)]
    one.later(days=4)
    reminded = [look_at_rounds(session, one.now) for _ in range(20)]

    # The first ten were asked as it was put out, then so many with each look.
    assert sum(asked) == 10
    assert sum(reminded) == 7
    assert len(session.exec(select(Line).where(Line.kind == ROUND_WAITS)).all()) == 101
