"""The end of a text, word by word, as far back as a due date can reach."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.dates.words import abbreviations, plain

REACH = 400
MOST_WORDS = 16
OPENERS = "([{\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e*_~`"
CLOSERS = ")]}\"'\u201c\u201d\u2018\u2019\u00ab\u00bb*_~`"
STOPS = ".,;:!?…"
EMOJI_CODE = re.compile(r":[a-z0-9_+'-]{1,60}:")
EMOTICON = re.compile(r"(?<=\s)(?:[:;]'?-?[()dp/]|<3|xx?)$", re.IGNORECASE)
LONGEST_SMILE = 5
COPIED_TO = re.compile(r"(?:^|\s)cc:?$", re.IGNORECASE)
FIRST_EMOJI = 0x2600
EMOJI_KINDS = {"So", "Sk"}
EMOJI_JOINTS = "\ufe0f\u200d\u20e3"
QUOTES = str.maketrans("\u2019\u2018\u201b\u02bc\u2013\u2014\u2212\u2010\u2011", "''''-----")
DASHES = {"-", "--", "|", "/", "•", "·", "→", "->", "=>"}
KEYS = {"due", "by", "before", "until", "deadline"}


@dataclass(frozen=True)
class Word:
    """One word: where it stands in the text, as it was typed, and what it comes down to."""

    start: int
    end: int
    typed: str
    plain: str | None


@dataclass(frozen=True)
class Tail:
    """The words of the end, what stands after them, and whether the first opens the text."""

    words: tuple[Word, ...]
    whole: bool
    kept: str = ""
    closers: str = ""


def tail_of(text: str) -> Tail:
    trailers = _Trailers(text)
    end = trailers.start
    start = max(0, end - REACH)
    letters, places = _levelled(text, start, end)
    words = [_word(m, places) for m in re.finditer(r"\S+", letters)]
    # The first word of a cut may be half a word, so it is never read.
    whole = start == 0 and len(words) <= MOST_WORDS
    return Tail(tuple(words[-MOST_WORDS:]), whole, trailers.kept, trailers.closers)


class _Trailers:
    """What may follow a date: stops and closing marks, which go; emoji and mentions, which stay."""

    def __init__(self, text: str) -> None:
        self.start, self.kept, self.closers = len(text), "", ""
        self._text, self._floor = text, max(0, len(text) - REACH)
        while self.start > self._floor and self._step():
            pass
        self.kept = self.kept.strip()

    def _step(self) -> bool:
        last = self._text[self.start - 1]
        if size := self._kept_size(last):
            self.kept = self._text[self.start - size : self.start] + self.kept
        elif last.isspace() or is_invisible(last):
            size = 1
            self.kept = last + self.kept if self.kept else ""
        elif last in CLOSERS + STOPS:
            size = 1
            self.closers = last + self.closers if last in CLOSERS else self.closers
        self.start -= size
        return size > 0

    def _kept_size(self, last: str) -> int:
        """Return how many letters a mention, a link, an emoji or a “cc” takes at the end."""
        before = self._text[self._floor : self.start]
        if last == ">":
            opening = before.rfind("<")
            return len(before) - opening if opening >= 0 else 0
        if last == ":":
            opening = before.rfind(":", 0, -1)
            code = before[opening:].lower() if opening >= 0 else ""
            return len(code) if EMOJI_CODE.fullmatch(code) else 0
        if _is_emoji(last):
            return 1
        if smile := EMOTICON.search(before[-LONGEST_SMILE:]):
            return len(smile[0])
        return len("cc") if self.kept and COPIED_TO.search(before) else 0


def _is_emoji(letter: str) -> bool:
    return letter in EMOJI_JOINTS or (
        ord(letter) >= FIRST_EMOJI and unicodedata.category(letter) in EMOJI_KINDS
    )


def is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def _levelled(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return the text in plain lower-case letters, and the place each of them came from."""
    letters, places = [], []
    for place in range(start, end):
        letter = _letter(text[place])
        if letter:
            letters.append(letter)
            places.append(place)
    return "".join(letters).translate(QUOTES), places


def _letter(typed: str) -> str:
    if typed.isascii():
        return typed.lower()
    if is_invisible(typed):
        return ""
    if typed.isdecimal():
        return str(unicodedata.decimal(typed))
    level = unicodedata.normalize("NFKC", typed).lower()
    return level if len(level) == 1 else typed


def _word(m: re.Match[str], places: list[int]) -> Word:
    left = m[0].lstrip(OPENERS)
    core = left.rstrip(CLOSERS + ",")
    if not core:
        return Word(places[m.start()], places[m.end() - 1] + 1, m[0], _plain(m[0]))
    first = m.end() - len(left)
    last = first + len(core) - 1
    return Word(places[first], places[last] + 1, core, _plain(core))


def _plain(typed: str) -> str | None:
    """Return what a word comes down to, with the marks that only a date puts on it."""
    if typed in DASHES:
        return ""
    if typed.endswith(":"):
        return typed[:-1] if typed[:-1] in KEYS else None
    key, colon, value = typed.partition(":")
    if colon and key in KEYS:
        meant = plain(value)
        return f"{key} {meant}" if meant else None
    if typed.startswith("@") and typed[1:2].isdigit():
        meant = plain(typed[1:])
        return f"at {meant}" if meant else None
    if typed.endswith(".") and typed[:-1] in abbreviations():
        typed = typed[:-1]
    return plain(typed)
