"""The record of dissents, and decisions that stay open."""

from datetime import timedelta

from bot.domain.proposals.dissents import maintain, offer_alternative
from bot.domain.proposals.late import add_late
from bot.domain.proposals.ledger import ledger_of, open_decisions
from bot.domain.proposals.outcomes import Outcome, record_outcome
from bot.domain.proposals.records import State
from bot.domain.proposals.rounds import DissentState
from tests.domain.proposals.rounds_of import Round, disputed
from tests.factories import a_person

REASON = "Service has no people for that"


def read(session, one, name, here=""):
    return [
        (each.person.called if each.person else "", each.reason, each.state)
        for each in ledger_of(session, a_person(session, name), one.now, here)
    ]


def test_people_asked_read_who_dissented_why_and_what_became_of_it(session):
    one = disputed(session)
    one.act(offer_alternative, "ada", one.number("ben"), "with two more people")
    one.act(maintain, "ben")

    entry = ledger_of(session, one.people["cleo"], one.now)[0]

    assert (entry.person, entry.reason) == (one.people["ben"], REASON)
    assert (entry.state, entry.alternative) == (DissentState.MAINTAINED, "with two more people")


def test_others_in_the_channel_read_reasons_without_names(session):
    one = disputed(session, asked=("ada", "ben", "cleo"))

    assert read(session, one, "gus", "COPS") == [("", REASON, DissentState.OPEN)]


def test_a_dissent_that_came_late_is_on_the_record_as_such(session):
    one = Round(session, asked=("ada", "ben", "cleo"))
    one.all_commit("ada", "ben", "cleo").closes()
    one.act(add_late, "cleo", REASON)

    assert read(session, one, "ben") == [("Cleo Marsh", REASON, None)]
    assert read(session, one, "gus", "COPS") == [("", REASON, None)]
    assert read(session, one, "gus", "CELSE") == [("", REASON, None)]


def test_a_late_one_is_not_read_by_who_may_still_be_asked(session):
    one = Round(session).all_commit("ada", "dev").closes()  # Not heard enough.
    one.act(add_late, "cleo", REASON)

    assert read(session, one, "ben") == []
    assert read(session, one, "cleo") == [("Cleo Marsh", REASON, None)]
    assert read(session, one, "dev") == [("Cleo Marsh", "", None)]


def test_who_shows_their_name_is_read_by_name(session):
    one = Round(session, asked=("ada", "ben", "cleo"))
    one.says("ben", "dissent", REASON, shows_name=True).all_commit("ada", "cleo").closes()

    assert read(session, one, "gus", "COPS") == [("Ben Okafor", REASON, DissentState.OPEN)]


def test_while_the_round_runs_no_reason_is_read_by_who_has_not_spoken(session):
    one = Round(session).says("ben", "dissent", REASON)

    assert read(session, one, "cleo") == []
    assert read(session, one, "ada") == [("Ben Okafor", REASON, DissentState.OPEN)]


def test_what_was_said_in_private_is_read_by_those_people_only(session):
    one = disputed(session, asked=("ada", "ben", "cleo"))
    one.proposal.is_private = True

    assert read(session, one, "gus") == []
    assert len(read(session, one, "cleo")) == 1


def test_decisions_open_for_two_weeks_are_listed(session):
    one = Round(session)
    assert open_decisions(session, one.people["ben"], one.later(days=13).now) == []

    listed = open_decisions(session, one.people["ben"], one.later(days=1).now)

    assert [each.proposal.number for each in listed] == [one.proposal.number]
    assert listed[0].since == one.now - timedelta(days=14)


def test_what_is_decided_or_not_mine_to_see_is_not_listed(session):
    one = Round(session, asked=("ada", "ben", "cleo"))
    one.proposal.is_private = True
    later = one.now + timedelta(days=20)
    assert open_decisions(session, a_person(session, "gus"), later) == []

    one.all_commit("ada", "ben", "cleo").closes()
    one.act(record_outcome, "ada", Outcome(State.NOT_ALIGNED, "No"), "view:V1")

    assert open_decisions(session, one.people["ben"], later) == []
