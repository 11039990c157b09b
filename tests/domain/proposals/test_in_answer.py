"""Whose dissent an amendment answers: told to its writer, and to who may know who dissented."""

import pytest

from bot.domain.people import person_numbered
from bot.domain.proposals.amending import amend_and_ask_again
from bot.domain.proposals.in_answer import in_answer
from tests.domain.proposals.rounds_of import NAMES, WHAT, Round
from tests.factories import OPS, TEAM

BETTER = WHAT.replace("two days", "three working days")
REASON = "Service has no people for that"


def amended(session, *answers, shows_name=False, asked=NAMES):
    """Return a round asked again, after Ben dissented, in answer to these people."""
    one = Round(session, asked=asked).says("ben", "dissent", REASON, shows_name=shows_name)
    one.all_commit(*(name for name in asked if name != "ben")).closes().later(minutes=1)
    numbers = [one.number(name) for name in answers]
    amend_and_ask_again(session, one.proposal, one.people["ada"], BETTER, one.now, numbers)
    return one


def told(one, name="", version=2):
    me = one.people.get(name)
    found = in_answer(one.session, one.proposal, version, me, OPS, one.now)
    return found and (found.is_mine, [each.called for each in found.people], found.unnamed)


def test_its_writer_reads_that_it_answers_theirs(session):
    assert told(amended(session, "ben"), "ben") == (True, [], 0)


def test_who_was_asked_reads_whose_it_answers(session):
    one = amended(session, "ben")

    ben = person_numbered(session, TEAM, one.number("ben")).called
    assert told(one, "ada") == told(one, "dev") == (False, [ben], 0)


def test_the_channel_reads_a_name_only_of_who_shows_it(session):
    assert told(amended(session, "ben")) == (False, [], 1)


def test_the_channel_reads_the_name_of_who_lets_it_be_shown(session):
    one = amended(session, "ben", shows_name=True)

    assert told(one)[1:] == ([one.people["ben"].called], 0)


def test_a_colleague_who_was_not_asked_reads_no_name(session):
    one = amended(session, "ben", asked=("ada", "ben", "cleo"))

    assert told(one, "dev") == (False, [], 1)


@pytest.mark.parametrize("answers", ["cleo", "dev"])
def test_who_did_not_dissent_is_answered_nothing(session, answers):
    one = Round(session).says("ben", "dissent", REASON).says("ben", "commit", "It is clear now")
    one.all_commit("ada", "cleo", "dev").closes().later(minutes=1)
    people = [one.number(answers)]
    amend_and_ask_again(session, one.proposal, one.people["ada"], BETTER, one.now, people)

    assert told(one, answers) is None


def test_each_version_says_for_itself_what_it_answers(session):
    one = amended(session, "ben")

    assert told(one, "ben", version=1) is None
    one.later(hours=1).act(amend_and_ask_again, "ada", "We answer within a week.")
    assert told(one, "ben", version=3) is None
    assert told(one, "ben") == (True, [], 0)
