"""The corpus that the grammar was written for: all of it right, nothing else taken."""

import pytest

from bot.domain.dates import Due, due_in, split
from tests.domain.dates import corpus
from tests.domain.dates.corpus import NEW_YORK, NOW
from tests.domain.dates.reading import cases, meaning, parts, sentences


@pytest.mark.parametrize(("phrase", "meanings"), cases(corpus.GIVEN))
def test_a_phrase_of_the_corpus_means_its_date(phrase, meanings):
    assert meaning(due_in(phrase, NOW, NEW_YORK)) in meanings


@pytest.mark.parametrize("phrase", corpus.GIVEN_REFUSED.split("|"))
def test_what_is_no_date_is_not_taken_for_one(phrase):
    assert not isinstance(due_in(phrase, NOW, NEW_YORK), Due)
    assert not isinstance(split(phrase, NOW, NEW_YORK).due, Due)


@pytest.mark.parametrize(("what", "phrase", "date"), sentences(corpus.GIVEN_SENTENCES))
def test_a_sentence_keeps_its_title_and_gives_up_its_date(what, phrase, date):
    assert parts(split(f"{what} {phrase}", NOW, NEW_YORK)) == (what, phrase, date)


@pytest.mark.parametrize("text", corpus.GIVEN_WITHOUT_DATE.strip().splitlines())
def test_a_sentence_without_a_date_stays_whole(text):
    assert parts(split(text, NOW, NEW_YORK)) == (text, "", "")
