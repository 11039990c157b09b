"""What a session came to: its promises are made, its items settled, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.commitments.records import Commitment, State
from bot.domain.sessions.finding import NotYourSession
from bot.domain.sessions.items import add_item, open_items, put_on_agenda
from bot.domain.sessions.moving import skip_next
from bot.domain.sessions.occasions import minutes_of
from bot.domain.sessions.recordable import NotBegun, NotHeld
from bot.domain.sessions.recording import (
    MOST_LINES,
    NotesTooLong,
    Record,
    TooManyLines,
    record_session,
)
from bot.domain.sessions.records import AgendaItem, ItemState, Outcome
from bot.domain.unfinished import all_unfinished
from tests.conftest import NOON
from tests.domain.sessions.living import (
    FIRST,
    a_forum,
    berlin,
    brief,
    lives,
    notice,
    said,
    sessions,
)
from tests.factories import a_commitment, a_person

POST, AGENDA, START = berlin(27, month=11), berlin(30, "16:00", month=11), berlin(1)
ASK, CHASE, GIVE_UP = berlin(1, "11:30"), berlin(2, "09:00"), berlin(3, "09:00")
PROMISES = "- @ben send the churn list by friday\n\n2. call Acme by 9 december\n• ok"


@pytest.fixture
def forum(session):
    return a_forum(session)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def begun(session, forum):
    """The first session, which has begun."""
    lives(session, POST, AGENDA, START)
    return sessions(session)[0]


def records(session, forum, by, now=ASK, origin="view:V1", **filled):
    return record_session(session, forum, FIRST, by, (Record(**filled), origin), now)


def commitments(session):
    session.flush()
    return session.exec(select(Commitment).order_by(Commitment.number)).all()


def test_each_line_is_a_promise_an_offer_or_waits_unfinished(session, forum, begun, ada):
    a_person(session, "ben")

    answer = records(session, forum, ada, promises=PROMISES)

    assert [each.state for each in commitments(session)] == [State.OFFERED, State.OPEN]
    assert commitments(session)[1].due_on == date(2026, 12, 9)
    assert [each.words for each in all_unfinished(session, ada, ASK)] == ["ok"]
    assert (answer.facts["made"], len(answer.facts["unread"])) == ([1, 2], 1)


def test_the_same_form_sent_twice_records_once(session, forum, begun, ada):
    first = records(session, forum, ada, promises=PROMISES)

    again = records(session, forum, ada, promises=PROMISES)

    assert again == first
    assert len(commitments(session)) == 2
    assert len(all_unfinished(session, ada, ASK)) == 1


def test_a_promise_of_the_form_is_made_in_the_channel(session, forum, begun, ada):
    records(session, forum, ada, promises="call Acme by 9 december")

    promise = commitments(session)[0]
    assert (promise.channel_id, promise.is_private) == (forum.channel_id, False)
    assert promise.origin == "view:V1:0"


def test_who_was_there_is_kept_and_nobody_is_named_who_was_not(session, forum, begun, ada):
    a_person(session, "dev")

    records(session, forum, ada, there=("UADA", "UDEV"))

    kept = minutes_of(session, begun)
    assert [person.called for person in kept.there] == ["Ada Lind", "Dev Rao"]


def test_minutes_are_a_reply_below_the_post_and_the_next_is_planned(session, forum, begun, ada):
    answer = records(session, forum, ada, notes="A good hour.")

    reply = notice(session, "2026-12-01:minutes")
    assert (reply.kind, reply.broadcast) == (Kind.SESSION_MINUTES, True)
    assert answer.kind is Kind.SESSION_RECORDED
    assert begun.outcome is Outcome.RECORDED
    assert forum.next_on == date(2026, 12, 15)


def test_what_is_recorded_is_neither_asked_nor_chased(session, forum, begun, ada):
    records(session, forum, ada, now=START)

    lives(session, ASK, CHASE, GIVE_UP)

    assert (said(session, "asked"), said(session, "chased"), brief(session)) == ([], [], [])


def test_what_was_asked_before_is_brought_up_to_date(session, forum, begun, ada):
    lives(session, ASK)
    asked = notice(session, "2026-12-01:asked")
    asked.ts = "1.1"
    session.flush()

    records(session, forum, ada)

    assert (asked.unwanted, asked.wanted > 1) == (False, True)


def test_what_nobody_has_read_yet_is_never_asked(session, forum, begun, ada):
    lives(session, ASK)

    records(session, forum, ada)

    assert notice(session, "2026-12-01:asked").unwanted


def test_late_is_better_than_never_and_the_cco_need_not_read_of_it(session, forum, begun, ada):
    lives(session, ASK, CHASE, GIVE_UP)
    before = brief(session)

    records(session, forum, ada, now=GIVE_UP)

    assert (before, brief(session)) == (["session_unrecorded"], [])
    assert begun.outcome is Outcome.RECORDED


def test_items_are_settled_dropped_or_carried_over(session, forum, begun, ada):
    numbers = [add_item(session, forum, ada, f"item {n}", NOON).number for n in range(4)]
    late = add_item(session, forum, ada, "for the next time", berlin(1, "11:10"))

    records(session, forum, ada, settled=numbers[:1], dropped=numbers[1:2])

    kept = minutes_of(session, begun)
    assert (kept.settled, kept.dropped, kept.carried) == (["item 0"], ["item 1"], 2)
    assert [each.carried for each in open_items(session, forum)] == [1, 1, 0]
    assert open_items(session, forum)[-1].number == late.number


def test_an_item_is_carried_over_once_a_session(session, forum, begun, ada):
    add_item(session, forum, ada, "the queue", NOON)
    lives(session, ASK, CHASE, GIVE_UP)

    records(session, forum, ada, now=GIVE_UP)

    assert [each.carried for each in open_items(session, forum)] == [1]


def test_a_record_that_was_settled_leaves_the_agenda_by_itself(session, forum, begun, ada):
    promise = a_commitment(session)
    item = put_on_agenda(session, forum, "commitment", promise.number, ada, NOON)
    promise.state = State.RELEASED
    session.add(promise)

    records(session, forum, ada)

    assert session.get_one(AgendaItem, (forum.team_id, item.number)).state is ItemState.DONE


@pytest.mark.parametrize(("noun", "named"), [("commitment", "C-7"), ("issue", "I-7")])
def test_minutes_name_a_record_by_its_own_letter(session, forum, begun, ada, noun, named):
    item = put_on_agenda(session, forum, noun, 7, ada, NOON)

    records(session, forum, ada, settled=(item.number,))

    assert minutes_of(session, begun).settled == [named]


def test_a_session_ahead_cannot_be_recorded(session, forum, ada):
    with pytest.raises(NotBegun):
        records(session, forum, ada, now=NOON)


def test_a_skipped_session_cannot_be_recorded(session, forum, ada):
    skip_next(session, forum, ada, NOON)

    with pytest.raises(NotHeld):
        records(session, forum, ada, now=ASK)


def test_only_who_leads_records(session, forum, begun):
    with pytest.raises(NotYourSession) as refused:
        records(session, forum, a_person(session, "ben"))
    assert refused.value.facts["who"] == "Ada Lind"


@pytest.mark.parametrize(
    ("filled", "refusal", "field"),
    [
        ({"notes": "x" * 3001}, NotesTooLong, "notes"),
        ({"promises": "call Acme\n" * (MOST_LINES + 1)}, TooManyLines, "promises"),
    ],
)
def test_what_does_not_fit_is_refused_under_its_field(filled, refusal, field):
    with pytest.raises(refusal) as refused:
        Record(**filled)
    assert refused.value.field == field


def test_minutes_wait_a_week_for_their_channel(session, forum, begun, ada):
    records(session, forum, ada, notes="A good hour.")

    assert notice(session, "2026-12-01:minutes").expires_at == ASK + timedelta(days=7)
