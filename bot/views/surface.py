"""What a view returns for a message: the sentence for notifications, and its blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.views.text import SECTION_MOST, plain


@dataclass(frozen=True)
class Picture:
    """A picture in a message. Its numbers stand as text in the blocks: it may fail to come."""

    name: str  # Of the file.
    alt: str
    key: str  # What tells it apart from another picture of the same message.
    draw: Callable[[], bytes]  # Takes its time: run in a thread, once for each key.
    after: int = 1  # So many blocks stand above it.


@dataclass(frozen=True)
class Message:
    """One message. `text` says who, what, when and state in one sentence."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    picture: Picture | None = None  # Only what delivery posts can show one.

    def payload(self, file: str = "") -> dict[str, Any]:
        """Return the arguments of chat.* and of an acknowledgement; the picture is a Slack file."""
        blocks = [block.to_dict() for block in self.blocks]
        if self.picture is not None and file:
            shown = {"type": "image", "alt_text": self.picture.alt, "slack_file": {"id": file}}
            blocks.insert(self.picture.after, shown)
        return {"text": self.text, "blocks": blocks}


def as_typed(text: str) -> list[Block]:
    """Draw a text in full, to be read and copied: no mark in it means anything."""
    parts = (text[at : at + SECTION_MOST] for at in range(0, len(text), SECTION_MOST))
    return [SectionBlock(text=plain(part)) for part in parts if part.strip()]
