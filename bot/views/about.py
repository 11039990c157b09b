"""About: what the bot is for, what it stores, who sees it, and for how long."""

from slack_sdk.models.blocks import SectionBlock

from bot.views.surface import Message
from bot.views.text import count, mrkdwn, named

_PURPOSE = (
    "*What I am for.* Your Chief Customer Officer ({officer}) owns no department. They get "
    "departments to agree, to promise, to keep the promise, to tell the customer, and to be "
    "thanked for it. I keep those promises where you talk."
)
_STORED = (
    "*What I store.* Commitments: who, what, by when, for whom, and what became of them. Your "
    "name, zone and area. I read what is sent to me, never your channels."
)
_SEEN_BY = (
    "*Who sees it.* What was said in a public channel, everybody here. What was said in a private "
    "place, the people on the record and those in that place; elsewhere it is only a number. An "
    "offer is seen by two people until it is accepted."
)
_FOR_EVER = "until your company deletes them"
_KEPT = "*How long.* Your words are kept {kept}. History holds who, what and when, no words."


def about(cco: str, months: int | None) -> Message:
    """Draw what the CCO does, what is stored, who sees it, and for how long."""
    officer = named(cco) if cco else "not named yet"
    kept = f"{count(months, 'month')} after a record is closed" if months else _FOR_EVER
    parts = (
        _PURPOSE.format(officer=officer),
        _STORED,
        _SEEN_BY,
        _KEPT.format(kept=kept),
    )
    text = f"About cxbot. CCO: {officer}. Your words are kept {kept}."
    return Message(text, [SectionBlock(text=mrkdwn(part)) for part in parts])
