"""What a view returns for a message: the sentence for notifications, and its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.views.text import SECTION_MOST, plain


@dataclass(frozen=True)
class Message:
    """One message. `text` says who, what, when and state in one sentence."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    def payload(self) -> dict[str, Any]:
        """Return the arguments of chat.* and of an acknowledgement."""
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


def as_typed(text: str) -> list[Block]:
    """Draw a text in full, to be read and copied: no mark in it means anything."""
    parts = (text[at : at + SECTION_MOST] for at in range(0, len(text), SECTION_MOST))
    return [SectionBlock(text=plain(part)) for part in parts if part.strip()]
