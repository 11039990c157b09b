"""A mistyped verb and the guess at it: what was kept is finished once the guess was followed."""

from datetime import datetime
from difflib import SequenceMatcher

from sqlmodel import Session

from bot.domain.people import Person
from bot.domain.unfinished import all_unfinished, finish
from bot.domain.words import folded

NEAREST = "nearest"  # The fact of something unfinished that names the verb that was suggested.
ALIKE = 0.7


def finish_guessed(session: Session, me: Person, verb: str, text: str, now: datetime) -> int:
    """Strike off what was typed after a wrong verb, since the right one was; returns how many."""
    typed = folded(text)
    meant = [
        each.number
        for each in all_unfinished(session, me, now)
        if each.facts.get(NEAREST) == verb and _is_alike(typed, each.words)
    ]
    return sum(finish(session, me, number) for number in meant)


def _is_alike(typed: str, words: str) -> bool:
    """Tell whether a line says the same, whatever was put right in it."""
    _, _, kept = folded(words).partition(" ")
    return typed == kept or SequenceMatcher(None, typed, kept).ratio() >= ALIKE
