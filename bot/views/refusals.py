"""What a person sees when something did not work: a sentence, and their own text back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.domain.words import cleaned
from bot.errors import UserError
from bot.views.surface import Message
from bot.views.text import SECTION_MOST, escape, mrkdwn, parted

PART = 2000  # Of one line, so that "> " and the line before still fit.
ON_TOP = "said_on_top"
_MARK = re.compile(r"<([@#!])([^<>|]*)(?:\|([^<>]*))?>")
_EVERYBODY = {"here", "channel", "everyone"}
# What views.update and response_action take; a view from Slack holds more than that.
VIEW_FIELDS = (
    "type",
    "title",
    "submit",
    "close",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
)
VIEW_BLOCKS = 100


def refusal(error: UserError, command: str, typed: str = "") -> Message:
    """Return why it did not work, and below it the text that was typed, to be copied."""
    reason = sentence_of(error, command, escaped=True)
    quotable = cleaned(typed)
    quoted = [_section(quote) for quote in _quote(quotable)] if quotable else []
    return Message(reason, [_section(reason), *quoted])


def refusal_again(pattern: str, facts: Mapping[str, Any], command: str, typed: str) -> Message:
    """Return a refusal that was kept: its sentence, its facts, and the text that was typed."""

    class Kept(UserError):
        __doc__ = pattern

    return refusal(Kept(**facts), command, typed)


def sentence_of(error: UserError, command: str, *, escaped: bool = False) -> str:
    """Return the sentence with its facts filled in; escaped for mrkdwn, plain for a form."""
    facts = {"command": command, **error.facts}
    words = {name: escape(str(fact)) if escaped else str(fact) for name, fact in facts.items()}
    return error.sentence.format_map(_Facts(words))


def sentence(text: str) -> Message:
    """Return a message of one plain sentence."""
    return Message(escape(text), [_section(escape(text))])


def message_modal(message: Message, title: str = "cxbot") -> View:
    """Return a modal that only says something."""
    blocks = list(message.blocks) or [_section(message.text)]
    return View(type="modal", title=title, close="Close", blocks=blocks[:VIEW_BLOCKS])


def with_on_top(view: Mapping[str, Any], message: Message) -> View:
    """Return a view as it stands, what was typed in it included, with a message above."""
    above = [block.to_dict() for block in message.blocks] or [_section(message.text).to_dict()]
    marked = [{**block, "block_id": f"{ON_TOP}_{place}"} for place, block in enumerate(above)]
    kept = [block for block in view.get("blocks", ()) if not _is_on_top(block)]
    fields = {name: view[name] for name in VIEW_FIELDS if view.get(name)}
    external_id = {"external_id": view["external_id"]} if view.get("external_id") else {}
    return View(**fields, **external_id, blocks=[*marked, *kept][:VIEW_BLOCKS])


def input_blocks(view: Mapping[str, Any]) -> Sequence[str]:
    """Return the ids of the blocks under which a form shows an error."""
    blocks = view.get("blocks", ())
    return [str(block.get("block_id", "")) for block in blocks if block.get("type") == "input"]


class _Facts(dict[str, str]):
    """A sentence with a forgotten fact is still better than none."""

    def __missing__(self, name: str) -> str:
        return "…"


def _is_on_top(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id", "")).startswith(ON_TOP)


def _section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))


def _quote(typed: str) -> list[str]:
    """Return the text as quotes that fit a section each; Slack has escaped it already."""
    lines = _MARK.sub(_as_typed, typed).split("\n")
    quotes = [f"> {part}" for line in lines for part in parted(line, PART)]
    sections = [""]
    for quote in quotes:
        if len(sections[-1]) + len(quote) >= SECTION_MOST:
            sections.append("")
        sections[-1] += ("\n" if sections[-1] else "") + quote
    return sections


def _as_typed(mark: re.Match[str]) -> str:
    """Return a mention as it was typed, so that it can be copied and calls nobody."""
    sign, body, label = mark.groups()
    if sign == "!":
        word = body.partition("^")[0]
        return label or (f"@{word}" if word in _EVERYBODY else "")
    # Without a name it stays as it is; only its writer reads it.
    return f"{sign}{label.lstrip(sign)}" if label else mark[0]
