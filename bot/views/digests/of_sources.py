"""Sources in a digest: what is wrong with each, with the way to the issues that it brought."""

from slack_sdk.models.blocks import Block, SectionBlock

from bot.domain.digests.of_sources import SourceMatter
from bot.views.briefs.of_sources import see_issues, trouble_line
from bot.views.text import mrkdwn

GONE = "Your sources are well by now."
MOST = 3


def matter_blocks(matter: SourceMatter) -> list[Block]:
    """Draw what is wrong with each source as it stands now."""
    drawn: list[Block] = [
        SectionBlock(text=mrkdwn(trouble_line(each)), accessory=see_issues(each))
        for each in matter.troubles[:MOST]
    ]
    return drawn or [SectionBlock(text=mrkdwn(GONE))]


def matter_spoken(matter: SourceMatter) -> str:
    """Return the same in one line without marks."""
    said = " ".join(trouble_line(each) for each in matter.troubles[:MOST])
    return said.replace("*", "") or GONE
