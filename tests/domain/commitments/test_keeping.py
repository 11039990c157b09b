"""What time does to commitments: zones, renamed channels, and words that are not kept for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.domain.commitments.finding import told
from bot.domain.commitments.keeping import (
    erase_old_words,
    follow_people,
)
from bot.domain.commitments.moving import Wording, reword
from bot.domain.commitments.rights import can_see
from bot.domain.commitments.settling import keep
from bot.domain.following import follow_channel
from bot.domain.keeping import BATCH, MONTH
from bot.domain.words import Words
from tests.factories import (
    CAST,
    OPS,
    PUBLIC_SCENE,
    TEAM,
    a_channel,
    a_commitment,
    a_person,
    to_be_said,
    what_happened,
)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


def count_of_words(session):
    return session.exec(select(func.count()).select_from(Words)).one()


def test_who_moves_takes_the_end_of_their_days_along(session, ada):
    commitment = a_commitment(session, "ada")
    before = commitment.overdue_from

    follow_people(session, TEAM, [replace(CAST["ada"], zone="America/New_York")])

    assert commitment.overdue_from - before == timedelta(hours=6)


def test_what_is_over_does_not_move(session, ada, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)
    before = commitment.overdue_from

    follow_people(session, TEAM, [replace(CAST["ada"], zone="America/New_York")])

    assert commitment.overdue_from == before


def test_another_name_moves_nothing(session, ada):
    commitment = a_commitment(session, "ada")
    before = commitment.overdue_from

    follow_people(session, TEAM, [replace(CAST["ada"], name="Ada Byron")])

    assert commitment.overdue_from == before


def test_a_channel_with_a_new_id_is_the_same_place(session, ada, now):
    a_channel(session)
    private = replace(PUBLIC_SCENE, is_private=True)
    commitment = a_commitment(session, "ada", scene=private)
    elsewhere = a_commitment(session, "ada", scene=replace(private, channel_id="CELSE"))

    follow_channel(session, TEAM, OPS, "CNEW")

    session.refresh(elsewhere)
    assert elsewhere.channel_id == "CELSE"
    session.refresh(commitment)
    assert can_see(session, commitment, a_person(session, "ben"), "CNEW")
    assert to_be_said(session) == {("commitment.card", "CNEW"), ("commitment.card", "CELSE")}


def test_words_of_what_is_open_stay(session, ada, now):
    a_commitment(session, "ada")

    assert erase_old_words(session, now + 24 * MONTH, 1) == 0


def test_words_stay_until_the_months_are_over(session, ada, now):
    keep(session, a_commitment(session, "ada"), ada, "", now)

    assert erase_old_words(session, now + MONTH - timedelta(seconds=1), 1) == 0
    assert erase_old_words(session, now + MONTH, 1) == 1


def test_then_all_words_are_gone_and_what_happened_stays(session, ada, now):
    commitment = a_commitment(session, "ada", customers="Acme")
    reword(session, commitment, ada, Wording("call them", "Acme Corp"), now)
    keep(session, commitment, ada, "https://crm/1", now)

    erase_old_words(session, now + MONTH, 1)

    assert count_of_words(session) == 0
    assert what_happened(session, commitment) == ["made", "reworded", "done"]
    assert {each.words for each in told(session, commitment)} == {""}


def test_words_of_others_stay(session, ada, now):
    keep(session, a_commitment(session, "ada"), ada, "", now)
    a_commitment(session, "ada", what="another promise")

    erase_old_words(session, now + MONTH, 1)

    assert count_of_words(session) == 1


def test_words_are_erased_once(session, ada, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "", now)

    erased = [erase_old_words(session, now + MONTH, 1) for _ in range(2)]

    assert erased == [1, 0]
    assert commitment.erased_at == now + MONTH


def test_much_is_erased_in_batches(session, ada, now):
    for number in range(BATCH + 1):
        keep(session, a_commitment(session, "ada", what=f"promise {number}"), ada, "", now)

    assert [erase_old_words(session, now + MONTH, 1) for _ in range(3)] == [BATCH, 1, 0]
