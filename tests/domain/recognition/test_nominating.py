"""Nominations: anyone nominates, who leads picks in their own words, and both hear of it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.history import Event
from bot.domain.lines import BRIEF, Line
from bot.domain.preferences import change_preferences
from bot.domain.recognition.commending import (
    commendations,
    note_unthanked,
    picked_for,
    tell_picked,
)
from bot.domain.recognition.nominating import (
    DecidedBefore,
    NotYoursToPick,
    SentenceMissing,
    Wish,
    nominate,
    nomination_for,
    pass_over,
    pick,
)
from bot.domain.recognition.records import NominationState
from bot.domain.roles import appoint_cco
from tests.conftest import NOON
from tests.domain.recognition.thanking import CHANGED, DID, thanks
from tests.domain.sessions.living import a_forum
from tests.factories import PUBLIC_SCENE, TEAM, a_person, to_be_said

SENTENCE = "Nobody asked for it, and every customer noticed."


def nominated(session, forum=None, who="ben"):
    wish = Wish(a_person(session, who), f"{DID}; {CHANGED}")
    return nominate(session, a_person(session, "cleo"), wish, forum, PUBLIC_SCENE, NOON)


def lines(session):
    session.flush()
    return {(line.kind, line.listing) for line in session.exec(select(Line))}


def test_who_leads_the_forum_picks_and_it_is_told_as_it_begins(session):
    forum, ada = a_forum(session), a_person(session, "ada")
    made = nominated(session, forum)
    assert lines(session) == {("nomination_waits", f"digest:{ada.number}")}

    pick(session, made, ada, SENTENCE, NOON)
    assert [each.sentence for each in commendations(session, forum, NOON)] == [SENTENCE]
    tell_picked(session, TEAM, forum, NOON.date(), NOON)

    assert made.state is NominationState.TOLD
    assert ("commended", "UBEN") in to_be_said(session)
    assert ("nomination_told", f"digest:{made.nominated_by}") in lines(session)
    assert commendations(session, forum, NOON) == []


def test_not_this_time_is_told_to_who_nominated(session):
    made = nominated(session, a_forum(session))

    pass_over(session, made, a_person(session, "ada"), NOON)

    assert lines(session) == {("nomination_not_this_time", f"digest:{made.nominated_by}")}
    with pytest.raises(DecidedBefore):
        pick(session, made, a_person(session, "ada"), SENTENCE, NOON)


def test_nobody_else_picks_and_nobody_without_a_sentence(session):
    made = nominated(session, a_forum(session))

    with pytest.raises(NotYoursToPick):
        pick(session, made, a_person(session, "cleo"), SENTENCE, NOON)
    with pytest.raises(SentenceMissing):
        pick(session, made, a_person(session, "ada"), " \u200b", NOON)


def test_without_a_forum_the_cco_picks_for_the_next_gathering(session):
    dev = a_person(session, "dev")
    appoint_cco(session, dev, NOON)
    made = nominated(session)

    pick(session, made, dev, SENTENCE, NOON)

    assert [each.people[0].called for each in picked_for(session, TEAM, None)] == ["Ben Okafor"]


def test_while_nobody_could_pick_it_waits_in_the_brief_of_the_next_cco(session):
    made = nominated(session)
    assert lines(session) == {("nomination_waits", BRIEF)}

    ada = a_person(session, "ada")
    appoint_cco(session, ada, NOON)
    pass_over(session, made, ada, NOON)

    assert lines(session) == {("nomination_not_this_time", f"digest:{made.nominated_by}")}


def test_who_likes_it_privately_is_told_alone(session):
    forum, ben = a_forum(session), a_person(session, "ben")
    change_preferences(session, ben, Event(ben.number, "chose", NOON), thanked_privately=True)
    made = nominated(session, forum)

    pick(session, made, a_person(session, "ada"), SENTENCE, NOON)

    assert made.state is NominationState.TOLD
    assert commendations(session, forum, NOON) == []
    assert ("commended", "UBEN") in to_be_said(session)


def test_thanks_given_here_with_an_outcome_are_commendations(session):
    forum = a_forum(session)
    thanks(session, "ben", now=NOON + timedelta(hours=1))
    thanks(session, "ben", did=f"{DID} again", changed="", now=NOON + timedelta(hours=1))

    found = commendations(session, forum, NOON)

    assert [(each.label, each.changed) for each in found] == [("K-1", CHANGED)]


def test_two_forums_without_anybody_are_noticed_once(session):
    forum = a_forum(session)
    week = timedelta(weeks=1)
    days = [(NOON + n * week) for n in range(4)]
    both = [
        [(day.date(), day - week, day), (day.date() - week, day - 2 * week, day - week)]
        for day in days
    ]

    said = [note_unthanked(session, forum, pair, day) for pair, day in zip(both, days, strict=True)]

    assert said == [True, False, True, False]


def test_one_of_two_with_thanks_is_enough(session):
    forum, week = a_forum(session), timedelta(weeks=1)
    thanks(session, now=NOON - 10 * timedelta(days=1))

    both = [(NOON.date(), NOON - week, NOON), (NOON.date() - week, NOON - 2 * week, NOON - week)]

    assert not note_unthanked(session, forum, both, NOON)


def test_of_two_who_decide_at_the_same_moment_the_first_holds(race, saved):
    number = saved(lambda session: nominated(session, a_forum(session)).number)

    def picking(session):
        ada = a_person(session, "ada")
        return pick(session, nomination_for(session, ada, number), ada, SENTENCE, NOON).state

    def passing(session):
        ada = a_person(session, "ada")
        return pass_over(session, nomination_for(session, ada, number), ada, NOON).state

    answers = race(picking, passing)

    assert answers.count(DecidedBefore) == 1
