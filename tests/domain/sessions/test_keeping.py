"""What was written for sessions is erased in time; what is still open stays."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.keeping import MONTH
from bot.domain.sessions.agendas import topics_of
from bot.domain.sessions.items import add_item, settle_item
from bot.domain.sessions.keeping import erase_session_words
from bot.domain.sessions.occasions import minutes_of
from bot.domain.sessions.recording import Record, record_session
from bot.domain.sessions.records import ItemState
from bot.domain.words import Words
from tests.conftest import NOON
from tests.domain.sessions.living import FIRST, a_forum, berlin, lives, sessions
from tests.factories import a_person

MONTHS = 24


def a_recorded_session(session):
    forum, ada = a_forum(session), a_person(session, "ada")
    done = add_item(session, forum, ada, "the queue", NOON)
    add_item(session, forum, ada, "the invoices", NOON)
    settle_item(session, done.number, ada, ItemState.DONE, NOON)
    lives(session, berlin(1))
    sent = (Record(notes="A good hour."), "view:V1")
    record_session(session, forum, FIRST, ada, sent, berlin(1, "11:00"))
    return forum


def test_notes_and_settled_items_are_erased_and_open_ones_kept(session):
    forum = a_recorded_session(session)
    later = berlin(1, "11:00") + MONTHS * MONTH

    erased = erase_session_words(session, later, MONTHS)

    assert (erased, erase_session_words(session, later, MONTHS)) == (2, 0)
    assert minutes_of(session, sessions(session)[0]).notes == ""
    assert [topic.text for topic in topics_of(session, forum, later)] == ["the invoices"]
    assert [words.text for words in session.exec(select(Words))] == ["the invoices"]


def test_nothing_is_erased_too_early(session):
    a_recorded_session(session)

    assert erase_session_words(session, NOON + MONTHS * MONTH - timedelta(days=1), MONTHS) == 0
