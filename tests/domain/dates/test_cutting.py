"""Where a due date is cut off a promise, and what stays of the promise."""

from time import process_time

import pytest

from bot.domain.dates import split
from tests.domain.dates.corpus import NEW_YORK, NOW
from tests.domain.dates.reading import meaning, parts

FRIDAY = "2026-03-20"


@pytest.mark.parametrize(
    ("text", "what", "phrase"),
    [
        ("Fix it, by friday", "Fix it", "by friday"),
        ("Fix it - by friday", "Fix it", "by friday"),
        ("Fix it – by friday.", "Fix it", "by friday"),
        ("Fix it (by friday)", "Fix it", "by friday"),
        ("Fix it (by friday)!", "Fix it", "by friday"),
        ("Fix it [friday]", "Fix it", "friday"),
        ("Fix it *by friday*", "Fix it", "by friday"),
        ("*Fix it by friday*", "*Fix it*", "by friday"),
        ("“Fix it by friday”", "“Fix it”", "by friday"),
        ("Close (the deal by friday)", "Close (the deal)", "by friday"),
        ("Fix it by Friday!", "Fix it", "by Friday"),
        ("Fix it\nby friday\n", "Fix it", "by friday"),
        ("Fix it by friday :pray:", "Fix it :pray:", "by friday"),
        ("Fix it :tada: by friday 🙏", "Fix it :tada: 🙏", "by friday"),
        ("Fix it by friday :)", "Fix it :)", "by friday"),
        ("Fix it by friday, ok?", "Fix it", "by friday, ok"),
        ("Fix it by friday cc <@U1> <@U2>", "Fix it cc <@U1> <@U2>", "by friday"),
        ("Tell <@U1>: by friday", "Tell <@U1>", "by friday"),
        ("Read <https://x.example|this> by friday", "Read <https://x.example|this>", "by friday"),
        ("Fix it\u00a0by\u00a0Friday", "Fix it", "by\u00a0Friday"),
        ("Fix it \u200fby friday\u200f", "Fix it", "by friday"),
        ("Fix it by \uff12\uff10/\uff13", "Fix it", "by \uff12\uff10/\uff13"),
        ("Fix it; due: friday", "Fix it", "due: friday"),
        ("Fix it due:friday", "Fix it", "due:friday"),
        ("Fix it by Fri., please", "Fix it", "by Fri., please"),
        ("Fix it by friday (at the latest)", "Fix it", "by friday (at the latest)"),
        ("  Fix   it,  twice by friday", "  Fix   it,  twice", "by friday"),
        ("by friday", "", "by friday"),
        ("- friday", "", "friday"),
    ],
)
def test_marks_around_a_date_go_and_words_stay(text, what, phrase):
    assert parts(split(text, NOW, NEW_YORK)) == (what, phrase, FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Prepare for Black Friday",
        "Order it by Black Friday",
        "Fix the bug from Friday",
        "Report every Friday",
        "Report weekly on Friday",
        "Be there Monday to Friday",
        "Be there Mon - Fri",
        "Ship by Thursday or Friday",
        "Publish it, not before Friday",
        "Call them 2 days before Friday",
        "Meet in two weeks on Friday",
        "Tell them that the demo is Friday",
        "Call them one by one",
        "Cut the queue by 5",
        "Fix the off by 1",
        "Keep churn at 9",
        "Offer support 24/7",
        "Reach 9/10",
        "Read John 3:16",
        "Find out why the dog sat",
        "Close the tickets opened on Friday",
        "Answer the mail received today",
        "Fix everything that broke on 2026-03-01",
        "Read the report written by June",
        "Send by 9-5 Mon",
        "Order the team lunch",
        "Fix what broke yesterday",
        "Answer in 2 or 3 weeks",
        "Ship by around Friday",
        "Send it by friday, then rest",
        "Send it by friday\nand tell Ana",
    ],
)
def test_a_date_inside_the_thing_itself_is_not_its_due_date(text):
    assert parts(split(text, NOW, NEW_YORK)) == (text, "", "")


@pytest.mark.parametrize(
    ("text", "what", "date"),
    [
        ("Follow up with Sam by 5", "Follow up with Sam", "2026-03-18T17:00"),
        ("Increase NPS by 5 by Friday", "Increase NPS by 5", FRIDAY),
        ("Get it approved on Friday", "Get it approved", FRIDAY),
        ("Call Fred on Friday", "Call Fred", FRIDAY),
        ("Close what we opened by Friday", "Close what we opened", FRIDAY),
        ("Call the customers lost tomorrow", "Call the customers lost", "2026-03-19"),
        ("Hand it in tomorrow", "Hand it in", "2026-03-19"),
        ("Finish this tomorrow", "Finish this", "2026-03-19"),
        ("Plan next week by Friday", "Plan next week", FRIDAY),
        ("Send the weekly by Friday", "Send the weekly", FRIDAY),
        ("Do it the day after tomorrow", "Do it", FRIDAY),
    ],
)
def test_the_nearest_meaning_is_taken(text, what, date):
    promise = split(text, NOW, NEW_YORK)

    assert (promise.what, meaning(promise.due)) == (what, date)


@pytest.mark.parametrize(
    "text",
    ["by friday " * 1000, "a " * 5000, ":_" * 5000, "<" * 10_000, "*" * 10_000, "x" * 10_000],
)
def test_a_very_long_text_costs_no_more_than_its_end(text):
    start = process_time()

    split(text, NOW, NEW_YORK)

    # A pattern that tries every way through such a text would take hours, not seconds.
    assert process_time() - start < 2
