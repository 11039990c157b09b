"""Text as people type it in chat: mentions and links are marks, the rest is escaped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MARK = re.compile(r"<([^<>]*)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_LEADING = re.compile(
    r"(?:[\s,;:&+]|&amp;)*(?:and\s+)?(?:<@(?P<id>[UW][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<!subteam\^(?P<group>S[A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|@(?P<name>[^\W\d_][\w.\-]*))",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"(?:^|\s)(?:to|for)\s+<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_RECORD = re.compile(
    r"[\s:,#*_~`(]*(?:(?:to|on|for|with)\s+)?[#*_~`(]*"
    r"([A-Za-z])([-‐-―−－]?)(\d{1,7})(?![\w/])[.,:;!?*_~`)]*\s*",  # noqa: RUF001 - the dashes that phones and word processors type
    re.IGNORECASE,
)
# With its dash: “P1” is a priority, and “C4” an explosive.
_NAMED = re.compile(r"(?<![\w/.#-])([A-Za-z])[-‐-―−－](\d{1,7})(?![\w/-])")  # noqa: RUF001 - the dashes that phones and word processors type
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_OF_A_WORD = 2  # Characters, in such a script.
_EVERYBODY = {"here", "channel", "everyone"}
_TO_EVERYBODY = re.compile(
    rf"[\s,;:&+]*(?:<!|@)(?:{'|'.join(sorted(_EVERYBODY))})\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Leading:
    """The mentions a line begins with, and what follows them."""

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # Typed by hand, so not resolved by Slack.
    groups: tuple[str, ...] = ()
    is_me: bool = False
    rest: str = ""

    @property
    def count(self) -> int:
        return len(self.ids) + len(self.names) + len(self.groups) + self.is_me


@dataclass(frozen=True)
class RecordName:
    """A record as people name it: `C-12`, `c12`, any dash."""

    letter: str
    number: int
    has_dash: bool


def leading_mentions(text: str) -> Leading:
    """Cut the mentions off the beginning of a line; `@here` and the like are no mentions."""
    found: dict[str, list[str]] = {"id": [], "name": [], "group": []}
    is_me, at = False, 0
    while match := _LEADING.match(text, at):
        name = match["name"] or ""
        if name.casefold() in _EVERYBODY:
            break
        at = match.end()
        if name.casefold() == "me":
            is_me = True
        else:
            kind = match.lastgroup or "name"
            found[kind] += [match[kind]] if match[kind] not in found[kind] else []
    return Leading(
        ids=tuple(found["id"]),
        names=tuple(found["name"]),
        groups=tuple(found["group"]),
        is_me=is_me,
        rest=text[at:].lstrip(" ,:;\t") if at else text,
    )


def calls_everybody(text: str) -> bool:
    """Tell whether a line begins with `@here` or the like, which calls people and names nobody."""
    return _TO_EVERYBODY.match(text) is not None


def leading_record(text: str) -> tuple[RecordName | None, str]:
    """Cut a record's name off the beginning of a line: (name or None, what follows)."""
    match = _RECORD.match(text)
    if match is None:
        return None, text
    return RecordName(match[1].upper(), int(match[3]), bool(match[2])), text[match.end() :]


def record_in(text: str, letters: str) -> str:
    """Return the first record that a text names, if it is of one of these letters: “P-4”."""
    named = ((found[1].upper(), int(found[2])) for found in _NAMED.finditer(text))
    return next((f"{letter}-{number}" for letter, number in named if letter in letters), "")


def recipient_in(text: str) -> str | None:
    """Return the person a promise is made to: the first one after “to” or “for”."""
    match = _RECIPIENT.search(text)
    return match[1] if match else None


def mentioned_in(text: str) -> tuple[str, ...]:
    """Return the Slack ids of everybody mentioned."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def plain_text(text: str, names: Mapping[str, str]) -> str:
    """Return a line as one reads it: names for mentions, addresses for links, no escapes."""
    read = _MARK.sub(lambda mark: _read_mark(mark[1], names), text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_mark(mark: str, names: Mapping[str, str]) -> str:
    body, _, label = mark.partition("|")
    if body.startswith("@"):
        return f"@{names.get(body[1:]) or label or 'somebody'}"
    if body.startswith("#"):
        return f"#{label or names.get(body[1:]) or 'a private channel'}"
    if body.startswith("!"):
        return _read_special(body[1:], label)
    address = body.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({address})" if label and label not in address else address


def _read_special(body: str, label: str) -> str:
    word = body.partition("^")[0]
    if word in _EVERYBODY:
        return f"@{word}"
    return label or ("@a group" if word == "subteam" else "")


def count_words(text: str) -> int:
    """Count the words of a text, about two characters each where a script has no blanks."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced // _OF_A_WORD + len(_UNSPACED.sub(" ", text).split())
