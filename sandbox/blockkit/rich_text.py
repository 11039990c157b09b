"""Slack's rich text: sections, lists and inline pieces, where nothing can be injected."""

from sandbox.blockkit.objects import LINK
from sandbox.blockkit.rules import Choice, Kind, Many, Must, Number, Rule, Thing, Truth, Words

LOOKS = ("bold", "italic", "strike", "code", "underline")
MENTION_LOOKS = ("bold", "italic", "strike", "highlight", "client_highlight", "unlink")


def _style(names: tuple[str, ...]) -> Rule:
    return Thing({name: Truth() for name in names})


def _mention(field: str) -> Thing:
    return Thing({field: Must(Words()), "style": _style(MENTION_LOOKS)})


INLINE: dict[str, Thing] = {
    "text": Thing({"text": Must(Words()), "style": _style(LOOKS)}),
    "link": Thing(
        {"url": Must(LINK), "text": Words(least=0), "unsafe": Truth(), "style": _style(LOOKS)}
    ),
    "user": _mention("user_id"),
    "usergroup": _mention("usergroup_id"),
    "channel": _mention("channel_id"),
    "team": _mention("team_id"),
    "emoji": Thing({"name": Must(Words()), "unicode": Words(), "skin_tone": Number(1, 6)}),
    "broadcast": Thing(
        {"range": Must(Choice(("here", "channel", "everyone"))), "style": _style(MENTION_LOOKS)}
    ),
    "date": Thing(
        {
            "timestamp": Must(Number()),
            "format": Must(Words()),
            "url": LINK,
            "fallback": Words(),
            "style": _style(LOOKS),
        }
    ),
    "color": Thing({"value": Must(Words()), "style": _style(LOOKS)}),
}
_PIECES = Must(Many(Kind(INLINE), least=0))
_PLAIN_PIECES = Must(Many(Kind({kind: INLINE[kind] for kind in ("text", "link")}), least=0))
_BORDER = Choice((0, 1))
_SECTION = Thing({"elements": _PIECES})

PARTS: dict[str, Thing] = {
    "rich_text_section": _SECTION,
    "rich_text_list": Thing(
        {
            "elements": Must(Many(Kind({"rich_text_section": _SECTION}))),
            "style": Must(Choice(("bullet", "ordered"))),
            "indent": Number(0, 8),
            "offset": Number(least=0),
            "border": _BORDER,
        }
    ),
    "rich_text_preformatted": Thing(
        {"elements": _PLAIN_PIECES, "border": _BORDER, "language": Words()}
    ),
    "rich_text_quote": Thing({"elements": _PIECES, "border": _BORDER}),
}
RICH_TEXT_BLOCK = Thing({"block_id": Words(255), "elements": Must(Many(Kind(PARTS)))})
RICH_TEXT = Kind({"rich_text": RICH_TEXT_BLOCK})
