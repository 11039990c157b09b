"""A contract in a digest: what became of it, or that something came late under it."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.digests.of_contracts import ContractMatter
from bot.domain.issues.agreeing import AGREED, NOT_AGREED
from bot.views.commitments.controls import button
from bot.views.contracts.said import within
from bot.views.ids import Action
from bot.views.issues.lines import area_name
from bot.views.text import dotted, mrkdwn, words

_WORDS = 160
_SAID = {AGREED: "*is agreed*", NOT_AGREED: "*was declined*"}
_LATE = "*something comes late*"
_FIRST = "You hear it first; after a working day it counts."


def matter_blocks(matter: ContractMatter) -> list[Block]:
    """Draw one contract as it stands now."""
    lines = [_top(matter)]
    if matter.waits and matter.role not in _SAID:
        lines.append(_FIRST)
    text = "\n".join([*lines, words(matter.shown.what, _WORDS)])
    see = button("Show it", Action.CONTRACT_SHOW, matter.shown.contract.number)
    pressed: list[Block] = [ActionsBlock(elements=[see])] if matter.waits else []
    return [SectionBlock(text=mrkdwn(text)), *pressed]


def matter_spoken(matter: ContractMatter) -> str:
    """Return the same in one line without marks."""
    said = _top(matter).replace("*", "").replace("~", "")
    return f"{said}: {words(matter.shown.what, _WORDS)}"


def _top(matter: ContractMatter) -> str:
    shown = matter.shown
    areas = f"{area_name(shown.giver.name)} → {area_name(shown.receiver.name)}"
    if not matter.waits:
        return dotted([f"~{shown.contract.label}~", "*this is settled*", areas])
    said = _SAID.get(matter.role, _LATE)
    return dotted([f"*{shown.contract.label}*", said, areas, within(shown.contract.within_hours)])
