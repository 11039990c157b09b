"""An export as an answer: the whole text, to be read and copied; no mark in it means anything."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, SectionBlock

from bot.views.surface import Message
from bot.views.text import SECTION_MOST, mrkdwn, plain

MOST = 30_000  # Characters; a response_url carries so many in a few answers.


def exported(name: str, form: str, text: str) -> Message:
    """Draw an export; what is beyond all measure is cut, and says so."""
    what = "as a table (CSV)" if form == "csv" else "as text (Markdown)"
    top = f"{name} {what}, as far as you may see it:"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(top))]
    blocks += [SectionBlock(text=plain(part)) for part in _parts(text[:MOST]) if part.strip()]
    if len(text) > MOST:
        blocks.append(SectionBlock(text=mrkdwn(_beyond(name))))
    return Message(top, blocks)


def _beyond(name: str) -> str:
    return f"That is not all. Whoever runs me has the whole with `cxbot export {name} --reader …`."


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts that a section holds; they end where lines end, if lines allow it."""
    part = ""
    for line in text.splitlines(keepends=True):
        if part and len(part) + len(line) > SECTION_MOST:
            yield part
            part = ""
        while len(line) > SECTION_MOST:
            yield line[:SECTION_MOST]
            line = line[SECTION_MOST:]  # noqa: PLW2901 - what is left of the line
        part += line
    yield part
