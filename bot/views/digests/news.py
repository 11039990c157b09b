"""What a digest tells in passing: each thing short, with the buttons it would have by itself."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.blocks.basic_components import TextObject

from bot.views.surface import Message
from bot.views.text import mrkdwn, whole

_IN_FULL = 5  # The others are a line each.
_MOST = 400
_MOST_OF_A_LINE = 200
_TITLE = "*Since you last heard from me*"


def news_blocks(news: Sequence[Message]) -> list[Block]:
    """Draw what has happened since the last digest, oldest first."""
    if not news:
        return []
    blocks: list[Block] = [SectionBlock(text=mrkdwn(_TITLE))]
    for message in news[:_IN_FULL]:
        blocks += _short(message)
    lines = [f"• {whole(message.text, _MOST_OF_A_LINE)}" for message in news[_IN_FULL:]]
    return [*blocks, *([SectionBlock(text=mrkdwn("\n".join(lines)))] if lines else [])]


def news_spoken(news: Sequence[Message]) -> list[str]:
    """Return the same in one line each, without marks."""
    return [whole(message.text, _MOST_OF_A_LINE).rstrip(".") for message in news]


def _short(message: Message) -> list[Block]:
    """Draw what happened, what was said to it, and what can be done."""
    return [_cut(block) for block in message.blocks]


def _cut(block: Block) -> Block:
    if isinstance(block, SectionBlock) and isinstance(block.text, TextObject):
        return SectionBlock(text=mrkdwn(whole(block.text.text, _MOST)))
    return block
