"""Everything said in the life of a commitment, looked up in the database and drawn."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.database import Database
from bot.domain.answers import Kind, Said
from bot.domain.commitments import moving, offers, settling, undoing
from bot.domain.commitments.acting import said as said_of
from bot.domain.commitments.keeping import erase_old_words
from bot.domain.commitments.records import State
from bot.domain.notices import Notice
from bot.domain.people import learn_people
from bot.domain.unfinished import FormKind
from bot.domain.words import Words
from bot.drawings import Drawings, Subject
from bot.views.forms import TITLES
from tests.conftest import NOON
from tests.factories import CAST, FRIDAY, TEAM, Profile, a_channel, a_commitment, a_person
from tests.views.fillings import FILLINGS, FULLEST
from tests.views.judging import faults_of
from tests.views.reading import buttons, seen

LATER = FRIDAY + timedelta(days=21)
ABOUT_A_RECORD = [kind for kind in TITLES if kind not in (FormKind.PICK, FormKind.COPIES)]
DRAWN_WHEN_SAID = {Kind.CARD, Kind.OFFER, Kind.HANDOVER, Kind.TOLD}


@pytest.fixture
def session(sqlite_url):
    database = Database(sqlite_url)
    with Session(database.engine, expire_on_commit=False) as session:
        a_channel(session)
        yield session
    database.dispose()


def draws(session, kind, facts, reader=""):
    session.flush()
    drawings = Drawings(lambda: NOON, "/cx", months=24)
    draw = drawings(session, Subject(TEAM, kind, facts, reader))
    return draw() if draw else None


def promised(session):
    """Draw everything that is promised to be said, by its key."""
    session.flush()
    notices = session.exec(select(Notice)).all()
    drawn = {each.key: draws(session, each.kind, each.facts, each.reader) for each in notices}
    return {key: thing for key, thing in drawn.items() if thing is not None}


def a_life(session, text):
    """Live through an offer, a handover and an end; give the commitment after every step."""
    ada, ben, cleo = (a_person(session, name) for name in ("ada", "ben", "cleo"))
    promise = a_commitment(session, "ada", owner="ben", to="cleo", what=text, customers=text[:500])
    yield promise
    yield offers.discuss(session, promise, ben, offers.Wish(text, LATER), NOON)
    yield offers.change_offer(session, promise, ada, text, LATER, NOON)
    yield offers.accept(session, promise, ben, NOON)
    yield moving.move(session, promise, ben, (FRIDAY, None), text, NOON)
    yield moving.hand_over(session, promise, ben, ada, NOON)
    yield moving.refuse_handover(session, promise, ada, text, NOON)
    yield moving.hand_over(session, promise, ben, ada, NOON)
    yield moving.take_over(session, promise, ada, NOON)
    yield settling.keep(session, promise, ada, text, NOON)
    yield settling.send_back(session, promise, cleo, text, NOON)
    yield settling.release(session, promise, cleo, text, NOON)
    yield undoing.undo(session, promise, cleo, promise.revision, NOON)
    yield settling.drop(session, promise, ada, text, NOON)


def name_all(session, name):
    learn_people(
        session, TEAM, [Profile(CAST[who].slack_id, name, who) for who in ("ada", "ben", "cleo")]
    )


@pytest.mark.parametrize("filling", FILLINGS)
def test_slack_takes_every_message_of_a_life_whatever_people_wrote(session, filling):
    text, name = FILLINGS[filling].text, FILLINGS[filling].name
    found = {}
    for step in a_life(session, text):
        name_all(session, name)
        answer = draws(session, said_of(step).kind, said_of(step).facts, "UADA")
        drawn = promised(session) | {"answer": answer}
        found |= {key: faults for key, thing in drawn.items() if (faults := faults_of(thing))}

    assert found == {}


def test_a_life_says_something_of_every_kind_that_is_promised(session):
    for _ in a_life(session, "call Acme"):
        session.flush()

    assert {each.kind for each in session.exec(select(Notice))} >= DRAWN_WHEN_SAID


def test_an_offer_shows_its_answer_and_the_older_one_points_to_the_newer(session):
    life = a_life(session, "call Acme")
    states = [(next(life), promised(session))[1] for _ in range(4)]

    first, newer = (key for key in sorted(states[3]) if key.startswith("commitment.offer"))
    assert buttons(states[0][first]) == ["Accept", "Discuss", "Decline"]
    assert "there is a newer offer below" in seen(states[2][first])
    assert buttons(states[2][newer]) == ["Accept", "Discuss", "Decline"]
    assert "you promised it" in seen(states[3][newer])


def test_a_handover_offered_twice_waits_in_its_last_message_only(session):
    life = a_life(session, "call Acme")
    for _ in range(8):
        next(life)

    handovers = [seen(thing) for key, thing in promised(session).items() if "handover" in key]
    assert sorted("[Accept]" in shown for shown in handovers) == [False, True]


def test_nothing_between_two_is_drawn_as_a_card(session):
    a_commitment(session, "ada", owner="ben")

    assert draws(session, Kind.CARD, {"number": 1}) is None


def test_what_was_undone_is_no_longer_told(session):
    a_commitment(session, "ada", to="ben")

    assert draws(session, Kind.TOLD, {"number": 1, "revision": 9}, "UBEN") is None


@pytest.mark.parametrize("kind", ABOUT_A_RECORD)
def test_every_form_about_a_record_can_be_opened(session, kind):
    a_commitment(session, what=FULLEST.text)
    subject = Subject(TEAM, Kind.FORM, {"form": kind, "number": 1}, "UADA")

    modal = Drawings(lambda: NOON, "/cx").modal(session, subject)

    assert faults_of(modal()) == []


def test_only_a_form_is_a_modal(session):
    subject = Subject(TEAM, Kind.ABOUT, {}, "UADA")

    assert Drawings(lambda: NOON, "/cx").modal(session, subject) is None


def test_about_tells_how_long_words_are_kept(session):
    assert "24 months after a record is closed" in seen(draws(session, Kind.ABOUT, {}))


def test_erased_words_leave_a_story_that_can_still_be_told(session):
    for step in a_life(session, "call Acme"):
        last = step
    session.flush()
    erase_old_words(session, NOON + timedelta(days=800), 24)

    shown = seen(draws(session, Kind.STORY, {"number": last.number}, "UADA"))
    assert (last.state, session.exec(select(Words)).all()) == (State.DROPPED, [])
    assert "(erased)" in shown
    assert "call Acme" not in shown


def test_what_is_said_can_be_read_back_from_a_delivery(session):
    a_commitment(session)
    answer = Said(Kind.COMMITMENT, {"number": 1, "revision": 1, "posting": "posted"})

    assert "[Undo]" in seen(draws(session, answer.kind, answer.facts, "UADA"))
