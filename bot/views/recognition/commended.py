"""Commendations on an agenda: by name, in the words of who picked them or who thanked."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.domain.recognition.commending import Commendation
from bot.views.recognition.lines import names_of, short
from bot.views.text import count, mrkdwn, words

MOST = 6
NAMED = 5
WORDS_MOST = 200


def commended_blocks(commended: Sequence[Commendation]) -> list[Block]:
    """Draw who is commended, and for what."""
    if not commended:
        return []
    rows = [SectionBlock(text=mrkdwn(_row(each))) for each in commended[:MOST]]
    rest = len(commended) - MOST
    more = f"… and {count(rest, 'more commendation')}"
    small = [ContextBlock(elements=[mrkdwn(more)])] if rest > 0 else []
    return [SectionBlock(text=mrkdwn("*Commended*")), *rows, *small]


def _row(each: Commendation) -> str:
    by = short(each.by) if each.by else ""
    verb = "commended by" if each.sentence else "thanked by"
    top = f"{names_of(each.people, NAMED)}{f' · {verb} {by}' if by else ''}"
    said = [each.sentence or each.did, each.changed]
    quoted = [words(text, WORDS_MOST).replace("\n", "\n>") for text in said if text]
    return "\n".join([top, *(f">{text}" for text in quoted)])
