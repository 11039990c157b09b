"""Reading thanks: whom they go to, what they did, what it changed, and whether it says anything."""

import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import Session

from bot.domain.commitments.promising import as_read
from bot.domain.people import Person
from bot.domain.recognition.records import Tag
from bot.domain.typed_text import Leading, leading_mentions

SHORTEST = 25  # Characters without mentions and emoji: less says nothing about a deed.
_MENTION = re.compile(r"<[@!][^<>]*>")
_EMOJI = re.compile(r":[\w+\-']+:(?::skin-tone-\d:)?")
_LEAD = re.compile(r"^(?:for|because|since|to)\s+(?=\S)", re.IGNORECASE)
_TAG = re.compile(r"(?:^|\s)#(reliability|improvement)\b", re.IGNORECASE)
_RECORD = re.compile(r"(?<![\w/-])([ICWicw])[-‐-―−](\d{1,7})(?![\w/])")  # noqa: RUF001 - the dashes that phones type
# “so” also means “very”: it parts two halves after a comma, or where a new sentence begins.
_PARTING = re.compile(
    r"\s*;\s*"
    r"|\s*(?:→|⇒|->|=>)\s*"
    r"|,\s+so(?:\s+that)?\s+"
    r"|\s+so\s+that\s+"
    r"|\s+so\s+(?=(?:the|a|an|they|he|she|it|we|i|our|their|his|her|its|this|these|customers?|"
    r"everybody|everyone|nobody|no|all|both|now)\b)",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"\s+so\s+(?=[A-ZÀ-Þ])")
_WIDE = {"W", "F"}


@dataclass(frozen=True)
class Reading:
    """Thanks as they were typed."""

    people: Leading
    did: str
    changed: str
    tag: Tag | None
    linked_to: str
    text: str  # All that follows the mentions, as one reads it.


def read_thanks(session: Session, me: Person, typed: str) -> Reading:
    """Read a line; nothing is decided yet."""
    people = leading_mentions(typed)
    text = as_read(session, me, people.rest)
    tag = tag_in(text)
    said = _LEAD.sub("", _TAG.sub("", text).strip())
    did, changed = parted(said)
    return Reading(people, did, changed, tag, link_in(said), said)


def parted(text: str) -> tuple[str, str]:
    """Part what was done from what it changed; without a sign of that, all of it was done."""
    found = [each for each in (_PARTING.search(text), _BEFORE_NAME.search(text)) if each]
    if not found:
        return text.strip(), ""
    first = min(found, key=lambda each: each.start())
    did, changed = text[: first.start()].strip(" ,"), text[first.end() :].strip()
    return (did, changed) if did and changed else (text.strip(" ;,"), "")


def tag_in(text: str) -> Tag | None:
    found = _TAG.search(text)
    return Tag(found[1].casefold()) if found else None


def link_in(text: str) -> str:
    """Return the issue, commitment or win that thanks name, as its id."""
    found = _RECORD.search(text)
    return f"{found[1].upper()}-{int(found[2])}" if found else ""


def says_enough(*texts: str) -> bool:
    """Tell whether a reason is long enough to tell of a deed; mentions and emoji do not count."""
    return sum(_length(text) for text in texts) >= SHORTEST


def _length(text: str) -> int:
    """Return how many characters one reads; a sign that is wide says as much as two."""
    bare = " ".join(_EMOJI.sub(" ", _MENTION.sub(" ", text)).split())
    read = [each for each in bare if unicodedata.category(each)[0] in "LNPZ"]
    if not any(each.isalnum() for each in read):
        return 0
    return sum(2 if unicodedata.east_asian_width(each) in _WIDE else 1 for each in read)
