"""Typed lines about commitments: the id in any shape, and all that may follow it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.answers import Kind, Said
from bot.domain.areas import areas_of
from bot.domain.commitments import lines
from bot.domain.commitments.acting import Filled, date_and_reason
from bot.domain.commitments.finding import told
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.records import Commitment, State
from bot.domain.commitments.rights import NoSuchCommitment, NotYours
from bot.domain.commitments.settling import NotOpen, keep
from bot.domain.unfinished import FormKind, all_unfinished
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


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    return a_person(session, "ada")


@pytest.fixture
def promised(session, ada):
    return a_commitment(session, "ada", to="cleo")


@pytest.fixture
def offered(session, ada):
    return a_commitment(session, "ben", owner="ada")


@pytest.fixture
def type_(session, ada, now):
    """Type a line of Ada's; `kind` is what its verb does."""

    def type_line(kind, text):
        if isinstance(kind, FormKind):
            return lines.settle(session, ada, PUBLIC_SCENE, (kind, text), now)
        return kind(session, ada, PUBLIC_SCENE, text, now)

    return type_line


@pytest.fixture
def kept(session, ada, now):
    return lambda: [(each.kind, each.words) for each in all_unfinished(session, ada, now)]


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


@pytest.mark.parametrize("date_", ["30 feb", "yesterday", "3/4"])
def test_an_unclear_date_is_no_date_and_all_is_kept(type_, promised, kept, date_):
    type_(FormKind.EXTEND, f"C-1 to {date_} because it is late")

    assert kept() == [(FormKind.EXTEND, f"{date_} because it is late")]


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


def test_commit_accepts_what_was_offered_to_me(type_, offered):
    type_(lines.commit, "C-1")

    assert offered.state is State.OPEN


def test_commit_takes_over_what_is_handed_to_me(session, type_, ada, now):
    ben = a_person(session, "ben")
    commitment = hand_over(session, a_commitment(session, "ben"), ben, ada, now)

    type_(lines.commit, "C-1")

    assert commitment.owner == ada.number


def test_more_than_yes_to_an_offer_is_a_wish_to_be_confirmed(type_, offered, kept):
    type_(lines.commit, "C-1 by monday")

    assert offered.state is State.OFFERED
    assert kept() == [(FormKind.DISCUSS, "by monday")]


def test_commit_with_another_date_extends_what_is_mine(type_, promised, kept):
    type_(lines.commit, "C-1 by monday")

    assert kept()[0][0] is FormKind.EXTEND


def test_commit_shows_what_is_neither_mine_nor_offered(session, type_):
    a_commitment(session, "ben")

    assert type_(lines.commit, "C-1") == Said(Kind.COMMITMENT, {"number": 1, "revision": 0})


def test_words_after_anothers_id_are_a_promise_of_mine(session, type_):
    a_commitment(session, "ben")

    said = type_(lines.commit, "C-1 needs our invoices by friday")

    mine = session.get_one(Commitment, (TEAM, said.facts["number"]))
    assert words_at(session, mine.what) == "C-1 needs our invoices"


@pytest.mark.parametrize("text", ["C4 pipes repaired by friday", "P1 bugs closed by friday"])
def test_a_word_that_looks_like_an_id_is_a_word(session, type_, text):
    said = type_(lines.commit, text)

    made = session.get_one(Commitment, (TEAM, said.facts["number"]))
    assert (words_at(session, made.what), made.due_on) == (text.removesuffix(" by friday"), FRIDAY)


@pytest.mark.parametrize("text", ["c1", "C1 by monday"])
def test_without_a_dash_an_id_counts_when_it_is_one(type_, promised, text):
    said = type_(lines.commit, text)

    assert said.kind in {Kind.COMMITMENT, Kind.FORM}
    assert said.facts.get("number", 1) == 1


def test_without_a_dash_an_id_of_nothing_is_a_word(type_, kept):
    type_(lines.commit, "c7")

    assert kept() == [(FormKind.PROMISE, "c7")]


def test_without_a_dash_an_id_i_may_not_see_is_a_word(session, type_, kept):
    private = replace(PUBLIC_SCENE, channel_id="CPRIV", is_private=True)
    a_commitment(session, "ben", scene=private)

    type_(lines.commit, "c1")

    assert kept() == [(FormKind.PROMISE, "c1")]


def test_dissent_declines_an_offer_with_the_reason(session, type_, offered):
    type_(lines.dissent, f"C-1 {BEN} knows more")

    assert offered.state is State.DECLINED
    assert told(session, offered)[-1].words == "@Ben Okafor knows more"


def test_dissent_declines_a_handover(session, type_, ada, now):
    ben = a_person(session, "ben")
    commitment = hand_over(session, a_commitment(session, "ben"), ben, ada, now)

    type_(lines.dissent, "C-1 I am away")

    assert what_happened(session, commitment)[-1] == "handover_refused"


def test_dissent_on_anothers_promise_names_whose_it_is(session, type_):
    a_commitment(session, "ben")

    with pytest.raises(lines.NotAProposal) as refused:
        type_(lines.dissent, "C-1 too late")

    assert refused.value.facts == {"record": "C-1", "who": "Ben Okafor"}


@pytest.mark.parametrize("text", ["", "too late", "P-4 too late"])
def test_dissent_without_a_commitment_has_nothing_to_answer(type_, text):
    with pytest.raises(lines.NothingToDissent):
        type_(lines.dissent, text)


def test_show_tells_the_story(type_, promised):
    assert type_(lines.show, "c-1 please").kind is Kind.STORY


@pytest.mark.parametrize("text", ["", "everything", "I-7"])
def test_show_needs_an_id(type_, text):
    with pytest.raises(lines.NoRecordNamed):
        type_(lines.show, text)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("", "mine"),
        (" Mine ", "mine"),
        ("owed", "owed"),
        ("offered", "offered"),
        ("OVERDUE", "overdue"),
        ("open", "open"),
        (BEN, "person"),
        ("@ben", "person"),
        ("person @ben", "person"),
        ("@me", "person"),
        ("sales", "area"),
        ("area Sales", "area"),
    ],
)
def test_list_knows_its_lists(type_, text, which):
    assert type_(lines.list_, text).facts["which"] == which


def test_list_says_of_whom(session, type_):
    sales = next(area for area in areas_of(session, TEAM) if area.name == "Sales")

    assert type_(lines.list_, BEN).facts["of"] == a_person(session, "ben").number
    assert type_(lines.list_, "Sales").facts["of"] == sales.number


@pytest.mark.parametrize("text", ["area", "person", "everything", "@zoe", "<@UNOBODY>", "<!here>"])
def test_an_unknown_list_is_refused(type_, text):
    with pytest.raises(lines.NoSuchList):
        type_(lines.list_, text)


def test_an_extended_date_counts_from_now(session, ada, now):
    a_commitment(session, "ada")
    typed = (FormKind.EXTEND, "C-1 friday because it is late")

    lines.settle(session, ada, PUBLIC_SCENE, typed, now + timedelta(days=4))

    assert session.get_one(Commitment, (TEAM, 1)).due_on == FRIDAY + timedelta(days=7)
