"""The feeds that wins are read from: when each was read, or since when it fails and why."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.wins.records import Feed
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, dotted, moment, mrkdwn, named, plain, words

MOST = 10


def feeds(found: Sequence[Feed], command: str) -> Message:
    """Draw the feeds there are."""
    heading = HeaderBlock(text=plain("Feeds of wins"))
    how = ContextBlock(
        elements=[mrkdwn(f"`{command} wins feed crm https://crm.example/wins.json` adds one.")]
    )
    if not found:
        none = "Wins are read from nowhere else."
        return Message(f"Feeds of wins: none. {none}", [heading, _section(none), how])
    blocks = [block for feed in found[:MOST] for block in _feed(feed)]
    rest = len(found) - MOST
    more = [ContextBlock(elements=[mrkdwn(f"… and {rest} more")])] if rest > 0 else []
    said = "; ".join(f"{feed.name}: {_state(feed).replace('*', '')}" for feed in found[:MOST])
    return Message(f"Feeds of wins: {said}", [heading, *blocks, *more, how])


def _feed(feed: Feed) -> list[Block]:
    sure = ConfirmObject(
        title=plain("Read it no more?"),
        text=plain("The wins it brought stay."),
        confirm=plain("Read it no more"),
        deny=plain("Keep it"),
    )
    said = f"{dotted([f'*{named(feed.name)}*', _state(feed)])}\n{words(feed.url, 300)}"
    drop = button("Read it no more", Action.FEED_DROP, feed.name, confirm=sure)
    return [_section(said), ActionsBlock(elements=[drop])]


def _state(feed: Feed) -> str:
    if feed.failing_since is not None:
        times = count(feed.failures, "time")
        since = moment(feed.failing_since)
        return f"*fails* since {since}, {times}: {named(feed.last_error)}"
    return f"read {moment(feed.read_at)}" if feed.read_at else "is read in a moment"


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=mrkdwn(text))
