"""Words of thanks are forgotten after so many months; what was given stays counted."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.following import follow_channel
from bot.domain.recognition.finding import shown
from bot.domain.recognition.keeping import (
    erase_nomination_words,
    erase_thanks_words,
)
from bot.domain.recognition.nominating import Wish, nominate, pass_over
from bot.domain.recognition.wording import Wording, reword
from bot.domain.roles import appoint_cco
from bot.domain.words import Words
from tests.conftest import NOON
from tests.domain.recognition.thanking import CHANGED, DID, thanks
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_person

LATER = NOON + timedelta(days=400)


def texts(session):
    return {words.text for words in session.exec(select(Words))}


def test_words_and_those_they_replaced_are_erased_and_nothing_else(session):
    given = thanks(session)
    reword(session, given, a_person(session, "ada"), Wording(f"{DID} anew"), NOON)
    assert {DID, CHANGED, f"{DID} anew"} <= texts(session)

    assert (erase_thanks_words(session, LATER, 24), erase_thanks_words(session, LATER, 12)) == (
        0,
        1,
    )

    assert texts(session) & {DID, CHANGED, f"{DID} anew"} == set()
    assert shown(session, given).did == "(erased)"
    assert erase_thanks_words(session, LATER, 12) == 0


def test_a_nomination_is_forgotten_once_it_is_decided(session):
    cco = a_person(session, "cleo")
    appoint_cco(session, cco, NOON)
    wish = Wish(a_person(session, "ben"), f"{DID}; {CHANGED}")
    made = nominate(session, a_person(session, "ada"), wish, None, PUBLIC_SCENE, NOON)
    assert erase_nomination_words(session, LATER, 12) == 0

    pass_over(session, made, cco, NOON)

    assert erase_nomination_words(session, LATER, 12) == 1
    assert texts(session) & {DID, CHANGED} == set()


def test_thanks_follow_their_channel_to_its_new_id(session):
    given = thanks(session)

    follow_channel(session, TEAM, OPS, "CNEW")

    session.refresh(given)
    assert given.channel_id == "CNEW"
