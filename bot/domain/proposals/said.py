"""What somebody says on a proposal: not nothing, and not a document."""

from sqlmodel import Session

from bot.domain.people import Person
from bot.domain.words import Words, cleaned, keep_words
from bot.errors import UserError

LONGEST = 3000


class SayWhat(UserError):
    """Please write it in a few words."""


class TooMuch(UserError):
    """This fits in 3,000 characters. Please say it shorter, and link the rest."""


def keep_said(session: Session, me: Person, words: str, field: str = "words") -> Words:
    """Keep what somebody says. Raises SayWhat or TooMuch, with the field it stands in."""
    demand_said(words, field)
    return keep_words(session, me.team_id, words)


def demand_said(words: str, field: str = "words") -> None:
    if not cleaned(words):
        raise SayWhat(field=field)
    if len(cleaned(words)) > LONGEST:
        raise TooMuch(field=field)
