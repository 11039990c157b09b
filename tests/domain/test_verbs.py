"""The registry of verbs: every word leads to one verb, and a slip of the fingers to the nearest."""

import pytest

from bot.domain.typed_text import leading_record
from bot.domain.verbs import VERBS, nearest_verb, verb_called


def test_no_word_means_two_verbs():
    words = [word for verb in VERBS for word in (verb.name, *verb.also)]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_example_begins_with_its_verb(verb):
    assert verb_called(verb.example.split()[0]) is verb


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_synonym_leads_to_its_verb(verb):
    assert {verb_called(word) for word in verb.also} <= {verb}


@pytest.mark.parametrize("typed", ["Commit", "COMMIT", "commit:", "commit,", "promise", "Pledge!"])
def test_case_and_punctuation_do_not_count(typed):
    assert verb_called(typed).name == "commit"


@pytest.mark.parametrize("typed", ["", "call", "comit", "…", "c-12"])
def test_what_is_no_verb_means_none(typed):
    assert verb_called(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comit", "commit"),
        ("Extned", "extend"),
        ("dne", "done"),
        ("finsh", "done"),
        ("shwo", "show"),
    ],
)
def test_a_mistyped_word_leads_to_the_nearest_verb(typed, meant):
    assert nearest_verb(typed) == meant


@pytest.mark.parametrize("typed", ["", "banana", "call", "x" * 10_000, "🎉", "<@UADA>"])
def test_what_is_near_no_verb_leads_nowhere(typed):
    assert nearest_verb(typed) == ""


@pytest.mark.parametrize("verb", [verb for verb in VERBS if "C-12" in verb.example])
def test_an_example_names_its_record_where_it_is_read(verb):
    named, _ = leading_record(verb.example.partition(" ")[2])

    assert (named.letter, named.number) == ("C", 12)
