"""What people typed is shown as they typed it, calls nobody, and spoils nothing around it."""

import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.text import (
    CUT,
    count,
    dotted,
    due,
    escape,
    moment,
    mrkdwn,
    named,
    parted,
    plain,
    shortened,
    whole,
    words,
)
from tests.views.fillings import FAMILY, Filling
from tests.views.judging import marks_in, payload_of
from tests.views.reading import texts
from tests.views.screens import SCREENS, drawn

TYPED = {
    "<!channel>": "&lt;!channel&gt;",
    "<@U1>": "&lt;@U1&gt;",
    "@here": "@here",
    "&lt;": "&amp;lt;",
    "*_~": "*_~",
    "`": "`",
    "R&D": "R&amp;D",
    "<https://evil.example|Your bank>": "&lt;<https://evil.example>|Your bank&gt;",
    "see https://a.example/?b=1&c=2.": "see <https://a.example/?b=1&amp;c=2>.",
    "(https://a.example/x)": "(<https://a.example/x>)",
    "javascript:alert(1)": "javascript:alert(1)",
}
WORDS = Filling("UNBALANCED `*_~ <!channel>", "Ada")
# These hand a line back as Slack gave it, so marks in it are Slack's own.
HANDED_BACK = {"refusal", "refused.in a modal", "refused.on top of a form"}


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_shown_as_typed(typed):
    assert words(typed) == TYPED[typed]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_a_mark_that_calls_anybody(text):
    assert not re.search(r"<[!@#]", words(text) + named(text))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_is_read_of_an_escaped_text_is_the_text(text):
    assert escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize("name", sorted(set(SCREENS) - HANDED_BACK))
def test_peoples_words_come_last_in_their_text(name):
    for text in texts(drawn(name, WORDS)):
        # An unknown verb is quoted in a text of its own.
        if "UNBALANCED" in text and not text.startswith("I do not know"):
            after = text.rpartition("UNBALANCED")[2]
            assert is_the_end(after) or not re.search(r"[`*_~]", after[:5])


def is_the_end(after):
    """Tell whether nothing but people's own words follows, perhaps cut short."""
    left = after.removesuffix("… and more").removesuffix("…")
    return " `*_~ &lt;!channel&gt;UNBALANCED".startswith(left)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("cx_forum", "cx_forum"), ("_x_", "ˍxˍ"), ("snake_case_ok", "snake_case_ok"), ("Ö-Ä", "Ö-Ä")],
)
def test_a_name_is_shown_as_it_is_but_for_marks(name, shown):
    assert named(name) == shown


@given(st.text(alphabet="*_~` ab", max_size=40))
def test_no_mark_in_a_name_means_one(name):
    assert not re.search(r"[*~`]|\b_\B|\B_\b", named(name))


@pytest.mark.parametrize("name", SCREENS)
def test_no_view_calls_a_channel_whatever_people_wrote(name):
    thing = drawn(name, Filling("<!channel> <!here> <!subteam^S1> @here", "<!everyone>"))

    read = [*texts(thing), payload_of(thing).get("text", "")]
    assert [text for text in read if "<!" in text.replace("<!date^", "")] == []


@pytest.mark.parametrize("name", ["commitment.card.open", "commitment.offered", "list.owed"])
def test_a_persons_name_is_escaped_like_their_words(name):
    thing = drawn(name, Filling("x", "<!here> & co"))

    assert "&lt;!here&gt; &amp; co" in thing.text


@pytest.mark.parametrize("unit", ["&", "<", "e\u0301", FAMILY, "👍🏽", "https://a.example/b ", "ש"])
@pytest.mark.parametrize("most", range(40, 60))
def test_a_cut_tears_neither_characters_nor_marks(unit, most):
    cut = words(unit * 60, most)

    shown = cut.removesuffix(CUT)
    assert len(cut) <= most
    assert cut.endswith(CUT)
    assert list(marks_in(cut)) == []
    assert words(unit).strip() * shown.count(words(unit).strip()) == shown.replace(" ", "")


@settings(deadline=None)
@given(st.text(alphabet="a&<> `\u0301\u200d👍🏽https://.", max_size=200), st.integers(20, 60))
def test_no_cut_is_too_long_or_torn(text, most):
    cut = words(text, most)

    assert len(cut) <= most
    assert list(marks_in(cut)) == []


@settings(deadline=None)
@given(st.text(alphabet="ab &<>", max_size=300), st.integers(20, 60))
def test_parts_are_short_whole_and_together_the_text(text, most):
    parts = parted(escape(text), most)

    assert all(len(part) <= most for part in parts)
    assert [fault for part in parts for fault in marks_in(part)] == []
    assert "".join(parts).replace(" ", "") == escape(text).replace(" ", "")


def test_an_address_too_long_for_a_link_is_still_shown():
    address = "https://a.example/" + "x" * 1100

    assert words(address) == address


def test_a_long_plain_text_is_cut_between_characters():
    assert shortened(FAMILY * 5, 20) == FAMILY + CUT
    assert shortened("x" * 20, 20) == "x" * 20
    assert whole("x" * 21, 20) == "x" * 10 + CUT


def test_text_objects_take_nothing_for_a_mention_or_a_link():
    assert mrkdwn("x").to_dict() == {"type": "mrkdwn", "text": "x", "verbatim": True}
    assert plain("x").to_dict() == {"type": "plain_text", "text": "x", "emoji": True}


def test_dates_moments_and_numbers_read_as_one_says_them():
    friday = date(2026, 11, 27)

    assert due(friday, time(17), friday) == "Friday 27 November, 17:00"
    assert due(date(2027, 1, 1), None, friday) == "Friday 1 January 2027"
    assert moment(datetime(2026, 11, 24, 17, tzinfo=UTC)) == (
        "<!date^1795539600^{date_short_pretty}, {time}|2026-11-24 17:00 UTC>"
    )
    assert [count(1, "thing"), count(2, "thing"), dotted(["a", "", "b"])] == [
        *("1 thing", "2 things", "a · b"),
    ]
