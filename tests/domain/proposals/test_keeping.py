"""What was written on a proposal is erased in time; who stood where stays."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.keeping import MONTH
from bot.domain.proposals.concerns import leave_concern
from bot.domain.proposals.dissents import offer_alternative, say_mind
from bot.domain.proposals.finding import ERASED, text_of
from bot.domain.proposals.keeping import erase_proposal_words
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import State
from bot.domain.proposals.rounds import StanceKind
from bot.domain.words import Words
from tests.domain.proposals.rounds_of import Round

MONTHS = 24


def ended(session):
    """Return a proposal on which everything was said that can be."""
    one = Round(session)
    leave_concern(session, one.proposal, "It was dropped before")
    one.says("ben", "dissent", "first reason").says("ben", "dissent", "second reason")
    one.all_commit("ada", "cleo", "dev").closes("all spoke")
    one.act(say_mind, "ben", "one more person")
    one.act(offer_alternative, "ada", one.number("ben"), "with two more")
    one.act(record_outcome, "ada", Outcome(State.NOT_ALIGNED, "Not now"), "view:V1")
    return one


def test_every_word_of_it_is_erased_and_its_story_stays(session):
    one = ended(session)
    story = one.story()

    assert erase_proposal_words(session, one.now + MONTHS * MONTH, MONTHS) == 1

    assert session.exec(select(Words)).all() == []
    assert (one.story(), one.stance("ben").kind) == (story, StanceKind.DISSENT)
    assert text_of(session, one.proposal) == ERASED
    assert erase_proposal_words(session, one.now + MONTHS * MONTH, MONTHS) == 0


def test_nothing_is_erased_too_early_or_while_it_is_open(session):
    one, running = ended(session), Round(session, what="Another one. Running.")
    almost = one.now + MONTHS * MONTH - timedelta(seconds=1)

    assert erase_proposal_words(session, almost, MONTHS) == 0
    erase_proposal_words(session, one.now + 2 * MONTHS * MONTH, MONTHS)
    assert text_of(session, running.proposal) == "Another one. Running."
