"""What the author of a post hears when it cannot arrive: why, and the way out."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import mrkdwn

_REASONS = {
    "bot_not_here": (
        "I am not in {place}, so I could not post {what} there. Type `/invite @cxbot` there within "
        "seven days, and I post it as it is then."
    ),
    "channel_archived": "{place} is archived, so I could not post {what} there.",
    "channel_external": ("{place} is shared with another company, so I did not post {what} there."),
    "channel_closed": "The rules of {place} keep me from posting, so {what} is not there.",
    "person_gone": "{place} can no longer be reached, so {what} was not delivered.",
    "too_long": "{what} is too long for a message in {place}. Please say it shorter.",
}
_OTHERWISE = "Slack did not take {what} for {place}. It is saved, and the log says why."


def undeliverable(facts: Mapping[str, Any]) -> Message:
    """Draw why a post did not arrive; what it was about is saved all the same."""
    subject = facts.get("subject")
    what = f"C-{subject[1]}" if subject else "a message"
    pattern = _REASONS.get(str(facts.get("reason")), _OTHERWISE)
    text = pattern.format(place=_place(facts), what=what)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(text))]
    if subject:
        share = button("Post in…", Action.SHARE, subject[1])
        blocks.append(ActionsBlock(elements=[share, button("Show", Action.STORY, subject[1])]))
    return Message(text, blocks)


def _place(facts: Mapping[str, Any]) -> str:
    if facts.get("channel_id"):
        return f"<#{facts['channel_id']}>"
    return f"<@{facts['person_id']}>" if facts.get("person_id") else "that place"
