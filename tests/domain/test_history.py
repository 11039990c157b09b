"""History: one unbroken chain a record, which nobody can change and which holds no words."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot.domain.commitments.moving import hand_over, move
from bot.domain.commitments.offers import decline
from bot.domain.commitments.records import NOUN
from bot.domain.commitments.settling import keep
from bot.domain.history import Event, Happening, is_unbroken, last_of, record, story_of
from bot.domain.words import Words, digest_of, keep_words
from tests.factories import CAST, FRIDAY, TEAM, a_commitment, a_person

SECRET = "the customer Zephyr wants its money back"


@pytest.fixture
def story(session, now):
    """Four links of one chain, one of them with words."""
    words = keep_words(session, TEAM, SECRET)
    for seq, what in enumerate(("made", "moved", "handed_over", "done"), start=1):
        event = Event(1, what, now, {"to": seq}, words if what == "moved" else None)
        record(session, TEAM, "commitment", 7, seq, event)
    session.flush()
    return story_of(session, TEAM, "commitment", 7)


def test_a_story_is_told_in_order(story):
    assert [each.what for each in story] == ["made", "moved", "handed_over", "done"]
    assert is_unbroken(story)


def test_no_story_is_unbroken(session):
    assert is_unbroken(story_of(session, TEAM, "commitment", 99))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person", None),
        ("what", "dropped"),
        ("facts", {"to": 9}),
        ("words_digest", ""),
        ("number", 8),
        ("noun", "issue"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_link_breaks_the_chain(session, story, column, value):
    session.expunge_all()

    setattr(story[1], column, value)

    assert not is_unbroken(story)


def test_another_moment_breaks_the_chain(session, story):
    session.expunge_all()

    story[1].at += timedelta(microseconds=1)

    assert not is_unbroken(story)


@pytest.mark.parametrize("order", [[0, 2, 3], [1, 2, 3], [0, 2, 1, 3], [0, 0, 1, 2, 3]])
def test_a_removed_or_added_link_breaks_the_chain(story, order):
    assert not is_unbroken([story[place] for place in order])


def test_it_verifies_after_its_words_are_erased(session, story):
    session.exec(delete(Words))
    session.expire_all()

    assert is_unbroken(story_of(session, TEAM, "commitment", 7))


def test_the_fingerprint_proves_the_words_while_they_exist(session, story):
    kept = session.get(Words, story[1].words)

    assert digest_of(kept) == story[1].words_digest
    kept.text += "."
    assert digest_of(kept) != story[1].words_digest


def test_the_same_words_twice_have_two_fingerprints(session):
    first, second = (keep_words(session, TEAM, SECRET) for _ in range(2))

    assert digest_of(first) != digest_of(second)


@pytest.mark.parametrize(
    "forbidden",
    ["UPDATE history SET what = 'x'", "DELETE FROM history", "UPDATE history SET person = NULL"],
)
def test_the_database_refuses_to_change_the_past(session, story, forbidden):
    with pytest.raises(DBAPIError, match="append-only"):
        session.connection().execute(text(forbidden))


def test_one_happening_is_found_by_its_place(session, story):
    assert last_of(session, TEAM, "commitment", 7, 3).what == "handed_over"
    assert last_of(session, TEAM, "commitment", 7, 5) is None


def test_each_record_has_a_chain_of_its_own(session, story, now):
    record(session, TEAM, "commitment", 8, 1, Event(None, "made", now))
    session.flush()

    assert is_unbroken(story_of(session, TEAM, "commitment", 8))
    assert len(story_of(session, TEAM, "commitment", 7)) == 4


def everything_in_history(session):
    return " ".join(
        json.dumps(each.model_dump(mode="json")) for each in session.exec(select(Happening))
    )


def test_it_holds_neither_words_nor_slack_ids_nor_names(session, now):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    moved = a_commitment(session, "ada", to="cleo", what=SECRET, customers=SECRET)
    move(session, moved, ada, (FRIDAY + timedelta(days=3), None), SECRET, now)
    hand_over(session, moved, ada, ben, now, SECRET)
    keep(session, moved, ada, SECRET, now)
    decline(session, a_commitment(session, "ada", owner="ben", what="x" + SECRET), ben, SECRET, now)

    told = everything_in_history(session)

    assert len(story_of(session, TEAM, NOUN, moved.number)) == 4
    assert "Zephyr" not in told
    assert not [each for each in CAST.values() if each.slack_id in told or each.name in told]
