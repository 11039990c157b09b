"""Lists of issues: ten a page, each line with its button; and those on somebody's Home."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, HeaderBlock, SectionBlock

from bot.domain.issues.finding import Shown
from bot.domain.issues.listing import Page, Which
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.cards import answering
from bot.views.issues.controls import Offer, menu, rows, sensible
from bot.views.issues.lines import list_line, name_of, sentence
from bot.views.proposals.lines import HEADING_MOST, actions, section, small
from bot.views.surface import Message
from bot.views.text import mrkdwn, named, plain, words

HOME_MOST = 5
ASKED_MOST = 5
_WORDS_IN_TEXT = 60
_HIDDEN_TO = 99
_TITLES = {
    Which.MINE: "Issues with you",
    Which.OPEN: "Open issues",
    Which.WORTH: "Open issues by worth",
    Which.WITHOUT_OWNER: "Issues without an owner",
    Which.CHANNEL: "Open issues here",
    Which.SOURCE: "Open issues from {of}",
}


@dataclass(frozen=True)
class Listed:
    """One page, and what it is a page of; `facts` lead to the others."""

    page: Page
    which: Which
    of: str
    facts: dict[str, Any]
    reader: Person


def page(listed: Listed) -> Message:
    """Draw one page of a list."""
    title = _TITLES.get(listed.which, "Open issues: {of}")
    shown = listed.page.shown
    empty = "You own none right now." if listed.which is Which.MINE else "There are none."
    me = listed.reader.number if listed.which is Which.MINE else 0
    drawn: list[Block] = [row(each, own=each.issue.owner == me) for each in shown]
    drawn = drawn or [section(empty)]
    said = "; ".join(sentence(each, _WORDS_IN_TEXT) for each in shown) or empty
    heading = HeaderBlock(text=plain(title.format(of=listed.of), HEADING_MOST))
    return Message(
        f"{title.format(of=named(listed.of))}: {said}",
        [heading, *drawn, *_hidden(listed.page), *_turning(listed)],
    )


def found(shown: Sequence[Shown]) -> Message:
    """Draw the issues that hold all the words that were looked for."""
    title = "Issues with these words"
    said = "; ".join(sentence(each, _WORDS_IN_TEXT) for each in shown)
    drawn = [row(each) for each in shown]
    return Message(f"{title}: {said}", [HeaderBlock(text=plain(title)), *drawn])


def row(shown: Shown, *, own: bool = False) -> Block:
    """Draw one line, and the way to all that can be done with it."""
    show = button("Show", Action.ISSUE_SHOW, shown.issue.number)
    return SectionBlock(text=mrkdwn(list_line(shown, own=own)), accessory=show)


def home_rows(shown: Sequence[Shown], reader: Person, *, more: str = "") -> list[Block]:
    """Draw the issues somebody owns or helps with, each with its next step."""
    drawn: list[Block] = []
    for each in shown[:HOME_MOST]:
        own = each.issue.owner == reader.number
        line = SectionBlock(text=mrkdwn(list_line(each, own=own)), accessory=menu(each))
        steps = [offer for offer in sensible(each) if offer in _STEPS]
        drawn += [line, *actions(*rows(each, steps))]
    return [*drawn, *small(more if len(shown) > HOME_MOST else "")]


def asked_rows(shown: Sequence[Shown]) -> list[Block]:
    """Draw the issues that somebody is asked to own."""
    drawn: list[Block] = []
    for each in shown[:ASKED_MOST]:
        key = each.issue.number
        asks = f"{name_of(each.asked_by)} asks you" if each.asked_by else "you are asked"
        line = f"*{each.issue.label}* · {asks} to own it\n{words(each.what, 280)}"
        drawn += [section(line), *answering(key, is_a_person=each.asked_by is not None)]
    return drawn


def _hidden(page: Page) -> list[Block]:
    if not page.unseen:
        return []
    number = f"{_HIDDEN_TO}+" if page.unseen > _HIDDEN_TO else str(page.unseen)
    return small(f"And {number} more in private places.")


def _turning(listed: Listed) -> list[Block]:
    number = listed.page.number
    back = button("Back", Action.ISSUE_LIST_BACK, _to(listed, -1)) if number > 0 else None
    more = button("More", Action.ISSUE_LIST_MORE, _to(listed, 1)) if listed.page.has_more else None
    return actions(back, more)


def _to(listed: Listed, step: int) -> str:
    return json.dumps({**listed.facts, "page": listed.page.number + step}, separators=(",", ":"))


_STEPS = (Offer.OWN, Offer.NEXT, Offer.TOLD, Offer.GO_ON)
