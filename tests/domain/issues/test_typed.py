"""What a typed line says about an issue, as people write it."""

import pytest

from bot.domain.issues.filling import number_in
from bot.domain.issues.records import Channel, Severity
from bot.domain.issues.typed import (
    Heard,
    aside_in,
    count_in,
    heard_in,
    into_in,
    severity_in,
    without_because,
)

CALL, MAIL, SURVEY = Channel.CALL, Channel.MAIL, Channel.SURVEY


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("heard by phone from Acme: “page 3 is missing”", Heard("page 3 is missing", "Acme", CALL)),
        ("from Acme Offices", Heard("", "Acme Offices")),
        ("from Acme by mail: late again", Heard("late again", "Acme", MAIL)),
        ("by e-mail from Oak, late, again", Heard("late, again", "Oak", MAIL)),
        ("heard in a survey", Heard("", "", SURVEY)),
        ('by the phone "it broke"', Heard("it broke", "", CALL)),
        ("Acme says the same", Heard("Acme says the same")),
        (
            "from people who have waited for a whole week now",
            Heard("from people who have waited for a whole week now"),
        ),
        ("", Heard()),
    ],
)
def test_a_report_is_read_as_it_is_said(line, heard):
    assert heard_in(line) == heard


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("urgent: the checkout is down", (Severity.URGENT, "the checkout is down")),
        ("High, chairs arrive scratched", (Severity.HIGH, "chairs arrive scratched")),
        ("urgent orders are lost", (None, "urgent orders are lost")),
        ("urgent:", (None, "urgent:")),
    ],
)
def test_how_bad_it_is_stands_before_a_mark(line, found):
    assert severity_in(line) == found


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("by mail, to 12 customers", 12),
        ("by mail to 12", 12),
        ("wrote to all 40 customers on Monday", 40),
        ("called 3 people", 3),
        ("called them on 3 May", None),
        ("all told by mail", None),
    ],
)
def test_how_many_were_told_is_the_number_of_customers(line, count):
    assert count_in(line) == count


@pytest.mark.parametrize(
    ("line", "what", "rest"),
    [
        ("waiting on Product because of a tool", "wait", "Product because of a tool"),
        ("waits for the Finance team", "wait", "Finance team"),
        ("won't fix: too dear", "wont_fix", "too dear"),
        ("wont fix", "wont_fix", ""),
        ("parked until monday because of stock", "park", "until monday because of stock"),
    ],
)
def test_next_may_lead_aside(line, what, rest):
    aside = aside_in(line)

    assert aside is not None
    assert (aside.what, aside.rest) == (what, rest)


def test_a_cause_leads_nowhere_else():
    assert aside_in("the file was cut, waiting for the printer made it worse") is None


@pytest.mark.parametrize(
    ("line", "number"),
    [("I-3", 3), ("into I-3", 3), ("with i3.", 3), ("3", 3), ("C-3", 0), ("I-3 and I-4", 0)],
)
def test_an_issue_is_named_as_people_write_it(line, number):
    assert number_in(into_in(line)) == number


def test_because_of_keeps_its_because():
    assert without_because("because the file was cut") == "the file was cut"
    assert without_because("because of stocktaking") == "because of stocktaking"


@pytest.mark.parametrize(
    "said",
    ["the index was dropped", "it has stopped since may", "nobody is here because of snow"],
)
def test_nothing_is_cut_out_of_what_is_said(said):
    assert without_because(said) == said
    assert into_in(said) == said
    assert heard_in(said).words == said


def test_what_the_customer_heard_stays_in_their_words():
    assert heard_in("heard nothing from you for weeks").words == "heard nothing from you for weeks"
    assert heard_in("Acme never heard back").words == "Acme never heard back"
