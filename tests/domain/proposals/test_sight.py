"""Who sees what: while a round runs, after its close, and in a private place."""

from dataclasses import replace

import pytest

from bot.domain.proposals.closing import withdraw
from bot.domain.proposals.dissents import say_mind, say_unseen
from bot.domain.proposals.late import NoRecordYet, NotLate, add_late
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.proposing import Draft, propose
from bot.domain.proposals.rights import NoSuchProposal, can_see
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.stating import NotAskedHere, ReasonMissing
from bot.domain.proposals.table import table_of
from tests.domain.proposals.rounds_of import NAMES, Round
from tests.factories import OPS, PUBLIC_SCENE, a_channel, a_person

PRIVATE = replace(PUBLIC_SCENE, is_private=True)
WHY = "Service has no people for that"


def seen(one, reader, here=OPS, later=None):
    """Return what somebody sees, each voice as (who, where they stand, why); None is a post."""
    me = a_person(one.session, reader) if reader else None
    table = table_of(one.session, one.proposal, me, here, later or one.now)
    named = [(row.person and row.person.handle, row.kind.value, row.reason) for row in table.rows]
    return table, named


@pytest.fixture
def running(session):
    """Ben dissents, Cleo commits; Ada and Dev have not spoken."""
    one = Round(session).says("ben", "dissent", WHY).says("cleo", "commit", "gladly")
    one.act(say_mind, "ben", "two more people")
    one.act(say_unseen, "cleo", "what Acme thinks")
    return one


def test_while_it_runs_everybody_sees_who_is_heard(running):
    for reader in (*NAMES, "gus", None):
        table, _ = seen(running, reader)
        assert {person.handle for person in table.heard} == {"ben", "cleo"}
        assert {person.handle for person in table.waiting} == {"ada", "dev"}


@pytest.mark.parametrize("reader", ["dev", "gus", None])
def test_while_it_runs_who_has_not_spoken_sees_nothing_more(running, reader):
    table, rows = seen(running, reader)

    assert (table.counts, rows) == (None, [])


def test_who_has_spoken_sees_where_each_stands_and_only_their_own_words(running):
    table, rows = seen(running, "cleo")

    assert table.counts == {StanceKind.COMMIT: 1, StanceKind.DISSENT: 1}
    assert set(rows) == {("ben", "dissent", ""), ("cleo", "commit", "gladly")}


def test_a_dissent_is_read_by_the_proposer_even_before_they_speak(running):
    table, rows = seen(running, "ada")

    assert (table.counts, rows) == (None, [("ben", "dissent", WHY)])
    assert table.rows[0].mind == "two more people"


def test_the_dissenter_reads_their_own(running):
    assert ("ben", "dissent", WHY) in seen(running, "ben")[1]


@pytest.fixture
def closed(running):
    return running.all_commit("ada", "dev").closes()


@pytest.mark.parametrize("reader", NAMES)
def test_after_the_close_people_asked_see_names_stances_and_reasons(closed, reader):
    table, rows = seen(closed, reader, here="")

    assert ("ben", "dissent", WHY) in rows
    assert len(rows) == 4
    assert {row.unseen for row in table.rows} == {"", "what Acme thinks"}


@pytest.mark.parametrize("reader", ["gus", None])
def test_others_in_the_channel_see_counts_and_reasons_without_names(closed, reader):
    table, rows = seen(closed, reader)

    assert table.counts == {StanceKind.COMMIT: 3, StanceKind.DISSENT: 1}
    assert rows == [(None, "commit", "gladly"), (None, "dissent", WHY)]
    assert not any(row.mind or row.unseen for row in table.rows)


def test_unless_the_dissenter_showed_their_name(session):
    one = Round(session).says("ben", "dissent", WHY, shows_name=True)
    one.all_commit("ada", "cleo", "dev").closes()

    assert seen(one, None)[1] == [("ben", "dissent", WHY)]


def test_reasons_without_names_do_not_stand_in_the_order_of_people(session):
    words = {"ada": "d", "ben": "c", "cleo": "b", "dev": "a"}
    one = Round(session)
    for name, why in words.items():
        one.says(name, "dissent", why)

    assert [why for _, _, why in seen(one.closes(), None)[1]] == ["a", "b", "c", "d"]


def test_a_round_whose_time_is_over_is_read_as_closed_before_the_clock_comes(session):
    one = Round(session).all_commit()

    assert seen(one, "gus", later=one.later(days=8).now)[0].counts == {StanceKind.COMMIT: 4}


def test_not_heard_enough_stays_folded_for_who_has_not_spoken(running):
    running.closes()

    assert seen(running, "dev")[0].counts is None
    assert seen(running, None)[1] == []
    assert seen(running, "cleo")[0].counts is not None


def test_once_taken_back_it_is_open_to_who_was_asked(running):
    running.act(withdraw, "ada", "Acme has left")

    assert ("ben", "dissent", WHY) in seen(running, "dev")[1]


@pytest.fixture
def private(session):
    a_channel(session, kind="private")
    return Round(session, scene=PRIVATE, asked=("ada", "ben", "cleo")).says("ben", "dissent", WHY)


@pytest.mark.parametrize("here", ["", "CELSE"])
@pytest.mark.parametrize("reader", ["dev", "gus", None])
def test_what_is_private_is_not_even_named_elsewhere(private, reader, here):
    table, rows = seen(private.closes(), reader, here)

    assert not table.sight.words
    assert (table.counts, table.heard, rows) == (None, (), [])


def test_who_is_asked_sees_it_anywhere(private):
    assert seen(private, "cleo", "CELSE")[0].sight.words


def test_elsewhere_there_is_no_such_proposal(private, session, now):
    with pytest.raises(NoSuchProposal):
        proposal_for(session, a_person(session, "dev"), 1, now, here="CELSE")
    assert proposal_for(session, a_person(session, "dev"), 1, now, here=OPS) is private.proposal


def test_a_channel_that_became_private_keeps_what_was_said_in_public(session, now):
    one = Round(session, asked=("ada", "ben", "cleo"))
    a_channel(session, kind="private")

    assert not can_see(session, one.proposal, a_person(session, "dev"), "CELSE")


def test_a_draft_is_its_proposers_own(session, now):
    ada, people = a_person(session, "ada"), (a_person(session, "ben").number,)
    a_channel(session)
    kept = propose(session, ada, Draft("x", people, is_draft=True), PUBLIC_SCENE, now).proposal

    assert can_see(session, kept, ada)
    assert not can_see(session, kept, a_person(session, "ben"), OPS)


def test_a_late_dissent_is_on_the_record_and_changes_no_result(closed):
    state = closed.proposal.state
    closed.act(add_late, "dev", "I was wrong")

    assert (None, "dissent", "I was wrong") in seen(closed, None)[1]
    assert ("dev", "dissent", "I was wrong") in seen(closed, "ada")[1]
    assert closed.proposal.state is state
    assert closed.stance("dev").kind is StanceKind.COMMIT


def test_while_it_runs_nothing_is_late(running):
    with pytest.raises(NotLate):
        running.act(add_late, "dev", "wait")


def test_what_was_taken_back_has_no_record(running):
    running.act(withdraw, "ada", "")

    with pytest.raises(NoRecordYet):
        running.act(add_late, "dev", "wait")


@pytest.mark.parametrize(
    ("name", "words", "refusal"),
    [
        ("dev", " ", ReasonMissing),
        ("gus", "wait", NotAskedHere),
    ],
)
def test_a_late_word_needs_a_reason_and_somebody_who_was_asked(closed, name, words, refusal):
    closed.people["gus"] = a_person(closed.session, "gus")

    with pytest.raises(refusal):
        closed.act(add_late, name, words)
