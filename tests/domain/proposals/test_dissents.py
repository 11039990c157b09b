"""A dissent is worked on: an alternative, its writer's answer, a risk somebody carries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.notices import Notice
from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.dissents import (
    CarrierMissing,
    DecidedBefore,
    NoDissent,
    NoDissentOfYours,
    NotSpoken,
    StillAsking,
    accept_as_risk,
    maintain,
    maintain_unanswered,
    offer_alternative,
    resolve,
    say_mind,
    say_unseen,
)
from bot.domain.proposals.records import State
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.rounds import DissentState
from bot.domain.proposals.said import SayWhat, TooMuch
from bot.domain.proposals.standing import standing
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import OPS, PUBLIC_SCENE, a_person, to_be_told, words_at

DAYS = "Three days, with two people from Sales"


@pytest.fixture
def told(session):
    """Return who was told what of a dissent: (what, person or channel)."""

    def look():
        session.flush()
        said = session.exec(select(Notice).where(Notice.kind == "dissent.told"))
        return {(each.facts["what"], each.person_id or each.channel_id) for each in said}

    return look


def test_a_dissent_is_told_to_the_proposer_alone_while_the_round_runs(session, told):
    one = disputed(session, closed=False)

    assert one.dissent("ben").state is DissentState.OPEN
    assert told() == {("dissented", "UADA")}


def test_after_the_close_a_dissent_has_its_own_thread_below_the_post(session, told):
    disputed(session)

    thread = session.exec(select(Notice).where(Notice.key == "dissent:P-1:1:2:thread")).one()
    assert (thread.channel_id, thread.thread_of) == (OPS, "post:P-1:1")
    assert ("thread", OPS) in told()


def test_below_a_post_that_stands_in_a_thread_it_is_said_in_that_thread(session, told):
    disputed(session, scene=replace(PUBLIC_SCENE, thread_ts="1700.1"))

    thread = session.exec(select(Notice).where(Notice.key == "dissent:P-1:1:2:thread")).one()
    assert (thread.thread_ts, thread.thread_of) == ("1700.1", "")


def test_when_not_enough_were_heard_no_thread_opens(session, told):
    one = Round(session).says("ben", "dissent", "no people").closes()

    assert one.proposal.state is State.NOT_HEARD
    assert told() == {("dissented", "UADA")}


def test_a_proposer_is_not_told_of_a_dissent_of_their_own(session, told):
    Round(session).says("ada", "dissent", "I have second thoughts")

    assert told() == set()


def test_what_would_change_a_mind_is_the_writers_to_say(session):
    one = disputed(session)

    one.act(say_mind, "ben", "one more person")

    assert words_at(session, one.stance("ben").mind) == "one more person"
    with pytest.raises(NoDissentOfYours):
        one.act(say_mind, "cleo", "nothing")


def test_anybody_who_has_spoken_can_add_what_others_do_not_see(session):
    one = Round(session).says("cleo", "commit")

    one.act(say_unseen, "cleo", "December is full")

    assert words_at(session, one.stance("cleo").unseen) == "December is full"
    with pytest.raises(NotSpoken):
        one.act(say_unseen, "dev", "it is")


def test_an_alternative_is_offered_to_the_dissenter_who_has_three_working_days(session, told):
    one = disputed(session)

    dissent = one.act(offer_alternative, "ada", one.number("ben"), DAYS)

    assert dissent.state is DissentState.OFFERED
    assert words_at(session, dissent.alternative) == DAYS
    # From Tuesday noon in New York to Friday noon.
    assert dissent.answer_by == one.now + timedelta(days=3)
    assert ("offered", "UBEN") in told()


def test_only_the_proposer_offers_an_alternative(session):
    one = disputed(session, cco="dev")

    for name in ("ben", "cleo", "dev"):
        with pytest.raises(NotYours):
            one.act(offer_alternative, name, one.number("ben"), DAYS)


@pytest.mark.parametrize(("words", "refusal"), [("  ", SayWhat), ("x" * 3001, TooMuch)])
def test_an_alternative_is_words_and_not_a_document(session, words, refusal):
    one = disputed(session)

    with pytest.raises(refusal):
        one.act(offer_alternative, "ada", one.number("ben"), words)
    assert one.dissent("ben").state is DissentState.OPEN


def test_to_somebody_who_does_not_dissent_nothing_is_offered(session):
    one = disputed(session)

    with pytest.raises(NoDissent):
        one.act(offer_alternative, "ada", one.number("cleo"), DAYS)


def test_a_dissenter_alone_resolves_their_dissent(session):
    one = disputed(session, cco="dev")
    for name in ("ada", "cleo", "dev"):
        with pytest.raises(NoDissentOfYours):
            one.act(resolve, name)

    one.act(resolve, "ben")

    assert one.dissent("ben").state is DissentState.RESOLVED
    assert standing(session, one.proposal) == []
    assert one.story()[-1] == "dissent_resolved"


def test_a_dissenter_maintains_and_can_still_resolve(session):
    one = disputed(session)

    one.act(maintain, "ben")
    assert one.dissent("ben").state is DissentState.MAINTAINED

    one.act(resolve, "ben")
    assert one.dissent("ben").state is DissentState.RESOLVED


def test_a_facilitator_or_the_cco_accepts_a_risk_and_says_who_carries_it(session, told):
    one = disputed(session, cco="dev")
    with pytest.raises(NotYours):
        one.act(accept_as_risk, "cleo", one.number("ben"), one.people["cleo"])

    dissent = one.act(accept_as_risk, "dev", one.number("ben"), one.people["cleo"])

    assert dissent.state is DissentState.ACCEPTED_AS_RISK
    assert dissent.carried_by == one.number("cleo")
    assert not {what for what, _ in told()} & {"accepted_as_risk"}, "Nobody waits for an answer."
    assert to_be_told(session) == {("dissent.told", "UCLEO"), ("dissent.told", "UBEN")}


def test_while_the_round_runs_no_risk_is_accepted(session):
    one = disputed(session, closed=False, cco="dev")

    with pytest.raises(StillAsking):
        one.act(accept_as_risk, "dev", one.number("ben"), one.people["dev"])


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_a_risk_is_carried_by_a_colleague(session, name):
    one = disputed(session, cco="dev")

    with pytest.raises(CarrierMissing):
        one.act(accept_as_risk, "dev", one.number("ben"), a_person(session, name))


def test_without_an_answer_in_three_working_days_a_dissent_is_maintained_once(session):
    one = disputed(session)
    dissent = one.act(offer_alternative, "ada", one.number("ben"), DAYS)
    assert maintain_unanswered(session, dissent.answer_by - timedelta(seconds=1)) == 0

    one.later(days=3)

    assert maintain_unanswered(session, one.now) == 1
    assert dissent.state is DissentState.MAINTAINED
    assert maintain_unanswered(session, one.now) == 0
    assert one.story()[-1] == "dissent_maintained"


def test_the_clock_never_answers_for_who_has_answered(session):
    one = disputed(session)
    dissent = one.act(offer_alternative, "ada", one.number("ben"), DAYS)
    one.act(resolve, "ben")

    assert maintain_unanswered(session, one.later(days=9).now) == 0
    assert dissent.state is DissentState.RESOLVED


def test_on_a_proposal_that_was_withdrawn_nothing_is_worked_on(session):
    one = disputed(session)
    one.act(offer_alternative, "ada", one.number("ben"), DAYS)
    one.act(withdraw, "ada", "not now")

    with pytest.raises(DecidedBefore):
        one.act(resolve, "ben")
    assert maintain_unanswered(session, one.later(days=9).now) == 1
    assert maintain_unanswered(session, one.now) == 0


def test_who_changes_their_word_leaves_no_dissent_standing(session):
    one = disputed(session, closed=False)

    one.says("ben", "commit", "two people will come")

    assert standing(session, one.proposal) == []
    assert one.dissent("ben").state is DissentState.RESOLVED
