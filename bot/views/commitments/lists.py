"""Lists of commitments: ten a page, each line with its button, and the way to the next page."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.commitments.finding import Page, Shown, Which
from bot.domain.commitments.records import State
from bot.domain.people import Person
from bot.views.commitments.controls import button, menu
from bot.views.commitments.lines import list_line, sentence
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import mrkdwn, named, plain

_TITLES = {
    Which.MINE: "Your open commitments",
    Which.OWED: "Promised to you",
    Which.OFFERED: "Offered to you",
    Which.OVERDUE: "Past their date",
    Which.OPEN: "Open commitments",
    Which.AREA: "Open commitments of {of}",
    Which.PERSON: "Open commitments of {of}",
    Which.WITHOUT_OWNER: "Without an owner",
}
_EMPTY = {
    Which.MINE: "You owe nothing right now.",
    Which.OWED: "Nobody owes you anything right now.",
    Which.OFFERED: "Nothing waits for your answer.",
    Which.OVERDUE: "Nothing is past its date.",
    Which.WITHOUT_OWNER: "Everything has an owner.",
}


HEADING_MOST = 150  # Characters (Slack docs, "Block Kit: header").
_WORDS_IN_TEXT = 100  # Of each of ten commitments, in the text that is read aloud.


@dataclass(frozen=True)
class Listed:
    """One page, and what it is a page of; `facts` lead to the others."""

    page: Page
    which: Which
    of: str
    facts: dict[str, Any]
    reader: Person
    now: datetime
    to_hand_over: Collection[int] = ()  # Not the reader's own, but theirs to find an owner for.


def page(listed: Listed) -> Message:
    """Draw one page of a list."""
    title = _TITLES[listed.which]
    heading = plain(title.format(of=listed.of), HEADING_MOST)
    shown = listed.page.shown
    empty = _EMPTY.get(listed.which, "Nothing is open here.")
    rows = [_row(each, listed) for each in shown]
    nothing = SectionBlock(text=mrkdwn(empty))
    said = "; ".join(sentence(each, most=_WORDS_IN_TEXT) for each in shown) or empty
    blocks: list[Block] = [HeaderBlock(text=heading), *(rows or [nothing])]
    return Message(
        f"{title.format(of=named(listed.of))}: {said}",
        [*blocks, *_hidden(listed.page), *_turning(listed)],
    )


def row(shown: Shown, reader: Person, now: datetime) -> Block:
    """Draw one line: its owner can settle it from there, everybody else can look at it."""
    commitment = shown.commitment
    own = commitment.owner == reader.number
    line = mrkdwn(list_line(shown, now=now, own=own))
    if own and commitment.state is State.OPEN:
        return SectionBlock(
            text=line, accessory=menu(shown, "done", "extend", "handover", "drop", "story")
        )
    return SectionBlock(text=line, accessory=button("Show", Action.STORY, commitment.number))


def row_for(shown: Shown, now: datetime) -> Block:
    """Draw one line of somebody else's for who may act for them: as its owner reads it."""
    line = mrkdwn(list_line(shown, now=now, own=True))
    return SectionBlock(text=line, accessory=menu(shown, "done", "extend", "story"))


def _row(shown: Shown, listed: Listed) -> Block:
    if shown.commitment.number not in listed.to_hand_over:
        return row(shown, listed.reader, listed.now)
    line = mrkdwn(list_line(shown, now=listed.now, own=False))
    return SectionBlock(text=line, accessory=menu(shown, "handover", "story"))


def _hidden(page: Page) -> list[Block]:
    if not page.unseen:
        return []
    number = f"{page.unseen - 1}+" if page.unseen > 99 else str(page.unseen)  # noqa: PLR2004 - counted to 100
    return [ContextBlock(elements=[mrkdwn(f"And {number} more in private places.")])]


def _turning(listed: Listed) -> list[Block]:
    elements: list[InteractiveElement] = []
    if listed.page.number > 0:
        elements.append(button("Back", Action.LIST_BACK, _to(listed, -1)))
    if listed.page.has_more:
        elements.append(button("More", Action.LIST_MORE, _to(listed, 1)))
    return [ActionsBlock(elements=elements)] if elements else []


def _to(listed: Listed, step: int) -> str:
    return json.dumps({**listed.facts, "page": listed.page.number + step}, separators=(",", ":"))
