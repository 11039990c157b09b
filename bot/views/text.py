"""Text on screen: escaping, links, names, dates and plurals. Nothing else writes Slack's marks."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject

from bot.domain.calendar import MONTHS, WEEKDAYS, day_in_words

_ADDRESS = re.compile(r"https?://[^\s|<>\"']+[^\s|<>\"'.,;:!?)\]}]")
_TORN = re.compile(r"(?:&[a-z]{0,3}|<[^<>]*)\Z")
SECTION_MOST = 3000  # Characters of a section's text (Slack docs, "Block Kit: section").
NAME_MOST = 160  # Slack itself ends names at 80; escaped they may be longer.
LINK_MOST = 1000  # A longer address is shown, but is no link: cut in two it would lead elsewhere.
CUT = "… and more"
# Where our own marks stand around people's words, theirs would end them: these only look alike.
_LOOK_ALIKE = {"*": "∗", "~": "∼", "_": "ˍ", "`": "ʹ"}  # noqa: RUF001 - as said
# Within a word, as in cx_forum, an underscore marks nothing.
_MARKING = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_JOINED = {"Mn", "Mc", "Me", "Cf"}  # Accents, joiners: they belong to the character before.
_SKIN = range(0x1F3FB, 0x1F400)
_JOINER = "\u200d"
_MOST_JOINED = 40
DAYS_OF_A_WEEK = 7


def escape(text: str) -> str:
    """Return people's text so that Slack shows it as it is, and pings nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words(text: str, most: int = 2500) -> str:
    """Return people's text for a mrkdwn object: escaped, addresses as links, cut if too long.

    It belongs at the end of its text object, so that an unbalanced backtick spoils nothing else.
    """
    return whole(_ADDRESS.sub(_linked, escape(text)), most)


def named(name: str) -> str:
    """Return a name for a mrkdwn object; it may stand anywhere, since no mark in it means one."""
    return whole(escape(unmarked(name)), NAME_MOST)


def unmarked(text: str) -> str:
    """Return people's text with signs that look like Slack's marks and mark nothing."""
    return _MARKING.sub(lambda found: _LOOK_ALIKE[found[0]], text)


def whole(marked: str, most: int) -> str:
    """Cut a text that holds Slack's marks, and say so; no mark and no character is torn."""
    if len(marked) <= most:
        return marked
    return _TORN.sub("", marked[: _end(marked, most - len(CUT))]).rstrip() + CUT


def parted(marked: str, most: int) -> list[str]:
    """Return a text that holds Slack's marks in parts of that length; none of them is torn."""
    parts = []
    while len(marked) > most:
        piece = marked[: _end(marked, most)]
        at = len(_TORN.sub("", piece)) or len(piece)
        blank = marked.rfind(" ", 1, at)
        at = blank if blank > 0 and not _TORN.search(marked[:blank]) else at
        parts.append(marked[:at])
        marked = marked[at:].removeprefix(" ")
    return [*parts, marked]


def shortened(text: str, most: int) -> str:
    """Cut a plain text, and say so; no character is torn."""
    return text if len(text) <= most else text[: _end(text, most - len(CUT))].rstrip() + CUT


def _linked(found: re.Match[str]) -> str:
    return f"<{found[0]}>" if len(found[0]) <= LINK_MOST else found[0]


def _end(text: str, at: int) -> int:
    """Return the last place up to `at` that is not within what one sees as a single character."""
    for place in range(at, max(at - _MOST_JOINED, 0), -1):
        if not _continues(text, place):
            return place
    return at


def _continues(text: str, at: int) -> bool:
    character = text[at]
    joined = unicodedata.category(character) in _JOINED or ord(character) in _SKIN
    return joined or text[at - 1] == _JOINER


def mrkdwn(text: str) -> MarkdownTextObject:
    # Without `verbatim` Slack turns a typed @here into a mention of everybody (slack-platform 3.5).
    return MarkdownTextObject(text=whole(text, SECTION_MOST), verbatim=True)


def plain(text: str, most: int = SECTION_MOST) -> PlainTextObject:
    return PlainTextObject(text=shortened(text, most), emoji=True)


def due(on: date, at: time | None, today: date) -> str:
    """Return a due date in words: “Friday 27 November, 17:00”."""
    hour = f", {at:%H:%M}" if at else ""
    return f"{day_in_words(on, today)}{hour}"


def zone_in_words(zone: str) -> str:
    """Return such as “Berlin time”."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return city if city.upper() == city else f"{city} time"


def near_day(on: date, today: date) -> str:
    """Return a day as a button has room for it: “Today”, “This Tuesday”, “Tue 1 Dec”."""
    ahead = (on - today).days
    if ahead == 0:
        return "Today"
    weekday = WEEKDAYS[on.weekday()]
    if 0 < ahead < DAYS_OF_A_WEEK:
        return f"This {weekday}"
    year = f" {on.year}" if on.year != today.year else ""
    return f"{weekday[:3]} {on.day} {MONTHS[on.month - 1][:3]}{year}"


def moment(at: datetime) -> str:
    """Return an instant that every reader sees in their own zone."""
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|{fallback}>"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: “1 commitment”, “3 commitments”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def dotted(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
