"""Typed lines about commitments: the id in any shape, and all that may follow it."""

from datetime import date, timedelta

import pytest

from bot.domain.answers import Kind, Said
from bot.domain.commitments import lines
from bot.domain.commitments.acting import Filled, date_and_reason
from bot.domain.commitments.finding import told
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.rights import NoSuchCommitment, NotYours
from bot.domain.commitments.settling import NotOpen, keep
from bot.domain.unfinished import FormKind, Unfinished
from tests.factories import (
    FRIDAY,
    PUBLIC_SCENE,
    TEAM,
    a_commitment,
    a_person,
    what_happened,
    words_at,
)

MONDAY = date(2026, 11, 30)
BEN = "<@UBEN>"
UNCLEAR = {
    "30 feb": "impossible",
    "3/4": "ambiguous",
    # Their beginnings alone would be a date, and another one.
    "monday 25:00": "impossible",
    "30 november 2020": "past",
}


@pytest.mark.parametrize("name", ["C-1", "c1", "C–1,", "to C-1:", "*C-1*", "#C-1"])
def test_done_takes_the_rest_as_proof(session, type_, promised, name):
    type_(FormKind.DONE, f"{name} because https://crm/1")

    assert promised.state is State.DONE
    assert words_at(session, promised.proof) == "https://crm/1"


def test_the_answer_says_which_and_since_when(type_, promised):
    said = type_(FormKind.DONE, "C-1 https://crm/1")

    assert said == Said(Kind.COMMITMENT, {"number": 1, "revision": 2})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FormKind.DONE, "C-1"),
        (FormKind.DROP, "C-1"),
        (FormKind.EXTEND, "C-1 monday"),
        (FormKind.EXTEND, "C-1"),
        (FormKind.HANDOVER, "C-1"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_changes(
    session, type_, promised, kept, kind, text
):
    said = type_(kind, text)

    assert said.kind is Kind.FORM
    assert kept() == [(kind, "")]
    assert what_happened(session, promised) == ["made"]


def test_without_an_id_it_is_asked_which_with_the_text_kept(type_, promised, kept):
    type_(FormKind.DROP, f"because {BEN} left")

    assert kept() == [(FormKind.PICK, "because @Ben Okafor left")]


def test_another_kind_of_record_is_no_commitment(type_, promised, kept):
    type_(FormKind.DONE, "I-1 solved")

    assert kept() == [(FormKind.PICK, "I-1 solved")]


def test_a_reason_keeps_the_names_in_it(session, type_, promised):
    type_(FormKind.DROP, f"C-1 because {BEN} left")

    assert told(session, promised)[-1].words == "@Ben Okafor left"


def test_extend_takes_the_date_then_the_reason(session, type_, promised):
    type_(FormKind.EXTEND, "C-1 to monday because the file came late")

    assert promised.due_on == MONDAY
    assert told(session, promised)[-1].words == "the file came late"


@pytest.mark.parametrize("date_", UNCLEAR)
def test_an_unclear_date_is_asked_about_and_the_reason_kept(session, type_, promised, kept, date_):
    said = type_(FormKind.EXTEND, f"C-1 to {date_} because it is late")

    asked = session.get_one(Unfinished, (TEAM, said.facts["unfinished"])).facts
    assert kept() == [(FormKind.EXTEND, "it is late")]
    assert (asked["phrase"], asked["problem"]) == (date_, UNCLEAR[date_])


def test_a_day_that_is_over_is_asked_about_with_the_reason_kept(session, type_, promised, kept):
    said = type_(FormKind.EXTEND, "C-1 to yesterday because it is late")

    asked = session.get_one(Unfinished, (TEAM, said.facts["unfinished"])).facts
    assert kept() == [(FormKind.EXTEND, "it is late")]
    assert (asked["phrase"], asked["problem"]) == ("yesterday", "past")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("monday", Filled(on=MONDAY)),
        ("monday, it is late", Filled(text="it is late", on=MONDAY)),
        ("monday since it is late", Filled(text="it is late", on=MONDAY)),
        ("monday - it is late", Filled(text="it is late", on=MONDAY)),
        ("it is late", Filled(text="it is late")),
        ("", Filled()),
    ],
)
def test_a_date_and_a_reason_are_told_apart(ada, now, text, read):
    assert date_and_reason(text, ada, now) == read


def test_handoff_offers_it_and_says_why(session, type_, promised):
    type_(FormKind.HANDOVER, f"C-1 to {BEN} because I am away")

    assert promised.handover_to == a_person(session, "ben").number
    assert told(session, promised)[-1].words == "I am away"


@pytest.mark.parametrize("whom", ["@ben", BEN, f"to {BEN}", "@me"])
def test_handoff_finds_the_person_in_any_form(session, type_, promised, whom):
    if whom == "@me":
        with pytest.raises(lines.UserError):
            type_(FormKind.HANDOVER, f"C-1 {whom}")
    else:
        type_(FormKind.HANDOVER, f"C-1 {whom}")
        assert what_happened(session, promised) == ["made", "handed_over"]


def test_release_and_reopen_are_for_whom_it_is_promised_to(session, now):
    commitment, cleo = a_commitment(session, "ada", to="cleo"), a_person(session, "cleo")
    keep(session, commitment, a_person(session, "ada"), "", now)
    typed = (FormKind.NOT_THERE_YET, "C-1 two calls are missing")

    lines.settle(session, cleo, PUBLIC_SCENE, typed, now)
    reopened = commitment.state
    lines.settle(session, cleo, PUBLIC_SCENE, (FormKind.RELEASE, "C-1"), now)

    assert (reopened, commitment.state) == (State.OPEN, State.RELEASED)


@pytest.mark.parametrize(
    "kind", [FormKind.DONE, FormKind.DROP, FormKind.EXTEND, FormKind.HANDOVER, FormKind.RELEASE]
)
def test_what_may_not_be_done_is_refused_before_anything_is_asked(session, type_, kept, kind):
    a_commitment(session, "ben")

    with pytest.raises(NotYours):
        type_(kind, "C-1")
    assert kept() == []


def test_what_is_over_is_refused_before_anything_is_asked(session, type_, promised, ada, now):
    keep(session, promised, ada, "", now)

    with pytest.raises(NotOpen):
        type_(FormKind.DROP, "C-1")


@pytest.mark.parametrize("kind", [FormKind.DONE, lines.commit, lines.show, lines.dissent])
def test_an_id_that_nobody_has_is_refused(type_, kind):
    with pytest.raises(NoSuchCommitment) as refused:
        type_(kind, "C-7 by friday")

    assert refused.value.facts["record"] == "C-7"


def test_an_extended_date_counts_from_now(session, ada, now):
    a_commitment(session, "ada")
    typed = (FormKind.EXTEND, "C-1 friday because it is late")

    lines.settle(session, ada, PUBLIC_SCENE, typed, now + timedelta(days=4))

    assert session.get_one(Commitment, (TEAM, 1)).due_on == FRIDAY + timedelta(days=7)
