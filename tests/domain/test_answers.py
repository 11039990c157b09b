"""An answer is kept as facts, so that the same can be said again."""

from bot.domain.answers import Kind, Said, said_in


def test_an_answer_is_read_back_as_it_was_kept():
    said = Said(Kind.COMMITMENT, {"number": 12, "notes": ["default_date"]})

    assert said_in(said.to_json()) == said


def test_an_address_that_answers_only_once_is_not_kept():
    said = Said(Kind.COMMITMENT, {"number": 12, "response_url": "https://hooks.slack.com/1"})

    assert said_in(said.to_json()).facts == {"number": 12}
