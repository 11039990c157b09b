"""What somebody wants to tell: read from a line, kept while it is unfinished, and as a form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.calendar import MONTHS, WEEKDAYS
from bot.domain.typed_text import mentioned_in
from bot.domain.words import cleaned
from bot.errors import UserError

LONGEST = 1500  # Characters of a story.
LONGEST_NAME = 120
FEWEST_WORDS = 3
MOST_PEOPLE = 20
_FOR_CUSTOMER = "\n\nFor "
_NO_CUSTOMERS = frozenset(
    {
        *(name.casefold() for name in (*WEEKDAYS, *MONTHS)),
        *("christmas", "easter", "q1", "q2", "q3", "q4"),
    }
)
_BY = re.compile(
    r"[\s,;–—-]*"
    r"(?:\b(?:by|thanks(?:\s+to)?|thank\s+you|kudos(?:\s+to)?|with|from)\b[\s,:]*)?"
    r"(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>(?:[\s,&+]|and\b)*)+[.!]*\s*\Z",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"[\s,;–—-]+for\s+(?:(?:our|the)\s+)?(?:customers?\s*:?\s+)?"
    r"(?P<name>[A-Z0-9ÄÖÜÅÆØÉ][^\s,;.!?]*(?:[ ](?:&\s|of\s|and\s|und\s|de\s)?"
    r"[A-Z0-9ÄÖÜÅÆØÉ][^\s,;.!?]*){0,4})[.!]*\Z"
)


class StoryMissing(UserError):
    """Please say in a sentence what was won, and for whom it is better now."""


class StoryTooLong(UserError):
    """A win fits in 1,500 characters. Please say it shorter, and link the rest."""


class TooManyNamed(UserError):
    """A win names 20 people at the most. Please name those who made the difference."""


@dataclass(frozen=True)
class Draft:
    """A win before it is told: people are numbers, area is that of who tells it unless chosen."""

    story: str
    customer: str = ""
    is_withheld: bool = False
    people: tuple[int, ...] = ()
    area: int | None = None
    linked_to: str = ""

    def demand_whole(self) -> None:
        """Raise what is wrong with it, naming the field."""
        if not cleaned(self.story):
            raise StoryMissing(field="what")
        if len(self.story) > LONGEST:
            raise StoryTooLong(field="what")
        if len(self.people) > MOST_PEOPLE:
            raise TooManyNamed(field="people")

    @property
    def is_short(self) -> bool:
        """Whether it says too little to be told."""
        return len(self.story.split()) < FEWEST_WORDS

    def to_json(self) -> dict[str, Any]:
        """Return what is kept beside the words while it is unfinished; names are words, too."""
        return {
            "withheld": self.is_withheld,
            "people": list(self.people),
            "area": self.area,
            "linked_to": self.linked_to,
        }


@dataclass(frozen=True)
class Read:
    """A typed line as it was read, its marks still in it: story, customer, who made it happen."""

    story: str
    customer: str
    mentioned: tuple[str, ...]


def read(text: str) -> Read:
    """Read a line: who stands at its end made it happen, “for Acme” before that is the customer."""
    mentioned = mentioned_in(text)
    story = _BY.sub("", text).strip()
    found = _FOR.search(story)
    if found is None or found["name"].split()[0].casefold() in _NO_CUSTOMERS:
        return Read(story, "", mentioned)
    return Read(story[: found.start()].strip(), found["name"].strip(), mentioned)


def kept(words: str, customer: str) -> str:
    """Return what was typed as one text, to be kept until the form is sent."""
    return f"{words}{_FOR_CUSTOMER}{customer}" if customer else words


def draft_kept(words: str, facts: Mapping[str, Any]) -> Draft:
    """Read back a draft from its words and what `to_json` wrote."""
    story, is_there, customer = words.rpartition(_FOR_CUSTOMER)
    story, customer = (story, customer) if is_there else (words, "")
    draft = Draft(
        story,
        customer,
        is_withheld=bool(facts.get("withheld")),
        people=tuple(int(number) for number in facts.get("people", ())),
        area=facts.get("area"),
    )
    return replace(draft, linked_to=str(facts.get("linked_to", "")))
