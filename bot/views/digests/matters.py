"""What a digest says besides commitments: each thing drawn by what it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot.domain.digests.matters import Matter
from bot.domain.digests.of_contracts import ContractMatter
from bot.domain.digests.of_issues import IssueMatter
from bot.domain.digests.of_proposals import ProposalMatter
from bot.domain.digests.of_recognition import ThanksMatter
from bot.domain.digests.of_sources import SourceMatter
from bot.domain.digests.of_trends import SpikeMatter
from bot.views.digests import (
    of_contracts,
    of_issues,
    of_proposals,
    of_recognition,
    of_sources,
    of_trends,
)


@dataclass(frozen=True)
class Drawn:
    blocks: Callable[[Any], list[Block]]
    spoken: Callable[[Any], str]  # The same in one line without marks.


DRAWN: Mapping[type, Drawn] = {
    IssueMatter: Drawn(of_issues.matter_blocks, of_issues.matter_spoken),
    ThanksMatter: Drawn(of_recognition.matter_blocks, of_recognition.matter_spoken),
    ProposalMatter: Drawn(of_proposals.matter_blocks, of_proposals.matter_spoken),
    ContractMatter: Drawn(of_contracts.matter_blocks, of_contracts.matter_spoken),
    SourceMatter: Drawn(of_sources.matter_blocks, of_sources.matter_spoken),
    SpikeMatter: Drawn(of_trends.matter_blocks, of_trends.matter_spoken),
}


def matter_blocks(matter: Matter) -> list[Block]:
    """Draw one thing as it stands now; once settled it has no button."""
    return DRAWN[type(matter)].blocks(matter)


def matter_spoken(matter: Matter) -> str:
    """Return the same in one line without marks."""
    return DRAWN[type(matter)].spoken(matter)
