"""The emoji that the stand-in knows by name, since Slack stores names and shows pictures."""

from __future__ import annotations

import re

NAMES = {
    "✅": "white_check_mark",
    "☑️": "ballot_box_with_check",
    "✔️": "heavy_check_mark",
    "❌": "x",
    "⚠️": "warning",
    "❗": "exclamation",
    "❓": "question",
    "🎉": "tada",
    "🙏": "pray",
    "👏": "clap",
    "👍": "+1",
    "👎": "-1",
    "👀": "eyes",
    "👋": "wave",
    "🤝": "handshake",
    "💬": "speech_balloon",
    "📌": "pushpin",
    "📎": "paperclip",
    "📅": "date",
    "🗓️": "spiral_calendar_pad",
    "⏰": "alarm_clock",
    "⏳": "hourglass_flowing_sand",
    "🔔": "bell",
    "🔒": "lock",
    "🔗": "link",
    "🔴": "red_circle",
    "🟠": "large_orange_circle",
    "🟡": "large_yellow_circle",
    "🟢": "large_green_circle",
    "🔵": "large_blue_circle",
    "⚪": "white_circle",
    "⚫": "black_circle",
    "🏆": "trophy",
    "⭐": "star",
    "🌟": "star2",
    "🔥": "fire",
    "🚀": "rocket",
    "💡": "bulb",
    "📝": "memo",
    "📣": "mega",
    "🙂": "slightly_smiling_face",
    "😀": "grinning",
    "😅": "sweat_smile",
    "❤️": "heart",
    "🙌": "raised_hands",
    "\N{HEAVY PLUS SIGN}": "heavy_plus_sign",
    "💚": "green_heart",
    "🌊": "ocean",
    "🌲": "evergreen_tree",
    "🎂": "birthday",
    "💯": "100",
    "🤔": "thinking_face",
}
PICTURES = {name: picture for picture, name in NAMES.items()}
KNOWN_PICTURE = re.compile("|".join(re.escape(p) for p in sorted(NAMES, key=len, reverse=True)))
WRITTEN_NAME = re.compile(r":([a-z0-9_+\-]+):")


def as_names(text: str) -> str:
    """Write each known picture as :name:, the way Slack stores it."""
    return KNOWN_PICTURE.sub(lambda found: f":{NAMES[found[0]]}:", text)


def as_pictures(text: str) -> str:
    """Show each known :name: as its picture, and leave the rest as written."""
    return WRITTEN_NAME.sub(lambda found: PICTURES.get(found[1], found[0]), text)
