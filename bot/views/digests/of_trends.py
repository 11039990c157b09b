"""A touchpoint in a digest: clearly more reports than usual, with the way to their chart."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.digests.of_trends import SpikeMatter
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import mrkdwn
from bot.views.trends.rises import lines_of, top_of

GONE = "A rise in reports is over by now."


def matter_blocks(matter: SpikeMatter) -> list[Block]:
    """Draw a rise as it stands now; one that is over has no button."""
    if matter.spike is None:
        return [SectionBlock(text=mrkdwn(GONE))]
    text = "\n".join([top_of(matter.spike), *lines_of(matter.spike)])
    see = button("See the chart", Action.TRENDS_SHOW, matter.number)
    pressed: list[Block] = [ActionsBlock(elements=[see])] if matter.waits else []
    return [SectionBlock(text=mrkdwn(text)), *pressed]


def matter_spoken(matter: SpikeMatter) -> str:
    """Return the same in one line without marks."""
    return top_of(matter.spike).replace("*", "") if matter.spike else GONE
