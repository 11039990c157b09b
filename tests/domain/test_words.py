"""What people wrote, as we keep it: what no screen shows is not there, and words can be erased."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import cleaned, digest_of, folded, keep_words, words_of
from tests.factories import TEAM


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  call them  ", "call them"),
        ("call\x00 them\x07", "call them"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\x0bthree", "one\ntwo\nthree"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("Ca\u0301fe", "Cáfe"),
        ("a\xa0b", "a b"),
        ("left \u202eright\u202c", "left right"),
        ("e\u202a\u0301", "é"),
        ("שלום עולם", "שלום עולם"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("`unbalanced", "`unbalanced"),
    ],
)
def test_text_is_kept_as_a_screen_shows_it(text, kept):
    assert cleaned(text) == kept


UNSEEN = ["\u3164", "\u2800", "\u180e", "\U000e0041", "\xa0\u3000", "\u202e\u202c"]


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "\x00", "\u200b", "\u200d\u200c", "\ufeff", "\u2060 \u00ad", "\ufe0f", *UNSEEN],
)
def test_text_in_which_nothing_is_seen_is_empty(text):
    assert cleaned(text) == ""


strange = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\ud800\udfff\x00\u200b\u202e\u0301\u2028\ufeff\r\n e"),
    )
)


@given(strange)
def test_what_was_cleaned_is_clean(text):
    once = cleaned(text)

    assert cleaned(once) == once
    assert once == once.strip() == unicodedata.normalize("NFC", once)
    assert once.encode().decode() == once
    assert not set(once) & {"\x00", "\r", "\u2028", "\u202e"}


@pytest.mark.parametrize(
    ("one", "other"), [("Call  ACME", "call acme"), ("ÄÖÜ ß", "äöü ss"), ("a\nb", "a b")]
)
def test_case_and_blanks_do_not_count_in_comparing(one, other):
    assert folded(one) == folded(other)


def test_kept_words_are_found_by_their_number(session):
    kept = keep_words(session, TEAM, " call\x00 Acme ")

    assert words_of(session, {kept.id, None}) == {kept.id: "call Acme"}


def test_erased_words_are_missing(session):
    kept = keep_words(session, TEAM, "call Acme")
    session.delete(kept)
    session.flush()

    assert words_of(session, {kept.id}) == {}


def test_nothing_is_kept_under_the_number_of_erased_words(session):
    erased = keep_words(session, TEAM, "call them")
    number = erased.id
    session.delete(erased)
    session.flush()

    assert keep_words(session, TEAM, "somebody else's").id != number


def test_no_numbers_are_no_words(session):
    assert words_of(session, {None}) == {}


@given(strange)
def test_a_fingerprint_says_nothing_without_its_salt(text):
    session = _Kept()

    one, other = keep_words(session, TEAM, text), keep_words(session, TEAM, text)

    assert one.text == other.text
    assert digest_of(one) != digest_of(other)


def test_a_fingerprint_proves_its_words():
    one = keep_words(_Kept(), TEAM, "call Acme")
    before = digest_of(one)

    one.text = "call nobody"

    assert digest_of(one) != before


class _Kept:
    """Stands where a session does, and keeps nothing."""

    def add_all(self, _rows):
        """Forget them."""

    def flush(self):
        """Write nothing."""
