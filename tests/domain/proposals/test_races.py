"""Voices in the same moment, on both databases: one row each, nothing lost."""

import pytest
from sqlmodel import select

from bot.domain.history import is_unbroken, story_of
from bot.domain.notices import Notice
from bot.domain.people import person_seen
from bot.domain.proposals.closing import close
from bot.domain.proposals.finding import text_of
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.records import NOUN, Proposal, State
from bot.domain.proposals.reminding import look_at_rounds
from bot.domain.proposals.rewording import AnsweredSince, reword, undo
from bot.domain.proposals.rights import NoSuchProposal
from bot.domain.proposals.rounds import Seat, Stance, StanceKind
from bot.domain.proposals.stating import RoundClosed, state_stance
from bot.domain.proposals.voices import StanceWish
from tests.domain.proposals.rounds_of import NAMES, WHAT, Round
from tests.factories import CAST, TEAM

BETTER = WHAT.replace("two", "three")
COMMIT, DISSENT, ASIDE = StanceKind.COMMIT, StanceKind.DISSENT, StanceKind.ASIDE


@pytest.fixture
def put_out(saved):
    saved(lambda session: Round(session).proposal.number)


def saying(name, kind, words, now):
    """Return the press of a button, or a form sent: somebody says where they stand."""

    def say(session):
        me = person_seen(session, TEAM, CAST[name].slack_id)
        proposal = proposal_for(session, me, 1, now)
        return state_stance(session, proposal, me, StanceWish(kind, words), now).is_new

    return say


def everything(saved, model):
    return saved(lambda session: session.exec(select(model)).all())


def story(saved):
    """Return what happened to the proposal, after looking at its chain."""

    def read(session):
        told = story_of(session, TEAM, NOUN, 1)
        assert is_unbroken(told)
        assert len(told) == session.get_one(Proposal, (TEAM, 1)).revision
        return [each.what for each in told]

    return saved(read)


def test_all_leaders_in_the_same_moment_are_each_heard(race, saved, put_out, now):
    outcomes = race(*[saying(name, COMMIT, "", now) for name in NAMES])

    assert outcomes == [True] * 4
    assert len(everything(saved, Stance)) == 4
    assert all(seat.heard_at for seat in everything(saved, Seat))
    assert story(saved).count("stated") == 4


def test_one_leader_twice_in_the_same_moment_is_heard_once(race, saved, put_out, now):
    outcomes = race(*[saying("ben", COMMIT, "", now)] * 6)

    assert sorted(outcomes) == [False] * 5 + [True]
    assert len(everything(saved, Stance)) == 1
    assert story(saved).count("stated") == 1


def test_one_leader_who_says_two_things_at_once_has_said_both_and_stands_by_one(
    race, saved, put_out, now
):
    outcomes = race(saying("ben", DISSENT, "too early", now), saying("ben", ASIDE, "not mine", now))

    rows = everything(saved, Stance)
    assert outcomes == [True, True]
    assert [row.kind in {DISSENT, ASIDE} for row in rows] == [True]
    assert story(saved).count("stated") == 2


def test_a_voice_and_the_close_in_the_same_moment(race, saved, put_out, now):
    def closing(session):
        me = person_seen(session, TEAM, "UADA")
        return close(session, proposal_for(session, me, 1, now), me, "Acme waits", now).state

    said, _ = race(saying("ben", COMMIT, "", now), closing)

    is_heard = len(everything(saved, Stance)) == 1
    assert said == (True if is_heard else RoundClosed)
    assert [each.state for each in everything(saved, Proposal)] == [State.NOT_HEARD]


def test_closed_by_hand_and_by_the_clock_at_once_it_is_closed_once(race, saved, put_out, now):
    over = now.replace(month=12)

    def closing(session):
        me = person_seen(session, TEAM, "UADA")
        return close(session, proposal_for(session, me, 1, over), me, "Acme", over)

    race(closing, lambda session: look_at_rounds(session, over))
    # Whoever came second was refused or passed over; a second later the clock comes again.
    saved(lambda session: look_at_rounds(session, over))

    assert story(saved).count("closed") == 1


def test_however_many_speak_at_once_there_is_one_post(race, saved, put_out, now):
    race(*[saying(name, COMMIT, "", now) for name in NAMES])

    posts = [each for each in everything(saved, Notice) if each.kind == "proposal.post"]
    assert [each.key for each in posts] == ["post:P-1:1"]
    assert posts[0].wanted >= 5


def test_better_words_and_a_voice_in_the_same_moment(race, saved, put_out, now):
    def rewording(session):
        me = person_seen(session, TEAM, "UADA")
        return reword(session, proposal_for(session, me, 1, now), me, BETTER, now).revision

    said, reworded = race(saying("ben", DISSENT, "too early", now), rewording)

    text = saved(lambda session: text_of(session, session.get_one(Proposal, (TEAM, 1))))
    assert said is True
    assert (reworded, text) in {(AnsweredSince, WHAT), (3, BETTER)}
    assert story(saved).count("reworded") == int(text == BETTER)


def test_undone_and_answered_in_the_same_moment(race, saved, put_out, now):
    def undoing(session):
        me = person_seen(session, TEAM, "UADA")
        return undo(session, proposal_for(session, me, 1, now), me, now).state

    said, undone = race(saying("ben", COMMIT, "", now), undoing)

    voices = len(everything(saved, Stance))
    assert (said, undone, voices) in {
        (True, AnsweredSince, 1),
        (NoSuchProposal, State.WITHDRAWN, 0),
    }
