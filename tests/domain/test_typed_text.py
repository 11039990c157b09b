"""Text as it is typed: who leads it, which record it names, how one reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_text import (
    Leading,
    RecordName,
    count_words,
    leading_mentions,
    leading_record,
    mentioned_in,
    plain_text,
    recipient_in,
)

NAMES = {"UBEN": "Ben Okafor", "WCLEO": "Cleo Marsh"}


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("send it", Leading(rest="send it")),
        ("<@UBEN> send it", Leading(ids=("UBEN",), rest="send it")),
        ("<@UBEN|ben> send it", Leading(ids=("UBEN",), rest="send it")),
        ("<@WCLEO>: send it", Leading(ids=("WCLEO",), rest="send it")),
        ("  <@UBEN>,<@WCLEO> send it", Leading(ids=("UBEN", "WCLEO"), rest="send it")),
        ("<@UBEN> and <@WCLEO> send it", Leading(ids=("UBEN", "WCLEO"), rest="send it")),
        ("<@UBEN> &amp; <@WCLEO> send it", Leading(ids=("UBEN", "WCLEO"), rest="send it")),
        ("<@UBEN> + <@WCLEO> send it", Leading(ids=("UBEN", "WCLEO"), rest="send it")),
        ("<@UBEN> <@UBEN> send it", Leading(ids=("UBEN",), rest="send it")),
        ("@ben send it", Leading(names=("ben",), rest="send it")),
        ("@ben.okafor-2, send it", Leading(names=("ben.okafor-2",), rest="send it")),
        ("@Łukasz send it", Leading(names=("Łukasz",), rest="send it")),
        ("@me send it", Leading(is_me=True, rest="send it")),
        ("@ME and <@UBEN> send it", Leading(ids=("UBEN",), is_me=True, rest="send it")),
        ("<!subteam^S1|@ops> send it", Leading(groups=("S1",), rest="send it")),
        ("@here send it", Leading(rest="@here send it")),
        ("<!channel> send it", Leading(rest="<!channel> send it")),
        ("send <@UBEN> the list", Leading(rest="send <@UBEN> the list")),
        ("ben@acme.com is waiting", Leading(rest="ben@acme.com is waiting")),
        ("<@UBEN>", Leading(ids=("UBEN",), rest="")),
        ("<#C1|ops> send it", Leading(rest="<#C1|ops> send it")),
        ("", Leading()),
    ],
)
def test_only_mentions_at_the_beginning_lead_a_line(text, led):
    assert leading_mentions(text) == led


def test_everybody_who_leads_a_line_is_counted():
    assert leading_mentions("<@UBEN> @cleo <!subteam^S1> @me go").count == 4


C12 = RecordName("C", 12, has_dash=True)
C12_BARE = RecordName("C", 12, has_dash=False)


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d")
def test_any_dash_names_a_record(dash):
    assert leading_record(f"C{dash}12 by friday") == (C12, "by friday")


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        ("c-12", C12, ""),
        ("c12", C12_BARE, ""),
        ("to c12 then", C12_BARE, "then"),
        ("To C-12 then", C12, "then"),
        ("on C-12: done", C12, "done"),
        ("with C-12, done", C12, "done"),
        ("C-12. done", C12, "done"),
        ("C-12?", C12, ""),
        ("*C-12* done", C12, "done"),
        ("`C-12` done", C12, "done"),
        ("#C-12 done", C12, "done"),
        ("(C-12) done", C12, "done"),
        (" : C-12\n done", C12, "done"),
        ("I-7 and more", RecordName("I", 7, has_dash=True), "and more"),
        ("C-012", C12, ""),
    ],
)
def test_a_record_is_named_in_any_shape(text, named, rest):
    assert leading_record(text) == (named, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C-",
        "C",
        "12",
        "CC-12",
        "C-12th floor",
        "C-12345678",
        "call C-12",
        "C12a",
        "C-1/2",
        "Ç-12",
    ],
)
def test_other_words_name_no_record(text):
    assert leading_record(text) == (None, text)


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("send the list to <@UBEN>", "UBEN"),
        ("a list For <@WCLEO|cleo> and <@UBEN>", "WCLEO"),
        ("to <@UBEN> and for <@WCLEO>", "UBEN"),
        ("send <@UBEN> the list", None),
        ("photo <@UBEN>", None),
        ("send it to everybody", None),
    ],
)
def test_who_follows_to_or_for_is_whom_it_is_promised_to(text, recipient):
    assert recipient_in(text) == recipient


def test_everybody_mentioned_is_found_once():
    assert mentioned_in("<@UBEN> with <@WCLEO|cleo>, <@UBEN>, <#C1> and <!here>") == (
        "UBEN",
        "WCLEO",
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ask <@UBEN>", "ask @Ben Okafor"),
        ("ask <@UBEN|benny>", "ask @Ben Okafor"),
        ("ask <@UNKNOWN|zoe>", "ask @zoe"),
        ("ask <@UNKNOWN>", "ask @somebody"),
        ("in <#C1|ops>", "in #ops"),
        ("in <#C1>", "in #a private channel"),
        ("see <https://acme.com/a?b=1&amp;c=2>", "see https://acme.com/a?b=1&c=2"),
        ("see <https://acme.com|the page>", "see the page (https://acme.com)"),
        ("see <https://acme.com|acme.com>", "see https://acme.com"),
        ("<mailto:a@acme.com|a@acme.com>", "a@acme.com"),
        ("<tel:+491234|+491234>", "+491234"),
        ("<!here> and <!channel|channel>", "@here and @channel"),
        ("<!everyone>", "@everyone"),
        ("<!subteam^S1|@ops> and <!subteam^S2>", "@ops and @a group"),
        ("<!date^1764201600^{date}|27 November>", "27 November"),
        ("5 &lt; 6 &amp;&amp; 7 &gt; 6", "5 < 6 && 7 > 6"),
        ("&amp;lt;", "&lt;"),
        ("a < b > c", "a  b  c"),
        ("`code` *bold* “curly” – it’s", "`code` *bold* “curly” – it’s"),
        ("two\nlines", "two\nlines"),
        ("שלום 👋🏽", "שלום 👋🏽"),
    ],
)
def test_a_line_is_read_as_its_writer_saw_it(text, read):
    assert plain_text(text, NAMES) == read


marks = st.sampled_from(
    [
        "<@UBEN>",
        "<@U",
        ">",
        "<",
        "|",
        "@here",
        "<!channel>",
        "&amp;",
        "C-12",
        "@me",
        " ",
        "\u202e",
        "and",
    ]
)
texts = st.lists(st.one_of(st.text(max_size=8), marks), max_size=12).map("".join)


@given(texts)
def test_no_text_is_too_strange_to_be_read(text):
    led = leading_mentions(text)
    named, rest = leading_record(text)

    assert text.endswith(led.rest)
    assert text.endswith(rest)
    assert (named is None) == (rest == text)
    assert isinstance(plain_text(text, NAMES), str)
    assert recipient_in(text) in {None, *mentioned_in(text)}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("call Acme", 2),
        ("給五月流失的客戶回電話", 5),
        ("Acmeに電話する", 3),
        ("โทรหาลูกค้าทุกราย", 8),
        ("", 0),
        ("はい", 1),
    ],
)
def test_words_are_counted_in_scripts_without_blanks_too(text, count):
    assert count_words(text) == count
