"""Cuts the due date off the end of a promise, and leaves every other letter as it was."""

from dataclasses import dataclass, replace

from bot.domain.dates.answers import Due, Split, Unclear
from bot.domain.dates.grammar import read
from bot.domain.dates.readings import Asked
from bot.domain.dates.surroundings import belongs_to_the_thing
from bot.domain.dates.tail import (
    CLOSERS,
    DASHES,
    EMOJI_CODE,
    OPENERS,
    Tail,
    Word,
    is_invisible,
    tail_of,
)

LONGEST = 80
PAIRS = dict(zip(")]}\u201d\u2019\u00bb", "([{\u201c\u2018\u00ab", strict=True))
SEPARATORS = ",;:\u2013\u2014|·•→"


@dataclass(frozen=True)
class _Cut:
    due: Due | Unclear
    start: int


def split_text(text: str, asked: Asked) -> Split:
    tail = tail_of(text)
    cut = _cut(text, tail, asked)
    if cut is None:
        return Split(text, None)
    what = " ".join(filter(None, (_head(text[: cut.start], tail.closers), tail.kept)))
    return Split(what, cut.due)


def whole_date(text: str, asked: Asked) -> Due | Unclear | None:
    """Return the date if the text is nothing else, save for emoji and marks around it."""
    tail = tail_of(text)
    cut = _cut(text, tail, asked)
    if cut is None or "<" in tail.kept or _head(text[: cut.start], tail.closers):
        return None
    return replace(cut.due, phrase=text.strip())


def _cut(text: str, tail: Tail, asked: Asked) -> _Cut | None:
    """Return the longest end of the text that is a due date of the promise."""
    words = tail.words
    for first in range(_first_known(words), len(words)):
        if words[first].plain == "":
            continue
        alone = tail.whole and not any(word.plain != "" for word in words[:first])
        if not alone and belongs_to_the_thing(text, words, first):
            continue
        phrase = " ".join(word.plain for word in words[first:] if word.plain)
        found = read(phrase, asked, alone=alone)
        if found is not None:
            start = words[first].start
            typed = _paired(text[start : words[-1].end], tail.closers)
            return _Cut(replace(found, phrase=typed), start)
    return None


def _first_known(words: tuple[Word, ...]) -> int:
    """Return where the run of words that the grammar knows begins, within its reach."""
    first = len(words)
    while first and words[first - 1].plain is not None:
        if words[-1].end - words[first - 1].start > LONGEST:
            break
        first -= 1
    return first


def _head(head: str, closers: str) -> str:
    """Return what comes before a date, without what led up to it, its brackets in pairs."""
    head, opened = _without_openers(head)
    head = _without_separators(head)
    for closer in closers:
        if PAIRS.get(closer, closer) in opened:
            opened = opened.replace(PAIRS.get(closer, closer), "", 1)
        elif _is_open(head, closer):
            head += closer
    return head


def _paired(phrase: str, closers: str) -> str:
    """Return the phrase with the brackets closed that it opens."""
    for closer in closers:
        if closer in PAIRS and _is_open(phrase, closer):
            phrase += closer
    return phrase


def _without_openers(head: str) -> tuple[str, str]:
    """Return the text without the brackets and quotes that open right before the date."""
    bare = head.rstrip("".join(set(OPENERS)))
    opened = head[len(bare) :]
    starts = not bare or bare[-1].isspace() or is_invisible(bare[-1])
    return (bare, opened) if opened and starts else (head, "")


def _without_separators(head: str) -> str:
    while True:
        bare = head.rstrip()
        while bare and is_invisible(bare[-1]):
            bare = bare[:-1].rstrip()
        last = bare.split()[-1] if bare else ""
        if last in DASHES:
            bare = bare[: -len(last)]
        elif bare.endswith(tuple(SEPARATORS)) and not _ends_in_emoji(last):
            bare = bare[:-1]
        if bare == head:
            return bare
        head = bare


def _ends_in_emoji(word: str) -> bool:
    opening = word.rfind(":", 0, -1)
    return opening >= 0 and EMOJI_CODE.fullmatch(word[opening:].lower()) is not None


def _is_open(head: str, closer: str) -> bool:
    if closer in PAIRS:
        return head.count(PAIRS[closer]) > head.count(closer)
    if closer == "'":
        return head.startswith(closer)
    return head.count(closer) % 2 == 1 and closer in CLOSERS
