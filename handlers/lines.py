"""What a verb does with the line behind it: the shape that the table of verbs asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.people import Person
from bot.domain.scenes import Scene

# What follows the verb is handed over as it was typed.
Line = Callable[[Session, Person, Scene, str, datetime], Said]

# Verbs that several nouns have: the letter of the record that is named decides whose it is.
ByLetter = Mapping[str, Mapping[str, Line]]
# Lists that belong to other nouns than commitments, by the word behind `list`.
Lists = Mapping[str, Line]
