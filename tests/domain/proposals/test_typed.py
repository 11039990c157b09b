"""The grammar of what is typed about a proposal: every row of it."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.typed import reason_in, rest_of, stance_in, title_of
from tests.conftest import NOON

BERLIN = ZoneInfo("Europe/Berlin")
COMMIT, CONDITION = StanceKind.COMMIT, StanceKind.CONDITION


def read(text):
    return stance_in(text, NOON, BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "P-4",
        "p-4",
        "P–4",
        "P—4",
        "P−4",  # noqa: RUF001 - a minus, as phones type it
        "P-4.",
        "P-4!",
        "to P-4",
        "on P-4:",
        "for p-4",
        "with P-4,",
    ],
)
def test_an_id_with_nothing_after_it_commits(text):
    meant = read(text)

    assert (meant.number, meant.kind, meant.words) == (4, COMMIT, "")
    assert meant.is_sure


@pytest.mark.parametrize("text", ["p4", "P4.", "to P4"])
def test_an_id_without_a_dash_counts_only_where_it_is_open(text):
    meant = read(text)

    assert (meant.number, meant.kind, meant.is_sure) == (4, COMMIT, False)


@pytest.mark.parametrize(
    "text",
    [
        "P1 bugs closed by friday",
        "P4 if legal agrees",
        "call Acme by friday",
        "send the numbers for P-4 by friday",
        "I-7 fixed by friday",
        "C-12",
        "",
    ],
)
def test_everything_else_is_a_promise(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("P-4 provided legal agrees", "legal agrees"),
        ("P-4, provided that legal agrees.", "legal agrees"),
        ("P-4 if legal agrees", "legal agrees"),
        ("P-4 only if legal agrees", "legal agrees"),
        ("P-4: as long as legal agrees", "legal agrees"),
        ("P-4 subject to legal review", "legal review"),
        ("P-4 on condition that legal agrees", "legal agrees"),
        ("P-4 on the condition legal agrees", "legal agrees"),
        ("P-4 – ONLY IF legal agrees", "legal agrees"),
        ("P-4 once legal agrees", "once legal agrees"),
        ("P-4 when legal agrees", "when legal agrees"),
        ("P-4 unless legal objects", "unless legal objects"),
        ("P-4 but not in May", "but not in May"),
        ("P-4 if", ""),
    ],
)
def test_a_condition_commits_with_that_condition(text, condition):
    meant = read(text)

    assert (meant.number, meant.kind, meant.words) == (4, CONDITION, condition)


@pytest.mark.parametrize(
    ("text", "words", "has_date"),
    [
        ("P-4 by friday", "by friday", True),
        ("P-4 send the list by friday", "send the list by friday", True),
        ("P-4 great idea", "great idea", False),
        ("P-4 iffy", "iffy", False),
        ("P-4 button colours", "button colours", False),
        ("P-4 provide the list", "provide the list", False),
    ],
)
def test_anything_else_after_an_id_is_asked_about_with_the_text_kept(text, words, has_date):
    meant = read(text)

    assert (meant.number, meant.kind, meant.words) == (4, None, words)
    assert meant.has_date == has_date


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("P-4 the price is too high", 4, "the price is too high"),
        ("P-4, because the price is too high", 4, "the price is too high"),
        ("p4: since nobody asked Service", 4, "nobody asked Service"),
        ("P-4", 4, ""),
        ("P-4 becauseless", 4, "becauseless"),
    ],
)
def test_a_reason_follows_the_id_it_is_about(text, number, reason):
    meant = reason_in(text)

    assert (meant.number, meant.words) == (number, reason)


@pytest.mark.parametrize("text", ["the price is too high", "C-12 I am away", ""])
def test_a_reason_without_the_id_of_a_proposal_names_none(text):
    assert reason_in(text) is None


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Call every lost customer. In a week.", "Call every lost customer.", "In a week."),
        ("Version 2.1 ships in May\nAll agree.", "Version 2.1 ships in May", "All agree."),
        ("Why wait? Let us start.", "Why wait?", "Let us start."),
        ("One line", "One line", ""),
        ("a" * 200, "a" * 119 + "…", "a" * 200),
    ],
)  # fmt: skip
def test_the_first_sentence_is_the_title(text, title, rest):
    assert (title_of(text), rest_of(text)) == (title, rest)
