"""What time does to commitments: zones that change, words that are erased."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from bot.domain.channels import channel_of
from bot.domain.commitments.finding import shown
from bot.domain.commitments.keeping import erase_old_words, follow_channel, follow_people
from bot.domain.commitments.records import NOUN
from bot.domain.commitments.settling import keep
from bot.domain.history import is_unbroken, story_of
from bot.domain.notices import Notice
from tests.factories import CAST, OPS, TEAM, a_channel, a_commitment, a_person


def test_a_day_ends_by_the_zone_its_owner_moved_to(session):
    commitment = a_commitment(session, "ben")

    follow_people(session, TEAM, [replace(CAST["ben"], zone="Asia/Tokyo")])
    session.flush()

    assert commitment.overdue_from == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


def test_words_are_erased_when_their_time_is_over_and_history_stays_true(session, now):
    ada = a_person(session, "ada")
    commitment = keep(session, a_commitment(session, "ada"), ada, "They answered.", now)

    erased = erase_old_words(session, now + timedelta(days=63), 2)

    assert erased == 1
    assert shown(session, commitment, now).what == "(erased)"
    assert is_unbroken(story_of(session, TEAM, NOUN, commitment.number))


def test_words_of_what_is_open_or_closed_lately_stay(session, now):
    ada = a_person(session, "ada")
    a_commitment(session, "ada", what="call Acme today")
    keep(session, a_commitment(session, "ada"), ada, "", now)

    assert erase_old_words(session, now + timedelta(days=61), 2) == 0


def test_a_channel_with_a_new_id_keeps_its_commitments_and_its_card(session):
    a_channel(session)
    commitment = a_commitment(session, "ada")

    follow_channel(session, TEAM, OPS, "CNEW")
    session.refresh(commitment)

    card = session.exec(select(Notice).where(Notice.key == "card:C-1")).one()
    session.refresh(card)
    assert (commitment.channel_id, card.channel_id, card.lane) == ("CNEW", "CNEW", "CNEW")
    assert channel_of(session, TEAM, "CNEW").name == "ops"
    assert channel_of(session, TEAM, OPS) is None
