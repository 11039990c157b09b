"""Every error that a person can act on is one short sentence, written where it is defined."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import bot
from bot.errors import UserError
from tests.architecture.rules import NEVER_SHOWN

LONGEST = 150


def every_user_error():
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        importlib.import_module(module.name)
    found = [UserError]
    for error in found:
        found.extend(error.__subclasses__())
    return {error for error in found if error.__module__.startswith("bot.")}


def faults_of(error: type[UserError]) -> Iterator[str]:
    sentence = error().sentence
    if not vars(error)["__doc__"]:
        yield f"{error.__name__} has no sentence of its own"
    if len(sentence) > LONGEST:
        yield f"{error.__name__} is {len(sentence)} characters long"
    if not sentence.endswith(".") or not (sentence[0].isupper() or sentence.startswith("{")):
        yield f"{error.__name__} is not a sentence: {sentence}"
    if word := NEVER_SHOWN.search(sentence):
        yield f"{error.__name__} shows “{word[0]}”"


def test_every_docstring_is_a_sentence_to_be_read_by_a_person():
    faults = [fault for error in every_user_error() for fault in faults_of(error)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("sentence", [None, "No stop", "lower.", "You missed it.", "A" * 150 + "."])
def test_what_is_no_such_sentence_is_found(sentence):
    error = type("Wrong", (UserError,), {"__doc__": sentence})

    assert list(faults_of(error))
