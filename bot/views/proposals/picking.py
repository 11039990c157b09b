"""What can become of words that no round waits for: nothing typed is lost."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.lines import actions, section, short
from bot.views.surface import Message
from bot.views.text import words

FIRST_MOST = 19  # So that the button has room for it.
_SENTENCES = {
    "none": "No proposal waits for your answer, so nothing was recorded.",
    "closed": "The round of {name} is closed, so this is not counted in it.",
    "commitment": "{name} is the commitment of {owner}; a dissent answers a proposal.",
}


@dataclass(frozen=True)
class NoRound:
    """Words without a round: why, about which record, and where they are kept (`U-5`)."""

    why: str
    text: str
    note: str
    name: str = ""
    owner: str = ""
    can_late: bool = False
    can_ask: bool = False
    has_agenda: bool = False


def no_round(kept: NoRound) -> Message:
    """Draw why nothing was recorded, the words, and what can be made of them."""
    owner = short(kept.owner)
    said = _SENTENCES[kept.why].format(name=kept.name, owner=owner)
    blocks: list[Block] = [section(f"*{said}*")]
    blocks += [section(f">{words(kept.text)}".replace("\n", "\n>"))] if kept.text else []
    about = kept.why == "commitment"
    first = kept.owner.split(" ")[0]
    tell = f"Tell {first}" if 0 < len(first) <= FIRST_MOST else "Tell the owner"
    can_late = kept.can_late and bool(kept.text)
    buttons = actions(
        button("Add to the record", Action.LATE, kept.note) if can_late else None,
        button("Ask for a new round", Action.NEW_ROUND, kept.note) if kept.can_ask else None,
        button(tell, Action.TELL_OWNER, kept.note) if about else None,
        button("Put on the next agenda", Action.ON_AGENDA, kept.note) if kept.has_agenda else None,
        button("Make a proposal", Action.MAKE_PROPOSAL, kept.note) if kept.text else None,
    )
    return Message(f"{said} {words(kept.text, 600)}".strip(), [*blocks, *buttons])


def passed_on(name: str, by: str, text: str) -> Message:
    """Draw what somebody wants an owner to know about their commitment."""
    said = f"{short(by)} disagrees with {name}, and would like to talk about it."
    return Message(
        f"{said} {words(text, 600)}",
        [section(f"*{said}*"), section(f">{words(text)}".replace("\n", "\n>"))],
    )


def told(owner: str) -> Message:
    """Draw that the owner was told."""
    text = f"{short(owner)} was told, privately."
    return Message(text, [section(text)])
