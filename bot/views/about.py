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
    "*What I store.* Commitments, proposals with where each person stood and why, customer issues "
    "with the customers and words that were reported, thanks, wins, forums with their agendas and "
    "minutes: who, what, when, and what became of it. Your name, zone, area and settings. A "
    "concern left without a name is kept without one. I read what is sent to me, never your "
    "channels."
)
_SEEN_BY = (
    "*Who sees it.* What was said in a public channel, everybody here. What was said in a private "
    "place, the people on the record and those in that place; elsewhere it is only a number. An "
    "offer is seen by two people until it is accepted. Where you stand is seen by those asked, "
    "once they have spoken or the round is over, and a dissent at once by who proposed it; others "
    "read reasons without names. A customer's name is told in a win only after a yes."
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
