"""Text on screen: escaping, links, names, dates and plurals. Nothing else writes Slack's marks."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject

from bot.domain.calendar import day_in_words

_ADDRESS = re.compile(r"https?://[^\s|<>\"']+[^\s|<>\"'.,;:!?)\]}]")
SECTION_MOST = 3000  # Characters of a section's text (Slack docs, "Block Kit: section").
CUT = "… and more"


def escape(text: str) -> str:
    """Return people's text so that Slack shows it as it is, and pings nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words(text: str, most: int = 2600) -> str:
    """Return people's text for a mrkdwn object: escaped, addresses as links, cut if too long.

    It belongs at the end of its text object, so that an unbalanced backtick spoils nothing else.
    """
    return _ADDRESS.sub(lambda found: f"<{found[0]}>", escape(shortened(text, most)))


def shortened(text: str, most: int) -> str:
    """Cut a text and say so, never inside a combined character's surrogate or before its accent."""
    if len(text) <= most:
        return text
    return text[: most - len(CUT)].rstrip("\u200d\ufe0f ") + CUT


def mrkdwn(text: str) -> MarkdownTextObject:
    # Without `verbatim` Slack turns a typed @here into a mention of everybody (slack-platform 3.5).
    return MarkdownTextObject(text=shortened(text, SECTION_MOST), verbatim=True)


def plain(text: str, most: int = SECTION_MOST) -> PlainTextObject:
    return PlainTextObject(text=shortened(text, most), emoji=True)


def due(on: date, at: time | None, today: date) -> str:
    """Return a due date in words: “Friday 27 November, 17:00”."""
    hour = f", {at:%H:%M}" if at else ""
    return f"{day_in_words(on, today)}{hour}"


def moment(at: datetime) -> str:
    """Return an instant that every reader sees in their own zone."""
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|{fallback}>"


def listing(parts: Iterable[str]) -> str:
    """Join names as one says them: “Ada, Ben and Cleo”."""
    names = [part for part in parts if part]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: “1 commitment”, “3 commitments”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def dotted(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
